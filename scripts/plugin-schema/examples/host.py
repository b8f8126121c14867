import pulumi
import pulumi_volcengine_rtc as rtc

config = pulumi.Config()

stage = rtc.SegmentTask(
    "stage",
    app_id="661e2f8a9c1d4b0012a543cf",
    room_id="stage",
    target_streams=[rtc.TargetStreamArgs(user_id="host")],
    control=rtc.ControlArgs(redundant_duration=1000),
    storage_config=rtc.StorageConfigArgs(
        type=rtc.StorageType.CUSTOM,
        vendor=rtc.StorageVendor.OSS,
        bucket="stage-audio",
        region="cn-hangzhou",
        credentials=rtc.StorageCredentialsArgs(
            access_key=config.require_secret("ossAccessKey"),
            secret_key=config.require_secret("ossSecretKey"),
        ),
    ),
)

pulumi.export("task", stage.task_id)
