import {
  CheckFailure,
  CheckResponse,
  CreateResponse,
  DiffResponse,
  PropertyDiff,
  ReadResponse,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { CheckResult, Difference, Imported, ReadResult } from "../adapter/engine/handlers";
import { type Properties, SECRET_KEY, secretNamesIn, withoutHidden } from "../adapter/engine/properties";
import { withSecretCredentials } from "../adapter/engine/secret";
import { toStrict, withoutKeys } from "../segment/strict-spelling";
import { detailedDiff, type Line } from "./detailed-diff";
import { encoded } from "./values";

/** Outputs in the form of the wire. What repeats a secret input is secret, too. */
export function outputsFor(outs: Properties, inputs: Properties) {
  return encoded(withoutKeys(toStrict(outs)), secretNamesIn(inputs));
}

function inputsFor(inputs: Properties) {
  return encoded(withSecretCredentials(toStrict(inputs)), secretNamesIn(inputs));
}

export function checkAnswer({ inputs, failures = [] }: CheckResult): CheckResponse {
  const answer = new CheckResponse();
  answer.setInputs(inputsFor(inputs));
  answer.setFailuresList(
    failures.map(({ property, reason }) => new CheckFailure().setProperty(property).setReason(reason)),
  );
  return answer;
}

export function diffAnswer(difference: Difference, oldInputs: Properties, news: Properties): DiffResponse {
  const answer = new DiffResponse();
  if (!difference.changes) return answer.setChanges(DiffResponse.DiffChanges.DIFF_NONE);
  const { replaces = [], deleteBeforeReplace = false } = difference;
  // The path to a part of a secret may tell as much as the part.
  const whole = new Set([...secretNamesIn(oldInputs), ...secretNamesIn(news)]);
  const lines = detailedDiff(difference, withoutHidden(oldInputs), withoutHidden(news), whole);
  answer.setChanges(DiffResponse.DiffChanges.DIFF_SOME);
  answer.setReplacesList([...replaces]);
  answer.setDeletebeforereplace(deleteBeforeReplace);
  answer.setDiffsList([...lines.keys()]);
  answer.setHasdetaileddiff(lines.size > 0);
  for (const [path, line] of lines) {
    const { inputs } = line;
    answer.getDetaileddiffMap().set(path, new PropertyDiff().setKind(kindFor(line)).setInputdiff(inputs));
  }
  return answer;
}

const { Kind } = PropertyDiff;
const KINDS = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

function kindFor({ kind, replaces }: Line) {
  return KINDS[kind][replaces ? 1 : 0];
}

export function createAnswer(id: string, outs: Properties, inputs: Properties): CreateResponse {
  return new CreateResponse().setId(id).setProperties(outputsFor(outs, inputs));
}

export function updateAnswer(outs: Properties, inputs: Properties): UpdateResponse {
  return new UpdateResponse().setProperties(outputsFor(outs, inputs));
}

/** Empty where there is nothing any more. */
export function readAnswer(result: ReadResult | Imported, inputs: Properties): ReadResponse {
  const answer = new ReadResponse();
  if (result.id === undefined) return answer;
  const { id, props, inputs: read } = result;
  answer.setId(id);
  answer.setProperties(outputsFor(props, inputs));
  const hidden = SECRET_KEY in inputs ? { [SECRET_KEY]: inputs[SECRET_KEY] } : {};
  if (read !== undefined) answer.setInputs(inputsFor({ ...read, ...hidden }));
  return answer;
}
