package main

import (
	"example.com/pulumi-volcengine-rtc/sdk/go/volcenginertc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		cfg := config.New(ctx, "")
		stage, err := volcenginertc.NewSegmentTask(ctx, "stage", &volcenginertc.SegmentTaskArgs{
			AppId:         pulumi.String("661e2f8a9c1d4b0012a543cf"),
			RoomId:        pulumi.String("stage"),
			TargetStreams: volcenginertc.TargetStreamArray{&volcenginertc.TargetStreamArgs{UserId: pulumi.String("host")}},
			Control:       &volcenginertc.ControlArgs{RedundantDuration: pulumi.Int(1000)},
			StorageConfig: &volcenginertc.StorageConfigArgs{
				Type:   volcenginertc.StorageTypeCustom,
				Vendor: volcenginertc.StorageVendorOss,
				Bucket: pulumi.String("stage-audio"),
				Region: pulumi.String("cn-hangzhou"),
				Credentials: &volcenginertc.StorageCredentialsArgs{
					AccessKey: cfg.RequireSecret("ossAccessKey"),
					SecretKey: cfg.RequireSecret("ossSecretKey"),
				},
			},
		})
		if err != nil {
			return err
		}
		ctx.Export("task", stage.TaskId)
		return nil
	})
}
