const pulumi = require("@pulumi/pulumi");
const { SegmentTask, SegmentTaskGroup } = require("pulumi-volcengine-rtc");

const config = new pulumi.Config();
const appId = config.require("appId");
// A task ends by itself when nobody has published for so long: 8 hours.
const maxIdleTime = 8 * 60 * 60;
const storageConfig = { type: "tos", accountId: "2100000000", bucket: config.require("bucket"), region: "cn-beijing" };

// The rooms everybody may enter.
new SegmentTaskGroup("public", {
  appId,
  rooms: ["lobby", "bar"],
  identifier: "public",
  duration: 10,
  maxIdleTime,
  storageConfig,
});

// The stage, where only the host is listened to.
new SegmentTask("stage", { appId, roomId: "stage", targetStreams: [{ userId: "host" }], maxIdleTime, storageConfig });
