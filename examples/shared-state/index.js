const { createHash } = require("node:crypto");
const pulumi = require("@pulumi/pulumi");
const { SegmentTaskGroup } = require("pulumi-volcengine-rtc");
const rooms = require("./rooms.json");

const config = new pulumi.Config();
const parts = config.requireNumber("parts");
const part = config.requireNumber("part");

// Where a room belongs follows from its id alone, so a new room moves no other one.
const partOf = (room) => createHash("sha256").update(room).digest().readUInt32BE() % parts;

const fleet = new SegmentTaskGroup("fleet", {
  appId: config.require("appId"),
  rooms: rooms.filter((room) => partOf(room) === part),
  storageConfig: { type: "tos", accountId: "2100000000", bucket: "rtc-audio", region: "cn-beijing" },
});

module.exports = { rooms: fleet.tasks.apply(Object.keys), running: fleet.running };
