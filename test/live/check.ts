import type { LiveApi } from "./live-api";

/** One assumption, and what is seen when it holds. */
export interface Check<Evidence> {
  /** Short and unique. */
  name: string;
  /** A sentence; it also stands in docs/live.md. */
  assumption: string;
  expected: string;
  /** Nothing where the evidence tells neither way. */
  seen(evidence: Evidence): string | undefined;
}

export interface Row {
  name: string;
  assumption: string;
  expected: string;
  verdict: { kind: "same" } | { kind: "different"; seen: string } | { kind: "notSeen"; reason: string };
}

/** Checks that go by the same calls. */
export interface Group {
  checks: readonly Pick<Check<never>, "name" | "assumption" | "expected">[];
  look(api: LiveApi): Promise<Row[]>;
}

export function group<Evidence>(
  gather: (api: LiveApi) => Promise<Evidence>,
  checks: readonly Check<Evidence>[],
): Group {
  return {
    checks,
    async look(api) {
      const evidence = await gather(api);
      return checks.map(({ name, assumption, expected, seen: look }) => {
        const seen = look(evidence);
        return { name, assumption, expected, verdict: verdictOn(expected, seen) };
      });
    },
  };
}

function verdictOn(expected: string, seen: string | undefined): Row["verdict"] {
  if (seen === undefined) return { kind: "notSeen", reason: "an earlier call of this check was refused" };
  return seen === expected ? { kind: "same" } : { kind: "different", seen };
}
