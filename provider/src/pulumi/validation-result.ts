import type { dynamic } from "@pulumi/pulumi";
import { type Finding, formatFinding, type Validation } from "../segment/validate";

/** Problems as the engine shows them: without a property it prints the reason alone, with one the value as well. */
export function checkFailures(problems: readonly Finding[]): dynamic.CheckFailure[] {
  return problems.map((problem) => ({ property: "", reason: formatFinding(problem) }));
}

/**
 * The inputs, if they are known and valid. The engine does not check again what a policy has changed, so nothing is done
 * that was not looked at here.
 */
export function validInputs<Inputs>(validation: Validation<Inputs>): Inputs {
  if (validation.valid === true) return validation.inputs;
  const reasons = validation.valid === false ? validation.problems.map(formatFinding) : ["some inputs are not known"];
  throw new Error(`The inputs are not valid: ${reasons.join("; ")}`);
}
