import type { IncomingMessage } from "node:http";

const OWN_NAMES = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Programs of this machine may steer the emulator, web pages in its browser may not: neither by a request across origins
 * (its Origin tells), nor under a name whose owner has let it lead to this machine (its Host tells).
 *
 * @returns why the request is refused, or undefined.
 */
export function refusalOfCaller({ headers, socket }: IncomingMessage): string | undefined {
  const { host = "", origin } = headers;
  // URL leaves out port 80, as clients do.
  const own = OWN_NAMES.map((name) => new URL(`http://${name}:${socket.localPort}`));
  if (!own.some((url) => url.host === host.toLowerCase())) {
    const hosts = own.map((url) => url.host).join(" or ");
    return `The admin routes answer only requests whose Host header is ${hosts}, and this one has "${host}". Call them by one of these addresses.`;
  }
  if (origin !== undefined && !own.some((url) => url.origin === origin.toLowerCase())) {
    return `The admin routes do not answer web pages, and this request comes from one (its Origin header is "${origin}"). Call them from a program that sends no Origin.`;
  }
  return undefined;
}
