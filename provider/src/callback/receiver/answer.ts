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
  response.shouldKeepAlive &&= keep;
  response.writeHead(answer.status, {
    "Content-Type": TYPES[answer.type],
    "Content-Length": Buffer.byteLength(answer.body),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    ...answer.headers,
  });
  response.end(request.method === "HEAD" ? undefined : answer.body);
  // The rest of a body that is too long is let pass: cut off, its sender might not read the answer.
  request.resume();
}
