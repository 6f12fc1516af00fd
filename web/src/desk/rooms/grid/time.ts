/**
 * A day as the grid draws it: elapsed minutes since its midnight in the installation's zone. On a day on which clocks
 * change it is 23 or 25 hours long, and the labels still say what the clock on the wall says.
 */
import { fromField } from "../../../admin/moment";
import { addDays, civil, time, weekdayOf } from "../../../lib/date";

export const QUARTER = 15;
export const MINUTE_MS = 60_000;

export interface Day {
  date: string;
  /** Its midnight, in milliseconds. */
  start: number;
  /** How long it is. */
  minutes: number;
}

/** Minutes of a day, without the end. */
export interface Minutes {
  from: number;
  to: number;
}

function midnight(date: string): number {
  return Date.parse(fromField(`${date}T00:00`) ?? `${date}T00:00:00Z`);
}

export function dayAt(date: string): Day {
  const start = midnight(date);
  return { date, start, minutes: (midnight(addDays(date, 1)) - start) / MINUTE_MS };
}

/** Below 0 and beyond the day's length for what lies on other days. */
export function minuteIn(day: Day, at: number): number {
  return (at - day.start) / MINUTE_MS;
}

export function instantIn(day: Day, minute: number): string {
  return new Date(day.start + minute * MINUTE_MS).toISOString();
}

/** What the clock on the wall says: `14:15`, and `24:00` at the end of the day. */
export function clockIn(day: Day, minute: number): string {
  return minute >= day.minutes ? "24:00" : time(instantIn(day, minute));
}

export function mondayOf(date: string): string {
  return addDays(date, 1 - weekdayOf(date));
}

export function weekOf(date: string): string[] {
  const monday = mondayOf(date);
  return [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(monday, days));
}

/** `09:30` as minutes. */
export function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
}

export const floorQuarter = (minute: number): number => Math.floor(minute / QUARTER) * QUARTER;
export const ceilQuarter = (minute: number): number => Math.ceil(minute / QUARTER) * QUARTER;
export const roundQuarter = (minute: number): number => Math.round(minute / QUARTER) * QUARTER;

/** The moments a form names by a day and two times; an end at midnight is the end of the day. */
export function momentsOf(date: string, from: string, to: string, lastDate = date): { from: string; to: string } | null {
  const ends = lastDate === date && to === "00:00" ? `${addDays(date, 1)}T00:00` : `${lastDate}T${to}`;
  const [first, last] = [fromField(`${date}T${from}`), fromField(ends)];
  return first && last ? { from: first, to: last } : null;
}

/** The fields of such a form for what is there. */
export function fieldsOf(from: number, to: number): { date: string; from: string; to: string; last: string } {
  const [first, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
  const midnight = time(end) === "00:00";
  return { date: civil(first), from: time(first), to: time(end), last: midnight ? addDays(civil(end), -1) : civil(end) };
}
