// As one writes it in TypeScript from Pulumi's page on dynamic providers and the README of @volcengine/openapi: the SDK is
// captured as a module. (Destructured to `{ Service }` it would be copied into the state of every resource.)
const pulumi = require("@pulumi/pulumi");
const openapi = require("@volcengine/openapi");
const { roomIds, segment } = require("./segment");

function api(action, method) {
  const endpoint = new URL(process.env.VOLCENGINE_ENDPOINT);
  const service = new openapi.Service({
    protocol: endpoint.protocol,
    host: endpoint.host,
    serviceName: "rtc",
    region: "cn-north-1",
    defaultVersion: "2023-11-01",
    accessKeyId: process.env.VOLCENGINE_ACCESS_KEY,
    secretKey: process.env.VOLCENGINE_SECRET_KEY,
  });
  return service.createAPI(action, { Version: "2023-11-01", method, contentType: "json" });
}

async function callApi(action, method, request) {
  // The emulator insists on a signed Host header, which the SDK signs only when it is told the header.
  const { host } = new URL(process.env.VOLCENGINE_ENDPOINT);
  const response = await api(action, method)(request, { headers: { Host: host } });
  const error = response.ResponseMetadata?.Error;
  if (error) throw new Error(`${action}: ${error.Code} ${error.Message}`);
  return response.Result;
}

const taskProvider = {
  async create(inputs) {
    await callApi("StartSegment", "POST", {
      AppId: inputs.appId,
      RoomId: inputs.roomId,
      TaskId: inputs.taskId,
      StorageConfig: inputs.storageConfig,
    });
    return { id: `${inputs.appId}/${inputs.roomId}/${inputs.taskId}`, outs: inputs };
  },
  async read(id, props) {
    const key = { AppId: props.appId, RoomId: props.roomId, TaskId: props.taskId };
    const { SegmentTask } = await callApi("GetSegmentTask", "GET", key);
    return { id, props: { ...props, status: SegmentTask.Status } };
  },
  async delete(_id, props) {
    await callApi("StopSegment", "POST", { AppId: props.appId, RoomId: props.roomId, TaskId: props.taskId });
  },
};

class DocumentedTask extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(taskProvider, name, args, undefined, "documented", "Task");
  }
}

const { accountId, bucket } = segment.storageConfig;
const storageConfig = { Type: 0, TosConfig: { AccountId: accountId, Bucket: bucket, Region: 0 } };
for (const roomId of roomIds) {
  new DocumentedTask(roomId, { appId: segment.appId, roomId, taskId: `${roomId}-${"0".repeat(12)}`, storageConfig });
}
