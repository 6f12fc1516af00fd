/** How the time of a booking reads, and where its form is. */
import { civil, dayOf, day, duration, time, timeRange } from "../../lib/date";
import { t } from "../../lib/i18n";
import { name } from "../../lib/names";
import type { RouteLocationRaw } from "../../lib/router";
import { clockOf, minutesOn, momentOf } from "./clock";
import type { Stretch } from "./day";
import type { Booking } from "./types";

/** "今天 11月22日 14:00–16:00"; with the second day when it ends on another. */
export function spanText({ from, to }: { from: string; to: string }): string {
  const last = civil(new Date(Date.parse(to) - 1));
  if (last === civil(from)) {
    const end = civil(to) === last ? time(to) : "24:00";
    return `${day(from)} ${end === "24:00" ? `${time(from)}\u2060–\u206024:00` : timeRange(from, to)}`;
  }
  return `${day(from)} ${time(from)} – ${day(to)} ${time(to)}`;
}

export function chosenText(date: string, { from, to }: Stretch): string {
  return `${dayOf(date)} ${clockOf(from)}\u2060–\u2060${clockOf(to)}${t("ui.list_of")}${duration(to - from)}`;
}

/** What an address says about a time: `date=2026-11-24&from=14:00&to=16:00`. */
export function timeQuery(date: string, span: Stretch | null): { date: string; from?: string; to?: string } {
  return span ? { date, from: clockOf(span.from), to: clockOf(span.to) } : { date };
}

/** A span as day and minutes; what ends on another day is cut at midnight. */
export function partsOf({ from, to }: { from: string; to: string }): { date: string; span: Stretch } {
  const date = civil(from);
  return { date, span: { from: minutesOn(date, from), to: minutesOn(date, to) } };
}

export function momentsOf(date: string, span: Stretch): { from: string; to: string } {
  return { from: momentOf(date, span.from), to: momentOf(date, span.to) };
}

export function moveTo(booking: Booking): RouteLocationRaw {
  return { path: `/rooms/${booking.room.id}`, query: { move: booking.id } };
}

/** "2 楼 多功能厅 · 青禾路街道党群服务中心" */
export function placeOf({ room, center }: Pick<Booking, "room" | "center">): string {
  const floor = room.floor ? `${t("session.floor", { floor: room.floor.replace(/F$/i, "") })} ` : "";
  return `${floor}${name(room.name)} · ${name(center.name)}`;
}
