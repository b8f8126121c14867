package main

import (
	"example.com/pulumi-volcengine-rtc/sdk/go/volcenginertc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		slices, err := volcenginertc.NewCallback(ctx, "slices", &volcenginertc.CallbackArgs{
			AppId:  pulumi.String("661e2f8a9c1d4b0012a543cf"),
			Url:    pulumi.String("https://moderation.example.com/rtc"),
			Events: pulumi.StringArray{pulumi.String("SegmentRealTimeData")},
		})
		if err != nil {
			return err
		}
		ctx.Export("callbackSecret", slices.SecretKey)
		return nil
	})
}
