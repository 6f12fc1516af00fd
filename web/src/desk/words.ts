/** Small sentences several desk pages say the same way. */
import type { Reason, Schema, SessionCard } from "../api/types";
import { ageText } from "../lib/age";
import { civil, dayTime, fullDate, time, timeRange, weekday } from "../lib/date";
import { lookUp, number, t } from "../lib/i18n";
import { name } from "../lib/names";
import type { Problem } from "../lib/problem";
import { problemText, readable, reasonText } from "../lib/reasons";
import type { Tone } from "../ui/LxTag.vue";

type DeskSession = Schema<"DeskSession">;

/** Room and floor, the square outside, or online. */
export function placeText(session: Pick<SessionCard, "place">): string {
  const { room, floor, outdoor, online } = session.place;
  const where = room ? [name(room), floor && (lookUp("session.floor", { floor }) ?? floor)] : [outdoor];
  return [...where, online && t("session.online_place")].filter(Boolean).join(" · ");
}

/** "11月21日 09:30–11:00" */
export function whenText(session: Pick<SessionCard, "starts_at" | "ends_at">): string {
  return `${dayTime(session.starts_at)}–${time(session.ends_at)}`;
}

/** For paper, which is still read when "today" is long past: "2026年11月21日 周六 09:30–11:00" */
export function paperWhen(session: Pick<SessionCard, "starts_at" | "ends_at">): string {
  const date = civil(session.starts_at);
  return `${fullDate(date)} ${weekday(date)} ${timeRange(session.starts_at, session.ends_at)}`;
}

/** "18/20", with no slash when places have no end. */
export function seatsText(seats: SessionCard["seats"]): string {
  return seats.map((one) => (one.capacity == null ? number(one.taken) : `${one.taken}/${one.capacity}`)).join(" + ");
}

export type Moment = "cancelled" | "draft" | "ended" | "now" | "soon" | "later";
const SOON_MS = 3_600_000;

/** Where a session stands at this moment. */
export function momentOf(session: Pick<DeskSession, "status" | "starts_at" | "ends_at" | "program_status">, now: Date): Moment {
  if (session.status === "cancelled") return "cancelled";
  if (session.program_status === "draft") return "draft";
  const [start, end, at] = [Date.parse(session.starts_at), Date.parse(session.ends_at), now.getTime()];
  if (session.status === "ended" || at >= end) return "ended";
  if (at >= start) return "now";
  return start - at <= SOON_MS ? "soon" : "later";
}

export const MOMENT_TONES: Record<Moment, Tone> = {
  cancelled: "zhu",
  draft: "amber",
  ended: "grey",
  now: "green",
  soon: "blue",
  later: "grey",
};

/** The civil date and the times of day of a session, for forms. */
export function formTimes(session: Pick<SessionCard, "starts_at" | "ends_at">): { date: string; from: string; to: string } {
  return { date: civil(session.starts_at), from: time(session.starts_at), to: time(session.ends_at) };
}

/** Service time in hours with one decimal: 2567.5 → "2,567.5". */
export function hours(minutes: number): string {
  return number(minutes / 60, 1);
}

/** Why, said to staff about the resident; reasons without such words keep the ones residents read. */
export function staffReason(reason: Reason): string {
  return lookUp(`desk.reason.${reason.code}`, readable(reason.values)) ?? reasonText(reason);
}

export function staffProblem(problem: Problem): string {
  return problem.reasons.length > 0 ? problem.reasons.map(staffReason).join(" ") : problemText(problem);
}

/** What tells two people of one name apart: masked phone, age band or group, and whatever else the page knows. */
export function aboutPerson(
  one: Pick<Schema<"PersonHit">, "phone_hint" | "age_group"> & Partial<Pick<Schema<"PersonHit">, "age_band">>,
  ...more: (string | false | null)[]
): string {
  return [one.phone_hint, ageText(one), ...more].filter(Boolean).join(" · ");
}
