import * as rtc from "pulumi-volcengine-rtc-sdk";

const task = rtc.getSegmentTaskOutput({ appId: "661e2f8a9c1d4b0012a543cf", roomId: "lobby", taskId: "moderation" });

export const status = task.status;
