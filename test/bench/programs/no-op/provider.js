const outputsOf = (inputs) => ({
  ...inputs,
  identifier: `auto${"0".repeat(12)}`,
  maxIdleTime: 180,
  duration: 20,
  handle: true,
  targetStreams: [],
  control: { align: false, mixed: false, ignoreSilence: false, redundantDuration: 0 },
  adopt: false,
  whenEnded: "restart",
  status: "running",
  startTime: "2026-01-01T00:00:00.000Z",
  __written: "storageConfig.region",
});

exports.outputsOf = outputsOf;

exports.segmentNoOp = {
  check: async (_olds, news) => ({ inputs: { ...news, taskId: `${news.roomId}-${"0".repeat(12)}` } }),
  diff: async () => ({ changes: false }),
  create: async ({ __provider, ...inputs }) => ({
    id: `${inputs.appId}/${inputs.roomId}/${inputs.taskId}`,
    outs: outputsOf(inputs),
  }),
  read: async (id, props) => ({ id, props }),
  update: async (_id, _olds, { __provider, ...inputs }) => ({ outs: outputsOf(inputs) }),
  delete: async () => {},
};
