import pulumi
import pulumi_volcengine_rtc as rtc

config = pulumi.Config()
app_id = config.require("appId")

storage = rtc.StorageConfigArgs(
    type=rtc.StorageType.TOS,
    account_id="2100000990",
    bucket=config.require("bucket"),
    region="cn-shanghai",
)

# One room.
lobby = rtc.SegmentTask(
    "lobby",
    app_id=app_id,
    room_id="lobby",
    duration=config.require_int("duration"),
    storage_config=storage,
)

# Many rooms as one resource. On stage only the host counts.
fleet = rtc.SegmentTaskGroup(
    "fleet",
    app_id=app_id,
    rooms={
        "stage": rtc.RoomOverridesArgs(target_streams=[rtc.TargetStreamArgs(user_id="host")]),
        "backstage": rtc.RoomOverridesArgs(),
    },
    storage_config=storage,
)

# Who is told of each slice.
rtc.Callback(
    "slices",
    app_id=app_id,
    url="https://moderation.example.com/slices",
    events=["SegmentRealTimeData"],
)

pulumi.export("task", lobby.id)
pulumi.export("status", lobby.status)
pulumi.export("running", fleet.running)
