import type { Declaration, Kind } from "./engine";

export const APP = "app1";
/** Few, so that resources meet. */
export const ROOMS = ["lobby", "stage"] as const;
/** The same. */
export const NAMES = ["a", "b"] as const;
export const COMPONENTS = [undefined, "my:audio:Studio", "my:audio:Hall"] as const;

/** What one resource of a program is asked to be. */
export interface Wish {
  kind: Kind;
  name: string;
  parents: string | undefined;
  room: string;
  /** Whether id and prefix are of the user's choice; no two resources share one. */
  ownId: boolean;
  ownPrefix: boolean;
  /** Of third-party storage; 0 for TOS. */
  keys: number;
  bucket: string;
  duration: number;
  maxIdleTime: number;
  adopt: boolean;
  aliases: Declaration["aliases"];
}

export function roomsOf({ kind, room }: Pick<Wish, "kind" | "room">): string[] {
  return kind === "SegmentTask" ? [room] : [room, `${room}-2`];
}

/** @param tag Makes ids and prefixes of the user's choice unique among stacks. @param slot The same within one. */
export function declare(wish: Wish, tag: string, slot: number): Declaration {
  const { kind, name, parents, room, keys, bucket, duration, maxIdleTime, aliases } = wish;
  const storageConfig =
    keys === 0
      ? { type: "tos", accountId: "1", bucket }
      : { type: "custom", vendor: "s3", bucket, credentials: credentials(keys) };
  return {
    kind,
    name,
    ...(parents === undefined ? {} : { parents }),
    aliases,
    args: {
      appId: APP,
      storageConfig,
      duration,
      maxIdleTime,
      ...(wish.adopt ? { adopt: true } : {}),
      ...(wish.ownPrefix ? { identifier: `${tag}-prefix-${slot}` } : {}),
      ...(kind === "SegmentTask" ? { roomId: room, ...(wish.ownId ? { taskId: ownId(tag, slot) } : {}) } : {}),
      ...(kind === "SegmentTaskGroup" ? { rooms: roomsOf(wish) } : {}),
    },
  };
}

export function ownId(tag: string, slot: number): string {
  return `${tag}-own-${slot}`;
}

export function credentials(keys: number) {
  return { accessKey: `access-${keys}`, secretKey: `secret-${keys}` };
}
