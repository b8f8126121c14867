const { NoOpTask } = require("pulumi-no-op-resource");
const { roomIds, segment } = require("./segment");

for (const roomId of roomIds) new NoOpTask(roomId, { ...segment, roomId });
