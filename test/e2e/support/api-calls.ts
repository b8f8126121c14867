import type { EmulatorAdmin, LoggedCall } from "pulumi-volcengine-rtc/emulator";

/** The calls that start, change or stop something, in the order they took effect. */
export async function changes(admin: EmulatorAdmin, roomId?: string): Promise<LoggedCall[]> {
  const calls = await admin.calls();
  return calls.filter(
    ({ action, RoomId }) => action !== "GetSegmentTask" && (roomId === undefined || RoomId === roomId),
  );
}

/** Their actions alone. */
export async function changingActions(admin: EmulatorAdmin, roomId?: string): Promise<string[]> {
  return (await changes(admin, roomId)).map(({ action }) => action);
}

/** The tasks that run now, of one room or of all. */
export async function running(admin: EmulatorAdmin, roomId?: string) {
  const tasks = await admin.tasks();
  return tasks.filter(({ RoomId, Status }) => Status === 2 && (roomId === undefined || RoomId === roomId));
}
