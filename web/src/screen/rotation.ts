/** When the door's code must be read again. Pure. */

const EARLY_MS = 2_000;
const LEAST_MS = 1_500;
const LONGEST_PAUSE_MS = 15_000;

/** The next code is fetched a little before this one ends, so that nobody scans a dead one. */
export function nextRead(nextInSeconds: number): number {
  return Math.max(LEAST_MS, nextInSeconds * 1000 - EARLY_MS);
}

/** After failures the pauses grow, but a screen nobody looks after never gives up. */
export function nextTry(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, LEAST_MS * 2 ** Math.max(0, failures - 1));
}

const FRESH_MS = 10_000;

/** What is on at a room changes without warning, so it is read often, and when its code ends. */
export function nextRoomRead(nextInSeconds: number): number {
  return Math.min(FRESH_MS, nextRead(nextInSeconds));
}
