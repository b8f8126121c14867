const { SegmentTask } = require("./plugin-classes");
const { roomIds, segment } = require("./segment");

for (const roomId of roomIds) new SegmentTask(roomId, { ...segment, roomId });
