package main

import (
	"example.com/pulumi-volcengine-rtc/sdk/go/volcenginertc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		task := volcenginertc.LookupSegmentTaskOutput(ctx, volcenginertc.LookupSegmentTaskOutputArgs{
			AppId:  pulumi.String("661e2f8a9c1d4b0012a543cf"),
			RoomId: pulumi.String("lobby"),
			TaskId: pulumi.String("moderation"),
		})
		ctx.Export("status", task.Status())
		return nil
	})
}
