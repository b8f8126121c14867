import { type InvokeRequest, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { PLUGIN_PACKAGE } from "../resource-types";
import type { SegmentApi } from "../segment/api/client";
import { toStrict } from "../segment/strict-spelling";
import { notThere } from "../segment/task/error";
import { readAnyTask } from "../segment/task/read";
import { UserError } from "../user-error";
import { decoded, encoded } from "./values";

const TOKEN = `${PLUGIN_PACKAGE}:index:getSegmentTask`;

/** The one function of the package: a task as the API shows it, without making it a resource of the stack. */
export async function invoke(request: InvokeRequest, api: SegmentApi): Promise<InvokeResponse> {
  if (request.getTok() !== TOKEN) throw new UserError(`This plugin has no function "${request.getTok()}"`);
  const { values } = decoded(request.getArgs());
  const task = { appId: text(values.appId), roomId: text(values.roomId), taskId: text(values.taskId) };
  const seen = await readAnyTask(api, task, api.operation());
  // A function of a package has no way to answer nothing.
  if (seen === undefined) throw notThere(task);
  const { settings, ...times } = seen;
  return new InvokeResponse().setReturn(encoded(toStrict({ ...task, ...settings, ...times })));
}

function text(value: unknown): string {
  return String(value ?? "");
}
