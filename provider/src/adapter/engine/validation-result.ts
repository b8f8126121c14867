import { type Diagnostic, formatDiagnostic, type Validation } from "../../inputs/diagnostic";
import { UserError } from "../../user-error";
import type { CheckFailure } from "./handlers";
import { type Properties, secretNamesIn } from "./properties";

/** Problems as the engine shows them: without a property it prints the reason alone, with one the value as well. */
export function checkFailures(problems: readonly Diagnostic[], raw: Properties): CheckFailure[] {
  return reasonsOf(problems, raw).map((reason) => ({ property: "", reason }));
}

/**
 * The inputs, if they are known and valid. The engine does not check again what a policy has changed, so nothing is done
 * that was not looked at here.
 */
export function validInputs<Inputs>(validation: Validation<Inputs>, raw: Properties): Inputs {
  if (validation.valid === true) return validation.inputs;
  const reasons = validation.valid === false ? reasonsOf(validation.problems, raw) : ["some inputs are not known"];
  throw new UserError(`The inputs are not valid: ${reasons.join("; ")}`);
}

function reasonsOf(problems: readonly Diagnostic[], raw: Properties): string[] {
  const secret = new Set(secretNamesIn(raw));
  return problems.map((problem) => {
    const [name = ""] = problem.path.split(/[.[]/);
    return formatDiagnostic(secret.has(name) ? withoutValues(problem, raw[name]) : problem);
  });
}

/** Says what would be right without saying, or hinting at, what is. */
function withoutValues({ path, message }: Diagnostic, value: unknown): Diagnostic {
  let told = message.replace(/; (?:did you mean .*\?|(?:use|write \w+:) "\w+")$/, "");
  for (const leaf of leavesOf(value)) {
    const shown = JSON.stringify(leaf);
    if (typeof leaf === "string") told = told.replaceAll(shown, HIDDEN);
    else if (told.startsWith(`${shown} `)) told = `${HIDDEN}${told.slice(shown.length)}`;
  }
  return { path, message: told };
}

const HIDDEN = "[secret]";

function leavesOf(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leavesOf) : [value ?? null];
}
