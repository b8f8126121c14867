/** A room that the protocol between Pulumi's processes loses, as it is a key of an object there. */
export const LOST_ROOM = "__proto__";

export const LOST_ROOM_PROBLEM = `"${LOST_ROOM}" can't be a room of a group, as a key of that name gets lost between Pulumi's processes; use a SegmentTask`;
