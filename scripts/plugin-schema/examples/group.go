package main

import (
	"example.com/pulumi-volcengine-rtc/sdk/go/volcenginertc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		fleet, err := volcenginertc.NewSegmentTaskGroup(ctx, "fleet", &volcenginertc.SegmentTaskGroupArgs{
			AppId: pulumi.String("661e2f8a9c1d4b0012a543cf"),
			Rooms: volcenginertc.RoomOverridesMap{
				"lobby": &volcenginertc.RoomOverridesArgs{},
				"stage": &volcenginertc.RoomOverridesArgs{
					Duration:      pulumi.Int(10),
					TargetStreams: volcenginertc.TargetStreamArray{&volcenginertc.TargetStreamArgs{UserId: pulumi.String("host")}},
				},
			},
			StorageConfig: &volcenginertc.StorageConfigArgs{
				Type:      volcenginertc.StorageTypeTos,
				AccountId: pulumi.String("2100000990"),
				Bucket:    pulumi.String("room-audio"),
				Region:    pulumi.String("cn-beijing"),
			},
		})
		if err != nil {
			return err
		}
		ctx.Export("running", fleet.Running)
		return nil
	})
}
