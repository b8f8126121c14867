const pulumi = require("@pulumi/pulumi");
const { SegmentTask } = require("pulumi-volcengine-rtc");

const config = new pulumi.Config();
const appId = config.get("appId") ?? "demo-app";
const duration = config.getNumber("duration") ?? 20;

const tos = { type: "tos", accountId: "2100000000", bucket: "rtc-audio", region: "cn-beijing" };

// Everybody in the lobby, one file per person and slice.
const lobby = new SegmentTask("lobby", { appId, roomId: "lobby", duration, storageConfig: tos });

// Only the two people on stage and the shared screen, mixed into one file.
const stage = new SegmentTask("stage", {
  appId,
  roomId: "stage",
  targetStreams: [
    { userId: "host", index: 0 },
    { userId: "guest", index: 1 },
    { userId: "host", streamType: "screen", index: 2 },
  ],
  storageConfig: tos,
  control: { mixed: true },
});

// Into a bucket at another vendor. Its credentials are secrets: encrypted in the state, never shown.
const overseas = new SegmentTask("overseas", {
  appId,
  roomId: "overseas",
  storageConfig: {
    type: "custom",
    vendor: "oss",
    bucket: "rtc-audio-overseas",
    region: "ap-southeast-1",
    credentials: { accessKey: config.requireSecret("ossAccessKey"), secretKey: config.requireSecret("ossSecretKey") },
  },
});

module.exports = { lobby: lobby.taskId, stage: stage.taskId, overseas: overseas.taskId, lobbyStatus: lobby.status };
