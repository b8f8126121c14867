const pulumi = require("@pulumi/pulumi");
const { RtcCallback, SegmentTask } = require("pulumi-volcengine-rtc");

const config = new pulumi.Config();
const appId = config.get("appId") ?? "demo-app";
const storageEndpoint = config.get("storageEndpoint");

const lobby = new SegmentTask("lobby", {
  appId,
  roomId: "lobby",
  duration: config.getNumber("duration") ?? 20,
  storageConfig: {
    type: "custom",
    vendor: "s3",
    region: "us-east-1",
    bucket: config.require("bucket"),
    credentials: { accessKey: config.requireSecret("accessKey"), secretKey: config.requireSecret("secretKey") },
  },
  // The bucket is asked before a task starts, with the very keys that slices are written with. Left out, the endpoint is Amazon's.
  preflight: storageEndpoint === undefined ? "write" : { level: "write", endpoint: storageEndpoint },
});

// Where there is a receiver, it is told of each slice.
const url = config.get("callbackUrl");
if (url !== undefined) {
  new RtcCallback("slices", {
    appId,
    url,
    events: ["SegmentRealTimeData"],
    secretKey: config.requireSecret("callbackSecret"),
  });
}

module.exports = { task: lobby.taskId, prefix: lobby.identifier, status: lobby.status };
