const { SegmentTaskGroup } = require("pulumi-volcengine-rtc");
const { roomIds, segment } = require("./segment");

new SegmentTaskGroup("fleet", { ...segment, rooms: roomIds });
