import type { Run } from "./run";
import type { Stream } from "./wire";

/** A stream that somebody publishes. */
export interface PublishedStream extends Stream {
  /** Unix milliseconds of the virtual clock. */
  since: number;
}

/** Who publishes in a room, and which runs listen there. */
export class Room {
  readonly runs = new Set<Run>();
  private readonly published = new Map<string, PublishedStream>();

  publish(UserId: string, StreamType: number, since: number): void {
    const name = streamText(UserId, StreamType);
    if (!this.published.has(name)) this.published.set(name, { UserId, StreamType, since });
  }

  unpublish(userId: string, streamType: number): void {
    this.published.delete(streamText(userId, streamType));
  }

  publishesTo(run: Run): boolean {
    return this.publishedTo(run).length > 0;
  }

  /** An empty stream list subscribes to the whole room. */
  publishedTo(run: Run): PublishedStream[] {
    if (run.streams.length === 0) return [...this.published.values()];
    return run.streams.flatMap(({ UserId, StreamType }) => this.published.get(streamText(UserId, StreamType)) ?? []);
  }
}

export class Rooms {
  private readonly rooms = new Map<string, Room>();

  open(appId: string, roomId: string): Room {
    const name = `${appId}\n${roomId}`;
    let room = this.rooms.get(name);
    if (room === undefined) {
      room = new Room();
      this.rooms.set(name, room);
    }
    return room;
  }

  clear(): void {
    this.rooms.clear();
  }
}

function streamText(userId: string, streamType: number): string {
  return `${streamType}:${userId}`;
}
