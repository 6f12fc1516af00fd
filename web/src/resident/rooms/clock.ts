/** Between moments and the clock of the center: a civil date with minutes since its midnight, 0 to 1440. */
import { civil, time } from "../../lib/date";

const MINUTE = 60_000;

/** `09:30` as 570; `24:00` as 1440; null for what is no time of day. */
export function minutesOf(text: string): number | null {
  const found = /^(\d{1,2}):(\d{2})/.exec(text);
  if (!found) return null;
  const minutes = Number(found[1]) * 60 + Number(found[2]);
  return Number(found[2]) < 60 && minutes <= 1440 ? minutes : null;
}

/** 570 as `09:30`. */
export function clockOf(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Where a moment lies on a day: 0 when it is before it, 1440 when it is after it. */
export function minutesOn(date: string, at: string): number {
  const day = civil(at);
  if (day < date) return 0;
  return day > date ? 1440 : (minutesOf(time(at)) ?? 0);
}

/** The moment of a civil time in the installation's zone. */
export function momentOf(date: string, minutes: number): string {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE;
  let at = wanted;
  // The zone's distance from UTC is known only where one stands: a second look settles it at a change of clocks.
  for (let look = 0; look < 2; look += 1) {
    const here = new Date(at);
    at += wanted - Date.parse(`${civil(here)}T${time(here.toISOString())}:00Z`);
  }
  return new Date(at).toISOString();
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / (1440 * MINUTE));
}
