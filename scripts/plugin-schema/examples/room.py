import pulumi
import pulumi_volcengine_rtc as rtc

lobby = rtc.SegmentTask(
    "lobby",
    app_id="661e2f8a9c1d4b0012a543cf",
    room_id="lobby",
    duration=30,
    storage_config=rtc.StorageConfigArgs(
        type=rtc.StorageType.TOS,
        account_id="2100000990",
        bucket="room-audio",
        region="cn-shanghai",
    ),
)

pulumi.export("status", lobby.status)
