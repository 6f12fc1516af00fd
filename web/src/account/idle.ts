/** How long a sign-in at a kiosk still lasts. Pure. */

/** Somebody who touches nothing for this long has walked away. */
export const IDLE_MS = 90_000;
/** From here on it is said so that nobody misses it. */
export const WARN_MS = 30_000;

/** Milliseconds left at `now`: until nobody has touched anything for too long, or the sign-in ends by itself. */
export function left(now: number, touched: number, endsAt: number): number {
  return Math.max(0, Math.min(touched + IDLE_MS, endsAt) - now);
}
