exports.count = Number(process.env.BENCH_ROOMS);

exports.roomIds = Array.from(
  { length: exports.count },
  (_, index) => `${process.env.BENCH_PREFIX ?? ""}room-${String(index).padStart(5, "0")}`,
);

/** What every program of the benchmark asks for, except the room. */
exports.segment = {
  appId: "661e2f8a9c1d4b0012a543cf",
  storageConfig: { type: "tos", accountId: "2100000990", bucket: "room-audio", region: "cn-beijing" },
};
