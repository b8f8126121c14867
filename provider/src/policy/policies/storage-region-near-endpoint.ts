import { type Platform, regionWord } from "../../storage/regions";
import type { PolicyContext } from "../policy-context";
import { hasDefaultRegion, regionText } from "../region-names";
import { NOT_KNOWN_YET, type SegmentView } from "../segment-view";
import { taskPolicy } from "../storage-policy";
import { ifKnown, notKnownYet, type Verdict, violation } from "../verdict";

type Site = "mainland" | "overseas";

export interface StorageRegionNearEndpointConfig {
  /** Where the calls go to. Default: told by the endpoint and region the provider is configured with. */
  endpoint?: Site;
}

const HOSTS: Record<Site, string> = {
  mainland: "rtc.volcengineapi.com",
  overseas: "open-ap-singapore-1.volcengineapi.com",
};
const OVERSEAS_HOSTS = [HOSTS.overseas, "open.byteplusapi.com"];

export function checkStorageRegionNearEndpoint(
  view: SegmentView,
  config: StorageRegionNearEndpointConfig,
  context: PolicyContext,
): Verdict[] {
  const site = config.endpoint ?? siteOfEndpoint(context.endpoint);
  if (site === undefined) return [];
  return ifKnown(view, "storageConfig", view.storageConfig, (storage) =>
    ifKnown(view, "storageConfig.vendor", storage.platform, (platform) => {
      const { region } = storage;
      if (region === NOT_KNOWN_YET) return [notKnownYet(view, "storageConfig.region")];
      const place = siteOfRegion(platform, region);
      if (place === undefined || place === site) return [];
      return [
        violation(
          view,
          `storageConfig.region is ${regionText(platform, region)}, which is ${place}, but the calls go to the ${site} endpoint. ` +
            `Set the configuration volcengine:endpoint to ${HOSTS[place]}, or use a bucket near the endpoint.`,
        ),
      ];
    }),
  );
}

/** A host of one's own, such as a proxy, may be anywhere. */
function siteOfEndpoint(endpoint: string | undefined): Site | undefined {
  if (endpoint === undefined) return "mainland";
  const { hostname } = new URL(endpoint);
  if (hostname === HOSTS.mainland) return "mainland";
  return OVERSEAS_HOSTS.includes(hostname) ? "overseas" : undefined;
}

function siteOfRegion(platform: Platform, region: string | number | undefined): Site | undefined {
  const word = regionWord(platform, region);
  if (!hasDefaultRegion(platform) || typeof word !== "string") return undefined;
  return /^cn-(?!hongkong$)/.test(word) ? "mainland" : "overseas";
}

/**
 * Guards against detours: for a bucket overseas the API's reference asks for calls to the overseas endpoint, and the other
 * way round.
 *
 * The endpoint is found as the provider finds it: `endpoint` and `region` of the stack's configuration, which come with the
 * resource, then VOLCENGINE_ENDPOINT and VOLCENGINE_REGION. What can't be known: where an endpoint of one's own leads to
 * (nothing is said about it, unless `endpoint` tells), and where regions without words are (OBS, COS, Kodo). A provider
 * process with another environment than the policies is not seen either. Hong Kong counts as overseas.
 *
 * Source: the RTC "Region" reference, document 1167931.
 */
export const storageRegionNearEndpoint = taskPolicy<StorageRegionNearEndpointConfig>({
  name: "storage-region-near-endpoint",
  description: "Checks that the bucket is on the same side of the border as the API's endpoint.",
  severity: "medium",
  enforcementLevel: "advisory",
  configSchema: {
    properties: {
      endpoint: {
        type: "string",
        enum: ["mainland", "overseas"],
        description:
          'Where calls go to: "mainland" or "overseas". Default: told by the provider\'s endpoint and region; mainland when nothing is configured.',
      },
    },
  },
  remediationSteps: `Set the configuration volcengine:endpoint to ${HOSTS.mainland} or ${HOSTS.overseas}, whichever is near the bucket.`,
  check: checkStorageRegionNearEndpoint,
});
