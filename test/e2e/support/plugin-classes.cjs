// The classes of the package for programs that use the plugin: what a generated SDK has, without its types.
const pulumi = require("@pulumi/pulumi");

/**
 * @param {string} name
 * @param {readonly string[]} outputs
 * @param {(args: Record<string, unknown>) => boolean} [deletesFirst] whether it needs the option that docs/plugin.md asks for
 */
const resource = (name, outputs, deletesFirst = () => false) =>
  class extends pulumi.CustomResource {
    /** @param {string} resourceName @param {Record<string, unknown>} args @param {object} [options] */
    constructor(resourceName, args, options) {
      const known = Object.fromEntries(outputs.map((output) => [output, undefined]));
      const order = deletesFirst(args) ? { deleteBeforeReplace: true } : {};
      super(`volcengine-rtc:index:${name}`, resourceName, { ...known, ...args }, { ...order, ...options });
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

exports.SEGMENT_TASK_OUTPUTS = [...SETTINGS, ...MORE, "roomId", "taskId", ...SEEN];
exports.SegmentTask = resource(
  "SegmentTask",
  exports.SEGMENT_TASK_OUTPUTS,
  ({ taskId, identifier, adopt }) => taskId !== undefined && (identifier !== undefined || adopt !== undefined),
);
exports.SegmentTaskGroup = resource("SegmentTaskGroup", [
  "appId",
  "rooms",
  "storageConfig",
  "tasks",
  "running",
  "total",
]);
exports.RtcCallback = resource("Callback", ["appId", "businessId", "url", "events", "secretKey", "adopt"], () => true);
/** Answers nothing where there is none, as the package's own does. @param {object} task */
exports.getSegmentTask = (task) =>
  pulumi.runtime.invoke("volcengine-rtc:index:getSegmentTask", task).catch((/** @type {Error} */ error) => {
    if (!error.message.includes("There is no segment task")) throw error;
  });
