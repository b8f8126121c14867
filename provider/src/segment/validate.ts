import type { z } from "zod";
import { withoutBlanks } from "../inputs/blank";
import type { Diagnostic, Validation } from "../inputs/diagnostic";
import { formatPath, inspect } from "../inputs/inspect";
import { asRecord } from "../inputs/record";
import { doubtAbout, regionCode } from "../storage/regions";
import { apiSpelling } from "./api-spelling";
import { factsOf, namesAt, SEGMENT_FIELDS } from "./fields";
import type { SegmentInputs } from "./inputs";
import { segmentSchema } from "./schema";

/** Checks all inputs at once. Values that are not known yet, at whatever depth, are taken on trust. */
export function validate(raw: unknown): Validation<SegmentInputs> {
  return inspectTasks(segmentSchema, namesAt, raw);
}

const OPTIONAL_IDS: ReadonlySet<string> = new Set(SEGMENT_FIELDS.filter((field) => factsOf(field).blank));
/** Anything may stand in them. */
const OPAQUE: ReadonlySet<string> = new Set(["triggers"]);

/** Checks the inputs of whatever has the settings of segment tasks; `keysAt` names the keys an object at a path may have. */
export function inspectTasks<Inputs>(
  schema: z.ZodType<Inputs>,
  keysAt: (path: readonly PropertyKey[]) => string[],
  given: unknown,
): Validation<Inputs> {
  const also = (raw: unknown) => [...misplacedControl(raw), ...inApiSpelling(raw, keysAt)];
  return inspect({ schema, keysAt, also }, withoutBlanks(given, OPTIONAL_IDS, OPAQUE));
}

/** What is allowed but probably not meant. */
export function warnings(raw: unknown): Diagnostic[] {
  const inputs = asRecord(raw);
  const found: Diagnostic[] = [];
  const redundant = asRecord(inputs.control).redundantDuration;
  if (typeof redundant === "number" && redundant > 0 && redundant < 100) {
    found.push({
      path: "control.redundantDuration",
      message: `${redundant} is ${redundant} milliseconds; the unit is milliseconds, so for ${redundant} s write ${redundant * 1000}`,
    });
  }
  const storage = asRecord(inputs.storageConfig);
  const { vendor, region } = storage;
  if ((vendor === "s3" || vendor === "oss") && (typeof region === "string" || typeof region === "number")) {
    const code = regionCode(vendor, region);
    const doubt = code === undefined ? undefined : doubtAbout(vendor, code);
    if (doubt !== undefined) {
      const message = `${JSON.stringify(region)} ${doubt}; make sure that slices arrive`;
      found.push({ path: "storageConfig.region", message });
    }
  }
  return found;
}

/** The vendor's own sample request nests Control in StorageConfig; the table of the same page has it at the top. */
function misplacedControl(raw: unknown): Diagnostic[] {
  return Object.entries(asRecord(raw))
    .filter(([key]) => /^storageconfig$/i.test(key))
    .flatMap(([key, value]) =>
      Object.keys(asRecord(value))
        .filter((inner) => /^control$/i.test(inner))
        .map((inner) => ({
          path: `${key}.${inner}`,
          message:
            "stands in the wrong place, where the API is not documented to read it; move it up, beside storageConfig, as `control`",
        })),
    );
}

/** Names in the API's spelling, wherever they stand: an object that is not understood as a whole would hide those in it. */
function inApiSpelling(
  value: unknown,
  keysAt: (path: readonly PropertyKey[]) => string[],
  path: readonly PropertyKey[] = [],
): Diagnostic[] {
  if (OPAQUE.has(String(path[0]))) return [];
  const known = keysAt(path);
  const holder = path.findLast((key) => typeof key === "string");
  return Object.entries(asRecord(value)).flatMap(([key, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    const message = apiSpelling(holder, key, inner, known);
    return message === undefined ? inApiSpelling(inner, keysAt, here) : [{ path: formatPath(here), message }];
  });
}
