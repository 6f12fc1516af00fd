/** Every time is shown in the installation's zone with a 24-hour clock, wherever the reader is. */
import { ref } from "vue";
import { language, t } from "./i18n";

const zone = ref("Asia/Shanghai");
const drift = ref(0);
const DAY = 86_400_000;

/** `serverNow` corrects a wrong clock on the visitor's device, so that "today" is the center's today. */
export function startClock(zoneName: string, serverNow: string): void {
  zone.value = zoneName;
  const there = Date.parse(serverNow);
  if (!Number.isNaN(there)) drift.value = there - Date.now();
}

export function now(): Date {
  return new Date(Date.now() + drift.value);
}

function format(at: Date | string, options: Intl.DateTimeFormatOptions): string {
  const date = typeof at === "string" ? new Date(at) : at;
  return new Intl.DateTimeFormat(language.value, { timeZone: zone.value, ...options }).format(date);
}

/** The civil date of an instant in the zone: `2026-11-21`. */
export function civil(at: Date | string): string {
  const date = typeof at === "string" ? new Date(at) : at;
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone.value, year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(date);
}

export function today(): string {
  return civil(now());
}

/** Civil date arithmetic; noon UTC keeps clear of every change of clocks. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

export function weekdayOf(date: string): number {
  return new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
}

export function time(at: string): string {
  return format(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** `09:30–11:00` */
export function timeRange(from: string, to: string): string {
  // A word joiner keeps the two times on one line.
  return `${time(from)}\u2060–\u2060${time(to)}`;
}

function written(date: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language.value, { timeZone: "UTC", ...options }).format(new Date(`${date}T12:00:00Z`));
}

export function weekday(date: string): string {
  return written(date, { weekday: "short" });
}

/** A civil date in full: `2026年11月23日`. */
export function fullDate(date: string): string {
  return written(date, { year: "numeric", month: "long", day: "numeric" });
}

/** A month or a year as published: `2017-06`, `2021`, or a full date. */
export function looseDate(date: string): string {
  if (/^\d{4}$/.test(date)) return written(`${date}-06-15`, { year: "numeric" });
  if (/^\d{4}-\d{2}$/.test(date)) return written(`${date}-15`, { year: "numeric", month: "long" });
  return fullDate(date);
}

/** "今天", "明天", or nothing. */
export function nearDay(date: string): string | null {
  const base = today();
  if (date === base) return t("date.today");
  if (date === addDays(base, 1)) return t("date.tomorrow");
  return null;
}

export function monthDay(date: string): string {
  const year = date.slice(0, 4) === today().slice(0, 4) ? undefined : ("numeric" as const);
  return written(date, { year, month: language.value === "en" ? "short" : "long", day: "numeric" });
}

/** "11/28", where the year is plain. */
export function shortDay(date: string): string {
  return written(date, { month: language.value === "en" ? "short" : "numeric", day: "numeric" });
}

/** "今天 11月21日", "周六 11月28日" */
export function dayOf(date: string): string {
  return `${nearDay(date) ?? weekday(date)} ${monthDay(date)}`;
}

export function day(at: string): string {
  return dayOf(civil(at));
}

/** "今天 11月21日 09:30" */
export function dayTime(at: string): string {
  return `${day(at)} ${time(at)}`;
}

/** Words for how long: "1 小时 30 分". */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  if (hours === 0) return t("date.minutes", { n: rest });
  if (rest === 0) return t("date.hours", { n: hours });
  return `${t("date.hours", { n: hours })} ${t("date.minutes", { n: rest })}`;
}
