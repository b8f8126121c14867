const { SegmentTask } = require("pulumi-volcengine-rtc");
const { roomIds, segment } = require("./segment");

for (const roomId of roomIds) new SegmentTask(roomId, { ...segment, roomId });
