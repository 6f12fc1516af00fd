/** Periods people ask figures for, as civil dates, and the period just before for comparison. Pure. */
import { addDays } from "../../lib/date";

export interface Period {
  from: string;
  to: string;
}

export type PeriodKey = "this_month" | "last_month" | "quarter" | "custom";
export const PERIODS: PeriodKey[] = ["this_month", "last_month", "quarter", "custom"];

function firstOfMonth(year: number, month: number): string {
  return new Date(Date.UTC(year, month - 1, 1, 12)).toISOString().slice(0, 10);
}

/** The months from `back` months ago, `count` of them, never past `today`. */
function months(today: string, back: number, count: number): Period {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const end = addDays(firstOfMonth(year, month - back + count), -1);
  return { from: firstOfMonth(year, month - back), to: end < today ? end : today };
}

/** The dates of a named period; the quarter is the calendar quarter we are in. */
export function periodOf(key: Exclude<PeriodKey, "custom">, today: string): Period {
  if (key === "this_month") return months(today, 0, 1);
  if (key === "last_month") return months(today, 1, 1);
  return months(today, (Number(today.slice(5, 7)) - 1) % 3, 3);
}

export function daysIn(period: Period): number {
  return Math.round((Date.parse(period.to) - Date.parse(period.from)) / 86_400_000) + 1;
}

/** As many days right before. A whole month is compared with the whole month before it. */
export function before(period: Period): Period {
  const next = addDays(period.to, 1);
  const wholeMonth = period.from.endsWith("-01") && next.endsWith("-01") && daysIn(period) <= 31;
  if (wholeMonth) return months(period.from, 1, 1);
  return { from: addDays(period.from, -daysIn(period)), to: addDays(period.from, -1) };
}

/** The share by which a figure grew or fell; null when there was nothing to compare with. */
export function change(now: number, was: number | undefined): number | null {
  return was === undefined || was === 0 ? null : (now - was) / was;
}
