const pulumi = require("@pulumi/pulumi");
const { SegmentTask, SegmentTaskGroup } = require("pulumi-volcengine-rtc");

const config = new pulumi.Config();
const appId = config.require("appId");
const storageConfig = { type: "tos", accountId: "2100000000", bucket: config.require("bucket"), region: "cn-beijing" };

// The rooms everybody may enter.
new SegmentTaskGroup("public", { appId, rooms: ["lobby", "bar"], identifier: "public", duration: 10, storageConfig });

// The stage, where only the host is listened to.
new SegmentTask("stage", { appId, roomId: "stage", targetStreams: [{ userId: "host" }], storageConfig });
