import type { IncomingMessage } from "node:http";
import { MAX_BODY_BYTES } from "../envelope";

/** Reads a body, and no further once it is longer than a callback may be. */
export async function requestBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // The connection must outlive the end of the loop, for the answer and what else it may carry.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BODY_BYTES) break;
  }
  return Buffer.concat(chunks);
}
