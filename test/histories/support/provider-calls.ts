import { readFile } from "node:fs/promises";
import { callText } from "#test/histories/support/call-text";

interface LoggedRpc {
  method: string;
  progress: "request_started" | "response_completed";
  request: { urn: string; olds?: object | null };
}

/** The calls of a provider that StackModel has a handler for. */
const METHOD = /^\/pulumirpc\.ResourceProvider\/(Check|Diff|Create|Read|Update|Delete)$/;

/** What the engine called its providers for, in order, from the file that it writes for `PULUMI_DEBUG_GRPC`. */
export async function providerCalls(file: string): Promise<string[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
  return lines.flatMap((line) => {
    const { method, progress, request } = JSON.parse(line) as LoggedRpc;
    const [, name] = METHOD.exec(method) ?? [];
    if (name === undefined || progress !== "request_started") return [];
    return [callText(name.toLowerCase(), request.urn, request.olds)];
  });
}
