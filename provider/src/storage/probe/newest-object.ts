import type { ObjectPage, StoredObject } from "./client";
import { nameAt } from "./name-time";

export interface Search {
  /** The beginning of the names. */
  prefix: string;
  /** Longer beginnings, under which the objects are somebody else's. */
  foreign: readonly string[];
  /** A name that does not count. */
  except: string;
  /** Unix milliseconds. */
  now: number;
  /** Milliseconds in which an object is so new that older ones need not be told apart from each other. */
  recent: number;
  /** `performance.now()` after which nothing more is asked. */
  end: number;
}

/** When the newest object was written; absent where there is none. */
export interface Newest {
  modified: Date | undefined;
  /** Otherwise there is more than could be looked at, and a newer one may be among it. */
  sure: boolean;
}

const MOST_REQUESTS = 50;

/** Shorter spans would not save a request. */
const SHORTEST_SPAN_MS = 10 * 60 * 1000;
const WIDER = 16;

/** Stands behind every character that ids are made of in the order of names. */
const BEHIND = "~";

/**
 * Finds the newest object under a prefix. A bucket lists by name only, and the newest stands last of those of its user, not
 * of all. So where there is more than one page, what is older than a while is passed over, user by user; only if nothing
 * else is there, the while is made longer.
 */
export async function newestObject(
  list: (after: string | undefined) => Promise<ObjectPage>,
  search: Search,
): Promise<Newest> {
  const { now, end, recent } = search;
  let modified: Date | undefined;
  let requests = 0;
  for (let span = Math.max(recent, SHORTEST_SPAN_MS); ; span *= WIDER) {
    let passedOver = false;
    let after: string | undefined;
    for (;;) {
      if (requests === MOST_REQUESTS || performance.now() >= end) return { modified, sure: false };
      requests++;
      const { objects, more } = await list(after);
      for (const object of objects) {
        if (isOwn(object, search) && (modified === undefined || object.modified > modified)) modified = object.modified;
      }
      const last = objects.at(-1);
      if (!more || last === undefined) break;
      const foreign = foreignOf(last, search);
      const later = foreign === undefined ? nameAt(last, search.prefix, now - span) : undefined;
      passedOver ||= later !== undefined;
      after = foreign === undefined ? (later ?? last.name) : foreign + BEHIND;
    }
    if (!passedOver || (modified !== undefined && modified.getTime() >= now - span)) return { modified, sure: true };
  }
}

function isOwn(object: StoredObject, search: Search): boolean {
  return object.name !== search.except && foreignOf(object, search) === undefined;
}

function foreignOf({ name }: StoredObject, { foreign }: Search): string | undefined {
  return foreign.find((prefix) => name.startsWith(prefix));
}
