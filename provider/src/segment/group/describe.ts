import type { RoomStep } from "./plan";

/** What a plan does, in words, room by room; nothing when it does nothing. */
export function describePlan(steps: readonly RoomStep[]): string | undefined {
  const phrases = [
    phrase(steps, "start", "to start"),
    phrase(steps, "stop", "to stop"),
    phrase(steps, "restart", "to restart"),
    phrase(steps, "update", "to update in place"),
  ].filter((text) => text !== undefined);
  return phrases.length === 0 ? undefined : phrases.join("; ");
}

const NAMED_ROOMS = 10;

function phrase(steps: readonly RoomStep[], kind: RoomStep["kind"], verb: string): string | undefined {
  const concerned = steps.filter((step) => step.kind === kind);
  if (concerned.length === 0) return undefined;
  const named = concerned
    .slice(0, NAMED_ROOMS)
    .map((step) =>
      "because" in step && step.because.length > 0
        ? `${step.roomId} for its ${step.because.join(" and ")}`
        : step.roomId,
    );
  const more = concerned.length > NAMED_ROOMS ? `, and ${concerned.length - NAMED_ROOMS} more` : "";
  return `${concerned.length} ${concerned.length === 1 ? "room" : "rooms"} ${verb} (${named.join(", ")}${more})`;
}
