package main

import (
	"example.com/pulumi-volcengine-rtc/sdk/go/volcenginertc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		lobby, err := volcenginertc.NewSegmentTask(ctx, "lobby", &volcenginertc.SegmentTaskArgs{
			AppId:    pulumi.String("661e2f8a9c1d4b0012a543cf"),
			RoomId:   pulumi.String("lobby"),
			Duration: pulumi.Int(30),
			StorageConfig: &volcenginertc.StorageConfigArgs{
				Type:      volcenginertc.StorageTypeTos,
				AccountId: pulumi.String("2100000990"),
				Bucket:    pulumi.String("room-audio"),
				Region:    pulumi.String("cn-shanghai"),
			},
		})
		if err != nil {
			return err
		}
		ctx.Export("status", lobby.Status)
		return nil
	})
}
