/** What of a fetch this client needs; the runtime's own and undici's both fit. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; redirect: "manual"; signal: AbortSignal },
) => Promise<{ status: number; body: AsyncIterable<Uint8Array> | null }>;

const PROXY_VARIABLES = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];

/**
 * The runtime's fetch, which keeps connections alive. Behind a proxy (HTTP_PROXY, HTTPS_PROXY, NO_PROXY) undici's, which
 * is loaded only then: it would cost each start 50 ms.
 */
export async function chooseFetch(env: NodeJS.ProcessEnv = process.env): Promise<Fetch> {
  const proxy = PROXY_VARIABLES.map((name) => env[name] ?? "").join("\n");
  if (proxy.trim() === "") return fetch;
  const key = `${proxy}\n${env.NO_PROXY ?? env.no_proxy ?? ""}`;
  if (proxied?.key !== key) proxied = { key, fetch: proxyFetch() };
  return proxied.fetch;
}

let proxied: { key: string; fetch: Promise<Fetch> } | undefined;

async function proxyFetch(): Promise<Fetch> {
  const undici = await import("undici");
  const dispatcher = new undici.EnvHttpProxyAgent();
  return (url, init) => undici.fetch(url, { ...init, dispatcher });
}
