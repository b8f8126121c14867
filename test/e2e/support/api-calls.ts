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

/** The tasks of a room that run now. */
export async function running(admin: EmulatorAdmin, roomId: string) {
  return (await admin.tasks()).filter((task) => task.RoomId === roomId && task.Status === 2);
}
