package main

import (
	rtc "example.com/pulumi-volcengine-rtc/sdk/go/volcenginertc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		settings := config.New(ctx, "")
		appId := pulumi.String(settings.Require("appId"))
		storage := rtc.StorageConfigArgs{
			Type:      rtc.StorageTypeTos,
			AccountId: pulumi.String("2100000990"),
			Bucket:    pulumi.String(settings.Require("bucket")),
			Region:    pulumi.String("cn-shanghai"),
		}

		// One room.
		lobby, err := rtc.NewSegmentTask(ctx, "lobby", &rtc.SegmentTaskArgs{
			AppId:         appId,
			RoomId:        pulumi.String("lobby"),
			Duration:      pulumi.Int(settings.RequireInt("duration")),
			StorageConfig: storage,
		})
		if err != nil {
			return err
		}

		// Many rooms as one resource. On stage only the host counts.
		fleet, err := rtc.NewSegmentTaskGroup(ctx, "fleet", &rtc.SegmentTaskGroupArgs{
			AppId: appId,
			Rooms: rtc.RoomOverridesMap{
				"stage": rtc.RoomOverridesArgs{
					TargetStreams: rtc.TargetStreamArray{rtc.TargetStreamArgs{UserId: pulumi.String("host")}},
				},
				"backstage": rtc.RoomOverridesArgs{},
			},
			StorageConfig: storage,
		})
		if err != nil {
			return err
		}

		// Who is told of each slice.
		_, err = rtc.NewCallback(ctx, "slices", &rtc.CallbackArgs{
			AppId:  appId,
			Url:    pulumi.String("https://moderation.example.com/slices"),
			Events: pulumi.StringArray{pulumi.String("SegmentRealTimeData")},
		})
		if err != nil {
			return err
		}

		ctx.Export("task", lobby.ID())
		ctx.Export("status", lobby.Status)
		ctx.Export("running", fleet.Running)
		return nil
	})
}
