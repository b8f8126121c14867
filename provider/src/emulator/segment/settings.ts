/** How the segment actions behave where the documentation leaves it open, and how late they show a change. */
export interface SegmentSettings {
  /**
   * What StartSegment answers while the task already runs: a success whose Result says so ("result",
   * the documented behaviour and the default), or InvalidParameter.TaskAlreadyExists ("error").
   */
  duplicateStart: "result" | "error";
  /** Whether GetSegmentTask masks third-party storage keys. Default false: keys come back as stored. */
  maskCredentials: boolean;
  /**
   * How many GetSegmentTask calls for a task answer as if the last change of it by StartSegment, UpdateSegment or
   * StopSegment had not happened yet: after a first start the task is not found, after a start anew its previous run
   * shows, after an update the old settings, after a stop a running task. A later change starts the count anew, with
   * what was true just before it. Only GetSegmentTask answers so: the other actions and the admin routes tell the truth.
   * An end without a call, such as an idle timeout, is no change in this sense; a stale answer hides it all the same.
   * Default 0.
   */
  staleReads: number;
  /**
   * For how many further calls a task runs on after StopSegment answered ok, whatever their action: GetSegmentTask shows
   * it running, StartSegment says that it runs already, UpdateSegment works, another StopSegment answers ok. With the
   * last of them it ends, with StopReason StopByAPI. With `staleReads` the change that a stop makes is this end and not
   * the answer of StopSegment, so the stale answers come after it: a task that is stopped shows as running for
   * `slowStops` calls and then for `staleReads` calls of GetSegmentTask. Default 0: StopSegment ends the task itself.
   */
  slowStops: number;
}
