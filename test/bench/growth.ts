import type { Emulator } from "pulumi-volcengine-rtc/emulator";
import { freshStart } from "./fleet";
import { Stack, succeeded } from "./stack";
import type { Workspace } from "./workspace";

export interface GrowthSample {
  rooms: number;
  up: number;
  preview: number;
  bytes: number;
  memory: number;
}

/** One group of a given size. The provider keeps its own pace, though the emulator asks for none. */
export async function measureGrowth(workspace: Workspace, emulator: Emulator, rooms: number): Promise<GrowthSample> {
  await freshStart(emulator);
  await emulator.admin.changeSettings({ limits: false });
  const stack = await Stack.create(workspace, "group", rooms, emulator.environment);
  const up = succeeded(await stack.up()).milliseconds;
  const memory = await stack.peakMemory();
  const bytes = (await stack.resourceSizes()).reduce((sum, { whole }) => sum + whole, 0);
  const preview = succeeded(await stack.preview()).milliseconds;
  await stack.dispose();
  return { rooms, up, preview, bytes, memory };
}
