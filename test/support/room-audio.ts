import { type Keys, type Rights, S3Server } from "./s3-server";

/** A key for each kind of rights to the bucket `room-audio`. */
export const KEYS: Readonly<Record<Rights, Keys>> = {
  all: { accessKey: "CANARY-ACCESS-all", secretKey: "CANARY-SECRET-all" },
  read: { accessKey: "CANARY-ACCESS-read", secretKey: "CANARY-SECRET-read" },
  write: { accessKey: "CANARY-ACCESS-write", secretKey: "CANARY-SECRET-write" },
  none: { accessKey: "CANARY-ACCESS-none", secretKey: "CANARY-SECRET-none" },
};

/** A fixture: a real S3 server that has the bucket, and knows the keys. */
export function roomAudioIn(region: string) {
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures a fixture needs.
  return async ({}: object, { onCleanup }: { onCleanup: (end: () => Promise<void>) => void }): Promise<S3Server> => {
    const server = await startWithRoomAudio(region);
    onCleanup(() => server.close());
    return server;
  };
}

async function startWithRoomAudio(region: string): Promise<S3Server> {
  const server = await S3Server.start(region);
  for (const { accessKey, secretKey } of Object.values(KEYS)) await server.key(accessKey, secretKey);
  const rights = Object.entries(KEYS).map(([right, { accessKey }]) => [accessKey, right as Rights]);
  await server.bucket("room-audio", Object.fromEntries(rights));
  return server;
}
