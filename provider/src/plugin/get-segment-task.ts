import { type InvokeRequest, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { Properties } from "../adapter/engine/properties";
import { isUnknown } from "../inputs/unknown";
import { PLUGIN_PACKAGE } from "../resource-types";
import type { SegmentApi } from "../segment/api/client";
import type { TaskId } from "../segment/identity";
import { toStrict } from "../segment/strict-spelling";
import { notThere } from "../segment/task/error";
import { readAnyTask } from "../segment/task/read";
import { UserError } from "../user-error";
import { decoded, encoded } from "./values";

const TOKEN = `${PLUGIN_PACKAGE}:index:getSegmentTask`;

/** The one function of the package: a task as the API shows it, without making it a resource of the stack. */
export async function invoke(request: InvokeRequest, api: SegmentApi): Promise<InvokeResponse> {
  if (request.getTok() !== TOKEN) throw new UserError(`This plugin has no function "${request.getTok()}"`);
  const { values, secrets } = decoded(request.getArgs());
  const task = { appId: id(values, "appId"), roomId: id(values, "roomId"), taskId: id(values, "taskId") };
  const seen = await readAnyTask(api, task, api.operation());
  // A function of a package has no way to answer nothing.
  if (seen === undefined) throw notThere(task);
  const { settings, ...times } = seen;
  return new InvokeResponse().setReturn(encoded(toStrict({ ...task, ...settings, ...times }), secrets));
}

function id(values: Properties, name: keyof TaskId): string {
  const value = values[name];
  if (typeof value === "string" && value !== "" && !value.includes("/") && !isUnknown(value)) return value;
  throw new UserError(`getSegmentTask: ${name} is required, and it has to be known: the id without a slash`);
}
