import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import Signer from "@volcengine/openapi/lib/base/sign.js";
import type { Emulator } from "pulumi-volcengine-rtc/emulator";

export type LoopAction = "StartSegment" | "GetSegmentTask" | "StopSegment";

const VERSION = "2023-11-01";
const APP = "661e2f8a9c1d4b0012a543cf";

/**
 * The floor under every figure: one signed call for each room, sent at exactly the limit of the API, with no thought
 * for anything else.
 */
export async function bareLoop(emulator: Emulator, action: LoopAction, calls: number, perSecond: number) {
  const started = performance.now();
  const underWay: Promise<void>[] = [];
  for (let index = 0; index < calls; index++) {
    const due = started + (index * 1000) / perSecond - performance.now();
    if (due > 0) await wait(due);
    underWay.push(signedCall(emulator, action, `bare-${index}`));
  }
  await Promise.all(underWay);
}

async function signedCall(emulator: Emulator, action: LoopAction, room: string): Promise<void> {
  const key = { AppId: APP, RoomId: room, TaskId: room };
  const storage = { Type: 0, TosConfig: { AccountId: "2100000990", Bucket: "room-audio" } };
  const method = action === "GetSegmentTask" ? "GET" : "POST";
  const query = { Action: action, Version: VERSION, ...(method === "GET" ? key : {}) };
  const content = action === "StartSegment" ? { ...key, StorageConfig: storage } : key;
  const body = method === "GET" ? undefined : JSON.stringify(content);
  const url = new URL(emulator.url);
  const headers: Record<string, string> = { Host: url.host, "Content-Type": "application/json" };
  const bodySha256 = createHash("sha256")
    .update(body ?? "")
    .digest("hex");
  headers["X-Content-Sha256"] = bodySha256;
  const request = { region: "cn-north-1", method, params: query, pathname: "/", headers, ...(body && { body }) };
  const { accessKey, secretKey } = emulator;
  new Signer(request, "rtc", { bodySha256 }).addAuthorization({ accessKeyId: accessKey, secretKey });
  delete headers.Host;
  url.search = new URLSearchParams(query).toString();
  // A refused call is not repeated: the emulator has counted it.
  await (await fetch(url, { method, headers, ...(body && { body }) })).text();
}
