import { z } from "zod";
import { UserError } from "../../user-error";
import { visible } from "../../visible";
import { documentsIn } from "./documents";
import { naturally } from "./order";
import { withoutRefresh } from "./refresh";
import { type ResourceState, type Step, stepSchema } from "./step";

const previewSchema = z.looseObject({
  config: z.record(z.string(), z.unknown()).nullish(),
  steps: z.array(stepSchema).nullish(),
  diagnostics: z.array(z.looseObject({ message: z.string().optional(), severity: z.string().optional() })).nullish(),
  changeSummary: z.record(z.string(), z.number()).nullish(),
});

/** What `pulumi preview --json` said about one stack. */
export interface Preview {
  /** `<project>/<stack>`, or as given by the caller. */
  stack: string;
  /** In an order of their own, whatever the engine's was; without those of a refresh. */
  steps: Step[];
  /** What the state said of each resource before the preview's own refresh, by URN; empty when there was none. */
  remembered: ReadonlyMap<string, ResourceState>;
  /** The configuration of the stack, secrets hidden. */
  config: Readonly<Record<string, unknown>>;
  /** How many resources stay the same without being listed, as is usual without `--show-sames`. */
  unlisted: number;
  /** Whether the preview ended with a failure for which no resource is to blame: a policy pack objected. */
  stopped: boolean;
}

/** The input is not a preview one could review. The message says why and what to do. */
export class UnreadablePreviewError extends UserError {
  override readonly name = "UnreadablePreviewError";
}

/**
 * Reads one or more previews from what `pulumi preview --json` printed. Lines around them are skipped.
 *
 * @param text One JSON document per stack.
 * @param source Where it comes from, for messages: a file name, or "standard input".
 * @param name The name of the stack. Default: taken from the resources.
 * @throws {UnreadablePreviewError} when there is no preview in it, or a preview failed.
 */
export function readPreviews(text: string, source: string, name?: string): Preview[] {
  if (text.trim() === "") throw unreadable(source, "it is empty. Did the preview print anything?");
  const { documents, broken } = documentsIn(text);
  if (broken) throw unreadable(source, "its JSON ends in the middle or is damaged. Was the preview cut off?");
  if (documents.some(isEngineEvent)) {
    throw unreadable(
      source,
      "it is a stream of engine events. Unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW and run the preview again",
    );
  }
  const previews = documents.filter(looksLikePreview);
  if (previews.length === 0) {
    const why = /^\s*(Previewing update|\+|Resources:)/m.test(text)
      ? "it is a preview for people. Add `--json`"
      : "there is no preview in it";
    throw unreadable(source, `${why}: \`pulumi preview --json | volcengine-rtc review\``);
  }
  return previews.map((document, at) => {
    const parsed = previewSchema.safeParse(document);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw unreadable(
        source,
        `${issue?.path.join(".")}: ${issue?.message}; it is not what \`pulumi preview --json\` prints`,
      );
    }
    const steps = parsed.data.steps ?? [];
    const derived = name === undefined ? stackOf(steps) : previews.length > 1 ? `${name} ${at + 1}` : name;
    const errors = (parsed.data.diagnostics ?? [])
      .filter(({ severity }) => severity === "error")
      .map(({ message = "" }) => message.trim().replace(/^error: /, ""));
    const causes = errors.filter((message) => message !== STOPPED);
    if (causes.length > 0) throw failed(derived, causes);
    if (isRefreshAlone(steps)) {
      throw unreadable(
        source,
        "it is of a refresh alone. Run `pulumi preview --refresh --json`, which shows what follows too",
      );
    }
    const listedSames = steps.filter(({ op }) => op === "same").length;
    const unlisted = Math.max(0, (parsed.data.changeSummary?.same ?? 0) - listedSames);
    const refreshed = withoutRefresh(steps, unlisted);
    const config = parsed.data.config ?? {};
    return { ...refreshed, config, stack: derived, steps: inOrder(refreshed.steps), stopped: errors.length > 0 };
  });
}

/** The engine's order follows from which resource was registered first, and that from chance. */
function inOrder(steps: readonly Step[]): Step[] {
  return [...steps].sort(
    (a, b) => naturally(a.urn, b.urn) || naturally(a.op, b.op) || naturally(JSON.stringify(a), JSON.stringify(b)),
  );
}

/** Every preview registers the stack itself; a refresh alone only looks at it. */
function isRefreshAlone(steps: readonly Step[]): boolean {
  const stack = steps.filter(({ urn }) => urn.includes("::pulumi:pulumi:Stack::"));
  return stack.length > 0 && stack.every(({ op }) => op === "refresh");
}

function looksLikePreview(document: unknown): boolean {
  const keys = Object.keys(document as object);
  return ["steps", "changeSummary", "diagnostics"].some((key) => keys.includes(key));
}

function isEngineEvent(document: unknown): boolean {
  return Object.keys(document as object).some((key) =>
    /^(resourcePreEvent|preludeEvent|resOutputsEvent|summaryEvent)$/.test(key),
  );
}

function stackOf(steps: readonly Step[]): string {
  const [, stack, project] = /^urn:pulumi:(.*?)::(.*?)::/.exec(steps[0]?.urn ?? "") ?? [];
  return stack === undefined ? "stack" : `${project}/${stack}`;
}

function unreadable(source: string, why: string): UnreadablePreviewError {
  return new UnreadablePreviewError(`Can't read a preview from ${source}: ${why}`);
}

/** How the engine ends a preview that failed, whatever the cause. Violated policies are no diagnostics of their own. */
const STOPPED = "preview failed";

const SHOWN = 5;
const LONGEST_ERROR = 1_000;

/** The first line of each error: what follows is a trace of the program's own calls. */
function failed(stack: string, messages: readonly string[]): UnreadablePreviewError {
  const lines = messages.map((message) => {
    const [first = "", second = ""] = message.trim().split("\n");
    const words = first.endsWith("unhandled exception:") ? `${first} ${second.trim()}` : first;
    return `  - ${visible(words, LONGEST_ERROR)}`;
  });
  const more = lines.length > SHOWN ? [`  - and ${lines.length - SHOWN} more`] : [];
  return new UnreadablePreviewError(
    [
      `The preview of ${stack} failed, so there is nothing to review. Put right:`,
      ...lines.slice(0, SHOWN),
      ...more,
    ].join("\n"),
  );
}
