const pulumi = require("@pulumi/pulumi");

// Every name here is as long as its counterpart in SegmentTask, so that the state is of the same size.
const TYPE = "pulumi-nodejs:dynamic/no-op-resource:SegmentNoOp";
const PROVIDER = 'exports.handler=()=>require("pulumi-no-op-resource/provider").segmentNoOp';

const OUTPUTS = Object.fromEntries(
  ["taskId", "identifier", "maxIdleTime", "duration", "handle", "targetStreams", "control"]
    .concat(["adopt", "whenEnded", "status", "startTime"])
    .map((name) => [name, undefined]),
);

/** A resource that costs the engine as much as a SegmentTask, and does nothing. */
exports.NoOpTask = class NoOpTask extends pulumi.CustomResource {
  constructor(name, args) {
    const owner = `${pulumi.getProject()}/${pulumi.getStack()}/${name}`;
    super(TYPE, name, { ...OUTPUTS, ...args, __owner: owner, __provider: PROVIDER });
  }
};
