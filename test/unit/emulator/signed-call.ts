import { request } from "node:http";
import Signer from "@volcengine/openapi/lib/base/sign";
import type { Envelope } from "#emulator/gateway/wire";
import type { StartShape } from "#emulator/segment/request-shapes";

/** What a test may do wrong on purpose. */
export interface CallOptions {
  method?: string;
  path?: string;
  query?: Record<string, string>;
  body?: unknown;
  rawBody?: string;
  region?: string;
  service?: string;
  date?: Date;
  accessKey?: string;
  secretKey?: string;
  sessionToken?: string;
  /** Changes the headers after signing. */
  tamper?: (headers: Record<string, string>) => void;
  /** Query parameters to leave out of URL and signature. */
  without?: string[];
  unsignedHost?: boolean;
}

export interface Reply {
  status: number;
  contentType: string | undefined;
  text: string;
}

interface Target {
  url: string;
  accessKey: string;
  secretKey: string;
}

/** Calls the API with the SDK's own signer, so that signer and verifier check each other. */
export function call(target: Target, action: string, options: CallOptions = {}): Promise<Reply> {
  const host = new URL(target.url).host;
  const method = options.method ?? (action === "GetSegmentTask" ? "GET" : "POST");
  const params: Record<string, string> = { Action: action, Version: "2023-11-01", ...options.query };
  for (const name of options.without ?? []) delete params[name];
  const body = options.rawBody ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (!options.unsignedHost) headers.Host = host;
  const signable = {
    region: options.region ?? "cn-north-1",
    method,
    pathname: options.path ?? "/",
    params,
    headers,
    ...(body === undefined ? {} : { body }),
  };
  const credentials = {
    accessKeyId: options.accessKey ?? target.accessKey,
    secretKey: options.secretKey ?? target.secretKey,
    ...(options.sessionToken === undefined ? {} : { sessionToken: options.sessionToken }),
  };
  new Signer(signable, options.service ?? "rtc").addAuthorization(credentials, options.date);
  options.tamper?.(headers);
  const query = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return send(`${target.url}${options.path ?? "/"}?${query.join("&")}`, method, { ...headers, Host: host }, body);
}

/** Rejects when the connection ends without an answer. */
export function send(url: string, method: string, headers: Record<string, string>, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          contentType: incoming.headers["content-type"],
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

export function envelope(reply: Reply): Envelope {
  return JSON.parse(reply.text) as Envelope;
}

/** "200 ok", "400 InvalidParameter" or "401 100010 SignatureDoesNotMatch". */
export function summary(reply: Reply): string {
  const { Result, ResponseMetadata } = envelope(reply);
  const error = ResponseMetadata.Error;
  if (error === undefined) return `${reply.status} ${typeof Result === "string" ? Result : "object"}`;
  return [reply.status, error.CodeN, error.Code].filter((part) => part !== undefined).join(" ");
}

export const KEY = { AppId: "app1", RoomId: "room1", TaskId: "task1" };

export function startBody(change: Partial<StartShape> = {}): StartShape {
  return { ...KEY, StorageConfig: { TosConfig: { AccountId: "200000000", Bucket: "slices" } }, ...change };
}
