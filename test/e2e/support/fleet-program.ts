import { APP, program, TOS } from "./program";

/** A program with one group. */
export function fleet(change: Record<string, unknown>): string {
  return program(`
const { SegmentTaskGroup } = require("pulumi-volcengine-rtc");
const fleet = new SegmentTaskGroup("fleet", ${JSON.stringify({ appId: APP, storageConfig: TOS, ...change }, undefined, 2)});
exports.tasks = fleet.tasks;
exports.running = fleet.running;
`);
}

export function roomNames(count: number, prefix = "room"): string[] {
  return Array.from({ length: count }, (_, n) => `${prefix}-${n}`);
}
