import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDiagnostic } from "#inputs/diagnostic";
import { hasUnknown, UNKNOWN } from "#inputs/unknown";
import { SEGMENT_FIELDS } from "#segment/fields";
import { deriveTaskId, isDerivable } from "#segment/identity";
import { diff } from "#segment/task/plan";
import { validate, warnings } from "#segment/validate";
import { regionWord, TOS_REGIONS } from "#storage/regions";
import { type Path, pathsIn, replaced } from "#test/support/property-path";
import { CANARIES, FULL, S3, SHORTEST } from "#test/support/segment-inputs";
import { identifiedInputs, oddInputs, respelling, segmentInputs } from "./arbitrary-inputs";

const RUNS = { numRuns: 300 };
const OWNER = { kind: "task" as const, project: "rtc", stack: "prod", name: "lobby" };

describe("whatever the inputs are", () => {
  it("validation and warnings come to an end without an exception", () => {
    fc.assert(
      fc.property(oddInputs, (raw) => {
        for (const { path, message } of [...warnings(raw), ...problemsOf(raw)]) {
          expect(typeof path).toBe("string");
          expect(message).not.toBe("");
        }
      }),
      RUNS,
    );
  });

  it("the comparison comes to an end without an exception, in either direction", () => {
    fc.assert(
      fc.property(oddInputs, oddInputs, (a, b) => {
        const fields = [a, b].map((raw) => (typeof raw === "object" && raw !== null ? raw : {}));
        expect(["same", "update", "replace"]).toContain(diff(fields[0] ?? {}, fields[1] ?? {}).kind);
        isDerivable(fields[0] ?? {});
      }),
      RUNS,
    );
  });

  it("no problem is about a value that is not known yet; only its key may be wrong", () => {
    fc.assert(
      fc.property(oddInputs, (raw) => {
        for (const { path, message } of problemsOf(raw)) {
          if (valueAt(raw, path) === UNKNOWN)
            expect(message).toMatch(/^(is not an argument|is the API's spelling|stands in the wrong place)/);
        }
      }),
      RUNS,
    );
  });

  it("inputs are called valid only when nothing in them is unknown", () => {
    fc.assert(
      fc.property(oddInputs, (raw) => {
        if (hasUnknown(raw)) expect(validate(raw).valid).not.toBe(true);
      }),
      RUNS,
    );
  });
});

describe("valid inputs", () => {
  it("are called valid, and come back unchanged", () => {
    fc.assert(
      fc.property(segmentInputs, (inputs) => {
        expect(validate(inputs)).toEqual({ valid: true, inputs });
      }),
      RUNS,
    );
  });

  it("give a task id the API accepts, the same for every spelling", () => {
    fc.assert(
      fc.property(
        segmentInputs.chain((inputs) => fc.tuple(fc.constant(inputs), respelling(inputs))),
        fc.string({ maxLength: 300 }),
        ([inputs, respelt], name) => {
          const id = deriveTaskId({ ...OWNER, name }, inputs);
          expect(id).toMatch(/^[a-zA-Z0-9_@\-.]{1,128}$/);
          expect(deriveTaskId({ ...OWNER, name }, respelt)).toBe(id);
        },
      ),
      RUNS,
    );
  });

  it("are the same as every other spelling of them", () => {
    fc.assert(
      fc.property(
        identifiedInputs.chain((inputs) => fc.tuple(fc.constant(inputs), respelling(inputs), respelling(inputs))),
        ([inputs, one, other]) => {
          expect(diff(inputs, inputs)).toEqual({ kind: "same" });
          expect(diff(inputs, one)).toEqual({ kind: "same" });
          expect(diff(one, other)).toEqual({ kind: "same" });
        },
      ),
      RUNS,
    );
  });

  it("change exactly in the arguments whose value is another", () => {
    fc.assert(
      fc.property(identifiedInputs, fc.constantFrom("maxIdleTime", "duration", "handle", "adopt"), (inputs, field) => {
        const old = inputs[field] ?? { maxIdleTime: 180, duration: 20, handle: true, adopt: false }[field];
        const next = typeof old === "number" ? (old === 1 ? 2 : old - 1) : !old;
        expect(diff(inputs, { ...inputs, [field]: next })).toMatchObject({ fields: [field] });
      }),
      RUNS,
    );
  });

  it("still are no problem when any of their parts becomes unknown", () => {
    fc.assert(
      fc.property(
        segmentInputs.chain((inputs) => fc.tuple(fc.constant(inputs), fc.subarray(pathsIn(inputs)))),
        ([inputs, paths]) => {
          const raw = paths.reduce<unknown>(unknownAt, inputs);
          expect(problemsOf(raw)).toEqual([]);
        },
      ),
      RUNS,
    );
  });
});

describe("credentials", () => {
  it("never stand in a problem or warning, wherever they were put by mistake beside other faults", () => {
    const faults = [undefined, 5, "", [], {}, "cn-bejing", UNKNOWN];
    const paths = pathsIn(FULL).filter((path) => path.at(-1) !== "accessKey" && path.at(-1) !== "secretKey");
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(...faults), (path, fault) => {
        const raw = replaced<unknown>(FULL, path, fault);
        const text = [...problemsOf(raw), ...warnings(raw)].map(formatDiagnostic).join("\n");
        expect(text).not.toContain("CANARY");
      }),
      RUNS,
    );
  });

  it.each<[what: string, credentials: unknown]>([
    ["an array", [CANARIES.accessKey, CANARIES.secretKey]],
    ["a string", `${CANARIES.accessKey}:${CANARIES.secretKey}`],
    ["under misspelt names", { accesKey: CANARIES.accessKey, secretkey: CANARIES.secretKey }],
    ["with a part too many", { ...CANARIES, sessionToken: "CANARY-TOKEN" }],
    ["of wrong types", { accessKey: [CANARIES.accessKey], secretKey: { value: CANARIES.secretKey } }],
  ])("never stand in a problem when they are given as %s", (_, credentials) => {
    const found = problemsOf({ ...SHORTEST, storageConfig: { ...S3, credentials } });
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(formatDiagnostic).join("\n")).not.toContain("CANARY");
  });
});

describe("the inputs the properties are tried with", () => {
  it("use every argument", () => {
    const seen = new Set(fc.sample(identifiedInputs, 300).flatMap((inputs) => Object.keys(inputs)));
    expect([...seen].sort()).toEqual([...SEGMENT_FIELDS].sort());
  });

  it("know that a word and its integer are one region", () => {
    for (const [word, code] of Object.entries(TOS_REGIONS)) expect(regionWord("tos", code)).toBe(word);
  });
});

function problemsOf(raw: unknown) {
  const result = validate(raw);
  return result.valid === false ? result.problems : [];
}

/** Paths inside a part that is unknown already are left alone. */
function unknownAt(raw: unknown, path: Path): unknown {
  let inner = raw;
  for (const key of path) {
    if (typeof inner !== "object" || inner === null) return raw;
    inner = (inner as Record<string | number, unknown>)[key];
  }
  return inner === undefined ? raw : replaced(raw, path, UNKNOWN);
}

function valueAt(raw: unknown, path: string): unknown {
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  return keys.reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], raw);
}
