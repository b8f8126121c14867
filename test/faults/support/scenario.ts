import type { AdminTask } from "#emulator/index";
import type { Account, ProviderOf } from "./account";

type Inputs = Record<string, unknown>;

/** What a room is declared to be. */
export interface Wanted {
  appId: string;
  roomId: string;
  duration: number;
  businessId: string;
}

/** An operation on a resource: what was there before, and what shall be there afterwards. */
export interface Scenario {
  /** Nothing for a stack that is still empty. */
  before?: Inputs;
  /** Something that happens behind Pulumi's back before the operation. */
  meanwhile?: (account: Account) => Promise<void>;
  kind: "up" | "refresh" | "destroy";
  /** What the program declares at last. */
  program?: Inputs;
  wanted: Wanted[];
}

/** A kind of resource with all that is done to one. */
export interface Subject<Operation extends string> {
  name: string;
  /** The class of the package that declares it. */
  type: "SegmentTask" | "SegmentTaskGroup";
  provider: ProviderOf;
  operations: Record<Operation, Scenario>;
  /** The tasks the state says run. */
  known: (outputs: Inputs) => { appId: string; roomId: string; taskId: string; status: string; identifier?: string }[];
}

export const CREDENTIALS = { accessKey: "CANARY-STORAGE-ACCESS", secretKey: "CANARY-STORAGE-SECRET" };

export const STORAGE = {
  type: "custom",
  vendor: "s3",
  bucket: "room-audio",
  region: "us-east-1",
  credentials: CREDENTIALS,
};

/** The task as it was asked for, as far as an outsider can see. */
export function asWanted(task: AdminTask): Omit<Wanted, "businessId"> {
  return { appId: task.AppId, roomId: task.RoomId, duration: task.Duration ?? 0 };
}
