// The same hand, asked for many rooms in one resource.
const pulumi = require("@pulumi/pulumi");
const openapi = require("@volcengine/openapi");
const { roomIds, segment } = require("./segment");

const fleetProvider = {
  async create(inputs) {
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
    const start = service.createAPI("StartSegment", { Version: "2023-11-01", method: "POST", contentType: "json" });
    await Promise.all(
      inputs.rooms.map(async (roomId) => {
        const task = { AppId: inputs.appId, RoomId: roomId, TaskId: roomId, StorageConfig: inputs.storageConfig };
        // The emulator insists on a signed Host header, which the SDK signs only when it is told the header.
        const response = await start(task, { headers: { Host: endpoint.host } });
        const error = response.ResponseMetadata?.Error;
        if (error) throw new Error(`StartSegment: ${error.Code} ${error.Message}`);
      }),
    );
    return { id: inputs.appId, outs: inputs };
  },
};

class DocumentedFleet extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(fleetProvider, name, args, undefined, "documented", "Fleet");
  }
}

const { accountId, bucket } = segment.storageConfig;
new DocumentedFleet("fleet", {
  appId: segment.appId,
  rooms: roomIds,
  storageConfig: { Type: 0, TosConfig: { AccountId: accountId, Bucket: bucket, Region: 0 } },
});
