import pulumi
import pulumi_volcengine_rtc as rtc

task = rtc.get_segment_task_output(
    app_id="661e2f8a9c1d4b0012a543cf",
    room_id="lobby",
    task_id="moderation",
)

pulumi.export("status", task.status)
