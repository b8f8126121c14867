import type { Diagnostic, RoomOverrides } from "pulumi-volcengine-rtc";
import { problemsOf, type Rooms } from "./group.ts";
import { keepRooms, keptRooms } from "./kept.ts";

/** The rooms that callers want, as they stand in a file. */
export class Declared {
  #rooms: Rooms;
  #lastChange: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly file: string,
    rooms: Rooms,
  ) {
    this.#rooms = rooms;
  }

  static async open(file: string): Promise<Declared> {
    return new Declared(file, (await keptRooms(file)) ?? new Map());
  }

  get rooms(): Rooms {
    return this.#rooms;
  }

  /** Adds a room or gives it other settings; where there are problems, nothing changes. */
  put(id: string, settings: unknown): Promise<readonly Diagnostic[]> {
    return this.#inTurn(async () => {
      // Valid as soon as it is looked at.
      const next = new Map(this.#rooms).set(id, settings as RoomOverrides);
      const problems = await problemsOf(next);
      if (problems.length === 0) await this.#change(next);
      return problems;
    });
  }

  /** Whether there was such a room. */
  delete(id: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const next = new Map(this.#rooms);
      const found = next.delete(id);
      if (found) await this.#change(next);
      return found;
    });
  }

  async #change(next: Rooms): Promise<void> {
    await keepRooms(this.file, next);
    this.#rooms = next;
  }

  /** One after the other: each is judged by what the one before has left. */
  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const result = this.#lastChange.then(change);
    this.#lastChange = result.catch(() => {});
    return result;
  }
}
