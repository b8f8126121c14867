import { masking } from "../../rtc-api/masking";
import type { ProbeLimits } from "../../storage/probe/probe";
import type { ProbeRequest } from "../../storage/probe/request";
import type { Judgement } from "../../storage/probe/verdict";
import { secretsOf } from "./request";

/** Looks at a bucket, and keeps the keys to itself. What that takes is loaded only now: it would cost each start 60 ms. */
export async function judgementOn(request: ProbeRequest, limits: ProbeLimits = {}): Promise<Judgement> {
  const { probe } = await import("../../storage/probe/probe.js");
  const judgement = await probe(request, limits);
  return { ...judgement, detail: masking(secretsOf(request))(judgement.detail) };
}
