import { isDeepStrictEqual } from "node:util";
import {
  type CheckRequest,
  CheckResponse,
  type ConfigureRequest,
  ConfigureResponse,
  type DiffRequest,
  DiffResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Configuration } from "./configuration";
import { decoded, encoded } from "./values";

/** Settings that are secret whether or not the user marked them. */
const SECRET_SETTINGS: readonly string[] = ["accessKey", "secretKey", "sessionToken"];

/** Has the engine encrypt the keys. Whether they are right is found out where they are used. */
export function checkSettings(request: CheckRequest): CheckResponse {
  const { values, secrets } = decoded(request.getNews());
  return new CheckResponse().setInputs(encoded(values, [...SECRET_SETTINGS, ...secrets]));
}

/** Told that nothing differs, the engine would go on with the settings of the last `up`. No setting replaces anything. */
export function diffSettings(request: DiffRequest): DiffResponse {
  const { values: olds } = decoded(request.getOldInputs() ?? request.getOlds());
  const { values: news } = decoded(request.getNews());
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  return new DiffResponse().setChanges(isDeepStrictEqual(olds, news) ? DIFF_NONE : DIFF_SOME);
}

export function configure(request: ConfigureRequest, configuration: Configuration): ConfigureResponse {
  configuration.set(decoded(request.getArgs()).values);
  return new ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
}
