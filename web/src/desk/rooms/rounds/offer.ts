/** Adding times to a round. */
import type { Schema } from "../../../api/types";

type Facts = Schema<"BlockFacts">;

/** `09:30` as minutes since midnight; null when it is no time. */
export function minuteOf(text: string): number | null {
  const found = /^(\d{2}):(\d{2})/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

const key = (one: Facts) => [one.room, one.weekday, one.from_minute, one.to_minute].join(" ");

/** What is there and a time for each of these rooms and days; nothing twice. */
export function adds(there: Facts[], rooms: string[], days: number[], from_minute: number, to_minute: number): Facts[] {
  const all = new Map(there.map((one) => [key(one), one]));
  for (const room of rooms) {
    for (const weekday of days) {
      const one = { room, weekday, from_minute, to_minute };
      all.set(key(one), one);
    }
  }
  return [...all.values()];
}
