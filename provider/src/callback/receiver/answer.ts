import type { IncomingMessage, ServerResponse } from "node:http";

const TYPES = {
  text: "text/plain; charset=utf-8",
  json: "application/json",
  html: "text/html; charset=utf-8",
} as const;

/** What a request is answered with. */
export interface Answer {
  status: number;
  type: keyof typeof TYPES;
  body: string;
  headers?: Record<string, string>;
}

/** @param keep Whether the connection may carry another request. */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer, keep: boolean): void {
  // What is left of a body that was not read to its end must not be taken for another request.
  response.shouldKeepAlive &&= keep && request.complete;
  response.writeHead(answer.status, {
    "Content-Type": TYPES[answer.type],
    "Content-Length": Buffer.byteLength(answer.body),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    ...answer.headers,
  });
  response.end(request.method === "HEAD" ? undefined : answer.body);
  request.resume();
}
