import type { EmulatorAdmin } from "pulumi-volcengine-rtc/emulator";
import type { LoopAction } from "./bare-loop";

export interface Arrivals {
  calls: number;
  refused: number;
  /** Accepted calls for each second between the first and the last of them. */
  rate: number;
}

/** How the calls of one action arrived since the log was emptied. */
export async function arrivals(admin: EmulatorAdmin, action: LoopAction): Promise<Arrivals> {
  const calls = (await admin.calls()).filter((call) => call.action === action);
  const accepted = calls.filter(({ error }) => error !== "FlowLimitExceeded.QPSOverLimit");
  const moments = accepted.map(({ at }) => Date.parse(at)).sort((a, b) => a - b);
  const [first, last] = [moments[0], moments.at(-1)];
  const span = first === undefined || last === undefined ? 0 : (last - first) / 1000;
  return {
    calls: calls.length,
    refused: calls.length - accepted.length,
    rate: span === 0 ? 0 : (accepted.length - 1) / span,
  };
}
