// The classes of the package for programs that use the plugin: what a generated SDK has, without its types.
const pulumi = require("@pulumi/pulumi");

/** @param {string} name @param {readonly string[]} outputs @param {object} [defaults] Options that docs/plugin.md asks for. */
const resource = (name, outputs, defaults = {}) =>
  class extends pulumi.CustomResource {
    /** @param {string} resourceName @param {object} args @param {object} [options] */
    constructor(resourceName, args, options) {
      const known = Object.fromEntries(outputs.map((output) => [output, undefined]));
      super(`volcengine-rtc:index:${name}`, resourceName, { ...known, ...args }, { ...defaults, ...options });
    }

    /** @param {string} resourceName @param {string} id @param {object} [options] */
    static get(resourceName, id, options) {
      return new this(resourceName, {}, { ...options, id });
    }
  };

const SETTINGS = [
  "appId",
  "businessId",
  "identifier",
  "maxIdleTime",
  "duration",
  "handle",
  "targetStreams",
  "storageConfig",
];
const MORE = ["control", "adopt", "whenEnded", "preflight", "triggers"];
const SEEN = ["status", "startTime", "endTime", "stopReason"];

exports.SegmentTask = resource("SegmentTask", [...SETTINGS, ...MORE, "roomId", "taskId", ...SEEN]);
exports.SegmentTaskGroup = resource("SegmentTaskGroup", [
  "appId",
  "rooms",
  "storageConfig",
  "tasks",
  "running",
  "total",
]);
exports.RtcCallback = resource("Callback", ["appId", "businessId", "url", "events", "secretKey", "adopt"], {
  deleteBeforeReplace: true,
});
/** @param {object} task */
exports.getSegmentTask = (task) => pulumi.runtime.invoke("volcengine-rtc:index:getSegmentTask", task);
