import type { Run } from "./run";

/** Who publishes in a room, and which runs listen there. */
export class Room {
  readonly runs = new Set<Run>();
  private readonly published = new Set<string>();

  publish(userId: string, streamType: number): void {
    this.published.add(streamText(userId, streamType));
  }

  unpublish(userId: string, streamType: number): void {
    this.published.delete(streamText(userId, streamType));
  }

  /** An empty stream list subscribes to the whole room. */
  publishesTo(run: Run): boolean {
    if (run.streams.length === 0) return this.published.size > 0;
    return run.streams.some((stream) => this.published.has(streamText(stream.UserId, stream.StreamType)));
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
