/** A room every week: from what one chooses to the rule that is sent, and how its dates read. */
import type { Schema } from "../api/types";
import type { Tone } from "../ui/LxTag.vue";
import { civil, day, timeRange, weekday } from "./date";
import { t, word } from "./i18n";
import { reasonText } from "./reasons";

export type BookingSeries = Schema<"BookingSeries">;
export type SeriesDate = Schema<"BookingSeriesDate">;
export type SeriesSummary = Schema<"BookingSeriesSummary">;
export type Outlook = Schema<"BookingSeriesDateOutlook">;

export interface Weekly {
  first: string;
  from: string;
  to: string;
  weeks: string;
  skip: boolean;
}

/** `09:30` as 570; null for what is no time. */
export function minuteOf(text: string): number | null {
  const found = /^(\d{2}):(\d{2})$/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

/** Every half hour of a day, as `09:30`. */
export function halfHours(from: number, to: number): string[] {
  const two = (n: number) => String(n).padStart(2, "0");
  const all: string[] = [];
  for (let at = from; at <= to; at += 30) all.push(`${two(Math.floor(at / 60))}:${two(at % 60)}`);
  return all;
}

/** Null while it makes no sense. */
export function ruleOf(weekly: Weekly): Schema<"SeriesRule"> | null {
  const [from, to] = [minuteOf(weekly.from), minuteOf(weekly.to)];
  if (!weekly.first || from === null || to === null || to <= from) return null;
  return {
    rule: `FREQ=WEEKLY;COUNT=${weekly.weeks}`,
    first: weekly.first,
    from_minute: from,
    minutes: to - from,
    except: [],
    skip_holidays: weekly.skip,
  };
}

const WEEKS = [2, 3, 4, 6, 8, 10, 12, 16, 20, 26, 39, 52];

/** For how many weeks one may book, at most `most`. */
export function weeksUpTo(most: number): { value: string; label: string }[] {
  const all = WEEKS.filter((n) => n <= most);
  return all.map((n) => ({ value: String(n), label: t("series.weeks_n", { n }) }));
}

export const dateText = ({ from, to }: { from: string; to: string }): string => `${day(from)} ${timeRange(from, to)}`;

/** "every Tuesday 09:00–11:00", by a date of it. */
export function everyText({ from, to }: { from: string; to: string }): string {
  return t("series.every", { day: weekday(civil(from)), time: timeRange(from, to) });
}

export function countsText({ had, refused }: Pick<SeriesSummary, "had" | "refused">): string {
  const parts = [t("series.had_n", { n: had })];
  if (refused > 0) parts.push(t("series.refused_n", { n: refused }));
  return parts.join(" · ");
}

const TONES = { asked: "amber", waiting: "amber", booked: "green", denied: "zhu", cancelled: "grey", no_show: "zhu", closed: "zhu" } as const;

export function toneOf(date: SeriesDate): Tone {
  if (!date.state) return date.past ? "grey" : "amber";
  return date.state === "booked" && date.past ? "grey" : TONES[date.state];
}

export function stateText(date: SeriesDate): string {
  if (!date.state) return t("series.refused");
  return date.state === "booked" && date.past ? t("series.over") : word("booking_state", date.state);
}

/** What stands against a date, and what else one should know of it. */
export function notesOf(date: SeriesDate): string[] {
  const why = date.reasons.map(reasonText);
  if (date.state === "booked" && why.length > 0) return [t("series.not_moved", { why: why.join(" ") })];
  return date.apart ? [...why, t("series.apart")] : why;
}

export const isOpen = (date: SeriesDate): boolean => !date.past && ["booked", "asked", "waiting"].includes(date.state ?? "");
