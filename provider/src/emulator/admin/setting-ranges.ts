// A file of its own because the command line knows its options before the emulator is loaded.

/** An hour. */
export const MAX_LATENCY_MS = 3_600_000;

/** The most calls that `staleReads` and `slowStops` may ask for. */
export const MAX_LATE_CALLS = 1_000_000;
