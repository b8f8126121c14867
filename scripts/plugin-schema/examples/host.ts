import * as pulumi from "@pulumi/pulumi";
import * as rtc from "pulumi-volcengine-rtc-sdk";

const config = new pulumi.Config();

const stage = new rtc.SegmentTask("stage", {
  appId: "661e2f8a9c1d4b0012a543cf",
  roomId: "stage",
  targetStreams: [{ userId: "host" }],
  control: { redundantDuration: 1000 },
  storageConfig: {
    type: "custom",
    vendor: "oss",
    bucket: "stage-audio",
    region: "cn-hangzhou",
    credentials: { accessKey: config.requireSecret("ossAccessKey"), secretKey: config.requireSecret("ossSecretKey") },
  },
});

export const task = stage.taskId;
