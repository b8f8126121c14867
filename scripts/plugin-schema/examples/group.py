import pulumi
import pulumi_volcengine_rtc as rtc

fleet = rtc.SegmentTaskGroup(
    "fleet",
    app_id="661e2f8a9c1d4b0012a543cf",
    rooms={
        "lobby": rtc.RoomOverridesArgs(),
        "stage": rtc.RoomOverridesArgs(
            duration=10,
            target_streams=[rtc.TargetStreamArgs(user_id="host")],
        ),
    },
    storage_config=rtc.StorageConfigArgs(
        type=rtc.StorageType.TOS,
        account_id="2100000990",
        bucket="room-audio",
        region="cn-beijing",
    ),
)

pulumi.export("running", fleet.running)
