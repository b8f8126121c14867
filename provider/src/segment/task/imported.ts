import { CONTROL_DEFAULTS, SHOWN_FIELDS } from "../fields";
import type { TaskId } from "../identity";
import type { IdentifiedInputs } from "../inputs";
import { meaning } from "../meaning";
import type { Observation } from "../observation";
import { notImportable } from "./error";

/**
 * The inputs that ask for a task as it is, without those that only say what is the default anyway. The API shows neither
 * the business id nor keys to the storage: both are missing.
 */
export function importedInputs({ appId, roomId, taskId }: TaskId, { settings }: Observation): IdentifiedInputs {
  const { storageConfig: storage, control } = settings;
  if (storage === undefined) throw notImportable({ appId, roomId, taskId }, "the API does not say where its slices go");
  if (storage.type === "custom" && typeof storage.vendor === "number") {
    throw notImportable({ appId, roomId, taskId }, `its storage is of vendor ${storage.vendor}, which is not known`);
  }
  const said = SHOWN_FIELDS.filter((field) => meaning(field, settings[field]) !== meaning(field, undefined));
  const inputs: Record<string, unknown> = Object.fromEntries(said.map((field) => [field, settings[field]]));
  if (inputs.control !== undefined) {
    const defaults: Readonly<Record<string, unknown>> = CONTROL_DEFAULTS;
    inputs.control = Object.fromEntries(
      Object.entries(control ?? {}).filter(([name, value]) => value !== defaults[name]),
    );
  }
  return { appId, roomId, taskId, ...inputs } as unknown as IdentifiedInputs;
}
