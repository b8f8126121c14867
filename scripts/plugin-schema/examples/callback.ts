import * as rtc from "pulumi-volcengine-rtc-sdk";

const slices = new rtc.Callback("slices", {
  appId: "661e2f8a9c1d4b0012a543cf",
  url: "https://moderation.example.com/rtc",
  events: ["SegmentRealTimeData"],
});

export const callbackSecret = slices.secretKey;
