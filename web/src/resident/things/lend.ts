/** On which days a thing can be fetched and brought back. Pure. */
import type { Schema } from "../../api/types";
import { minutesOf, momentOf } from "../rooms/clock";

export type Lending = Schema<"Lending">;
export type LendingItem = Schema<"LendingItem">;
type Span = { from: string; to: string };

export interface LendDay {
  date: string;
  state: "free" | "busy" | "closed";
  /** While the doors are open; empty when they are not. */
  from: string;
  to: string;
}

const QUARTER = 15 * 60_000;
const meets = (a: Span, b: Span) => Date.parse(a.from) < Date.parse(b.to) && Date.parse(b.from) < Date.parse(a.to);
const blocked = (span: Span, lending: Lending, item: LendingItem) => [...item.busy, ...lending.closed].some((one) => meets(one, span));

/** When the doors are open on a day that is not over; null when they are not. */
function doors(day: Lending["days"][number], now: Date): Span | null {
  const open = day.open ?? [];
  const [first, last] = [open[0], open.at(-1)];
  if (!first || !last) return null;
  const opens = momentOf(day.date, minutesOf(first.from)!);
  const quarter = new Date(Math.floor(now.getTime() / QUARTER) * QUARTER).toISOString();
  const span = { from: Date.parse(opens) < now.getTime() ? quarter : opens, to: momentOf(day.date, minutesOf(last.to)!) };
  return Date.parse(span.from) < Date.parse(span.to) ? span : null;
}

/** Each day from today on, as one who wants the thing sees it. */
export function daysOf(lending: Lending, item: LendingItem, now: Date): LendDay[] {
  return lending.days.map((day) => {
    const span = doors(day, now);
    if (!span) return { date: day.date, state: "closed", from: "", to: "" };
    const closed = lending.closed.some((one) => meets(one, span));
    return { date: day.date, state: closed ? "closed" : blocked(span, lending, item) ? "busy" : "free", ...span };
  });
}

/** The days on which what is fetched on a day can be brought back: as long as nobody else has it in between. */
export function lastDays(lending: Lending, item: LendingItem, days: LendDay[], first: string): LendDay[] {
  const start = days.findIndex((one) => one.date === first);
  const from = days[start]?.from;
  if (!from) return [];
  const reach = days.slice(start, start + lending.rules.days);
  return reach.filter((one) => one.state === "free" && !blocked({ from, to: one.to }, lending, item));
}

/** On which one may fetch: as far ahead as the rules say. */
export const firstDays = (lending: Lending, days: LendDay[]): LendDay[] => days.slice(0, lending.days_ahead + 1);
