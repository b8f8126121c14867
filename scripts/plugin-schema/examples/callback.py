import pulumi
import pulumi_volcengine_rtc as rtc

slices = rtc.Callback(
    "slices",
    app_id="661e2f8a9c1d4b0012a543cf",
    url="https://moderation.example.com/rtc",
    events=["SegmentRealTimeData"],
)

pulumi.export("callbackSecret", slices.secret_key)
