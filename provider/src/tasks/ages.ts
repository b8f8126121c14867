const UNITS = [
  { ms: 24 * 60 * 60 * 1000, word: "d", from: 3 },
  { ms: 60 * 60 * 1000, word: "h", from: 3 },
  { ms: 60 * 1000, word: "min", from: 2 },
] as const;

/** How long something lasts, to the unit that tells most: `12 s`, `5 min`, `47 h`, `3 d`. */
export function lasting(milliseconds: number): string {
  const unit = UNITS.find(({ ms, from }) => milliseconds >= from * ms);
  if (unit === undefined) return `${Math.max(0, Math.floor(milliseconds / 1000))} s`;
  return `${Math.floor(milliseconds / unit.ms)} ${unit.word}`;
}

/** How long ago something was; what seems to lie ahead was just now, as clocks differ. */
export function ago(time: Date | string, now: number): string {
  return `${lasting(now - new Date(time).getTime())} ago`;
}
