import type { Verdict } from "../../storage/probe/verdict";

/** A text file of the project. */
export interface ProjectFile {
  /** Relative to the folder of the project. */
  path: string;
  /** The whole content. */
  text: string;
}

/** What `volcengine-rtc preflight --json` found of a bucket, as much of it as policies go by. */
export interface CheckedBucket {
  /** The word for what was found, such as `good` or `wrongRegion`. */
  verdict: Verdict;
  /** Why, and what would put it right. */
  detail: string;
  /** The URNs of the resources whose slices go there. */
  tasks: readonly string[];
}

/** What policies can know beside the resources. All of it may be missing. */
export interface PolicyContext {
  /** Where the provider sends its calls to, such as `https://rtc.volcengineapi.com`. */
  endpoint?: string | undefined;
  /** The files of the project; `undefined` when there is no such folder. Default folder: that of the project. */
  projectFiles?: (folder: string | undefined) => readonly ProjectFile[] | undefined;
  /** The buckets in a report of `volcengine-rtc preflight --json`; throws when there is no such report. */
  checkedBuckets?: (file: string) => readonly CheckedBucket[];
}
