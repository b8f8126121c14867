import type {
  CheckRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { OWNER_KEY, type Properties, SECRET_KEY } from "../adapter/engine/properties";
import { type ResourceKind, resourceKind } from "../resource-types";
import { ownerOfUrn, ownerText } from "../segment/owner";
import { fromStrict, withKeys } from "../segment/strict-spelling";
import { UserError } from "../user-error";
import { decoded } from "./values";

type Struct = ReturnType<CheckRequest["getNews"]>;

/** What every request says of the resource it is about. */
type AboutResource = CheckRequest | CreateRequest | DeleteRequest | DiffRequest | ReadRequest | UpdateRequest;

export function kindOf(request: AboutResource): ResourceKind {
  const type = typeIn(request);
  const kind = resourceKind(type);
  if (kind === undefined) throw new UserError(`This plugin has no resource of type "${type}"`);
  return kind;
}

/** Who the resource is, as the hidden input that a dynamic resource brings with it. */
export function ownerIn(request: AboutResource): Properties {
  const kind = kindOf(request);
  if (kind === "callback") return {};
  return { [OWNER_KEY]: ownerText(ownerOfUrn(kind, request.getUrn())) };
}

/** Inputs as the handlers take them. */
export function inputsIn(struct: Struct): Properties {
  return fromStrict(decoded(struct).values);
}

/** Inputs of a program, with what a dynamic resource would say of itself. */
export function declaredIn(request: CheckRequest): Properties {
  const { values, secrets } = decoded(request.getNews());
  const hidden = secrets.length === 0 ? {} : { [SECRET_KEY]: secrets.join(" ") };
  return { ...fromStrict(values), ...ownerIn(request), ...hidden };
}

/** Outputs as the handlers take them: with the keys, which only the inputs hold. */
export function outputsIn(struct: Struct, inputs: Properties): Properties {
  return withKeys(inputsIn(struct), inputs);
}

/** The same for a look, which is told by nothing but the outputs which of them repeat a secret input of a group. */
export function outputsToRead(request: ReadRequest, inputs: Properties): Properties {
  const outs = outputsIn(request.getProperties(), inputs);
  return kindOf(request) === "group" && SECRET_KEY in inputs ? { ...outs, [SECRET_KEY]: inputs[SECRET_KEY] } : outs;
}

function typeIn(request: AboutResource): string {
  const given = request.getType();
  if (given !== "") return given;
  // Older engines say it in the URN alone: urn:pulumi:<stack>::<project>::<types>::<name>.
  const [, , types = ""] = request.getUrn().split("::");
  return types.split("$").at(-1) ?? "";
}
