import { type Territory, territoryOf } from "../../storage/region-places";
import { hasDefaultRegion, regionText } from "../region-names";
import { taskPolicy } from "../segment-policy";
import { type ConfigOf, configSchema, type SettingSchemas } from "../settings";
import { ifKnown, notKnownYet, type Verdict, violation } from "../verdict";
import type { PolicyContext } from "../view/policy-context";
import { NOT_KNOWN_YET, type SegmentView } from "../view/segment-view";

const SETTINGS = {
  endpoint: {
    type: "string",
    enum: ["mainland", "overseas"],
    description:
      'Where calls go to: "mainland" or "overseas". Default: told by the provider\'s endpoint and region; mainland when nothing is configured.',
  },
} as const satisfies SettingSchemas;

/** Settings of {@link storageRegionNearEndpoint}. */
export interface StorageRegionNearEndpointConfig extends ConfigOf<typeof SETTINGS> {}

const MAINLAND_HOST = "rtc.volcengineapi.com";

const ADVICE = "Set the configuration volcengine:region to ap-singapore-1, and leave volcengine:endpoint out";

/** The check of {@link storageRegionNearEndpoint} as a plain function. */
export function checkStorageRegionNearEndpoint(
  view: SegmentView,
  config: StorageRegionNearEndpointConfig,
  context: PolicyContext,
): Verdict[] {
  if ((config.endpoint ?? siteOfEndpoint(context.endpoint)) !== "mainland") return [];
  return ifKnown(view, "storageConfig", view.storageConfig, (storage) =>
    ifKnown(view, "storageConfig.vendor", storage.platform, (platform) => {
      const { region } = storage;
      if (region === NOT_KNOWN_YET) return [notKnownYet(view, "storageConfig.region")];
      const territory = territoryOf(platform, region);
      if (!hasDefaultRegion(platform) || !isOverseas(territory)) return [];
      return [
        violation(
          view,
          `storageConfig.region is ${regionText(platform, region)} on ${platform}, in ${territory}, but the calls go to the ` +
            `mainland endpoint. ${ADVICE}: the overseas endpoint comes with that region, and wants calls signed for it.`,
        ),
      ];
    }),
  );
}

/** A host of one's own, such as a proxy, may be anywhere. */
function siteOfEndpoint(endpoint: string | undefined): StorageRegionNearEndpointConfig["endpoint"] {
  return endpoint === undefined || new URL(endpoint).hostname === MAINLAND_HOST ? "mainland" : undefined;
}

/** Whether Hong Kong is overseas, the reference does not say. */
function isOverseas(territory: Territory | undefined): boolean {
  return territory !== undefined && territory !== "mainland China" && territory !== "Hong Kong";
}

/**
 * Guards against detours: for storage overseas the API's reference asks for calls to the overseas endpoint. Of the other way
 * round, and of Hong Kong, it says nothing, and so does this policy.
 *
 * The endpoint is found as the provider finds it: `endpoint` and `region` of the stack's configuration, which come with the
 * resource, then VOLCENGINE_ENDPOINT and VOLCENGINE_REGION. What can't be known: where an endpoint of one's own leads to
 * (nothing is said about it, unless `endpoint` tells), and where regions without words are (OBS, COS, Kodo). A provider
 * process with another environment than the policies is not seen either.
 *
 * The advice is the region, not the endpoint: with the endpoint alone, calls would be signed for the mainland's region.
 *
 * Source: the RTC "Region" reference, document 1167931.
 */
export const storageRegionNearEndpoint = taskPolicy<StorageRegionNearEndpointConfig>({
  name: "storage-region-near-endpoint",
  description: "Checks that calls for a bucket overseas go to the overseas endpoint.",
  severity: "medium",
  enforcementLevel: "advisory",
  configSchema: configSchema(SETTINGS),
  remediationSteps: `${ADVICE}.`,
  check: checkStorageRegionNearEndpoint,
});
