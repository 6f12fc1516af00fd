/** How places, fees, ages and open states read. */
import type { ActivityKind, Level, OpenState, SessionCard } from "../../api/types";
import { civil, day, dayTime, time, timeRange, today } from "../../lib/date";
import { number, t } from "../../lib/i18n";
import { name } from "../../lib/names";
import { reasonText } from "../../lib/reasons";
import type { Tone } from "../../ui/LxTag.vue";

export function feeText(session: Pick<SessionCard, "fee">): string {
  const fen = session.fee.amount;
  return fen === 0 ? t("session.free") : t("session.yuan", { amount: number(fen / 100, 2) });
}

export function ageText(session: Pick<SessionCard, "age_min" | "age_max">): string | null {
  const min = session.age_min ?? null;
  const max = session.age_max ?? null;
  if (min !== null && max !== null) return t("session.ages", { min, max });
  if (min !== null) return t("session.ages_from", { min });
  if (max !== null) return t("session.ages_to", { max });
  return null;
}

/** "2 楼 书法室", an outdoor place, or "online". */
export function placeText(session: Pick<SessionCard, "place" | "mode">): string {
  const { room, floor, outdoor, online } = session.place;
  const parts: string[] = [];
  if (floor && room) parts.push(t("session.floor", { floor: floor.replace(/F$/i, "") }));
  if (room) parts.push(name(room));
  else if (outdoor) parts.push(outdoor);
  else if (online) parts.push(t("session.online_place"));
  return parts.join(" ");
}

const KIND_TONES: Record<ActivityKind, Tone> = {
  arts_group: "violet",
  sport: "green",
  craft: "blue",
  open_play: "amber",
  course: "blue",
  parent_child: "amber",
  after_school: "amber",
  health: "green",
  party: "zhu",
  volunteer: "green",
  film: "violet",
  festival: "zhu",
  talk: "blue",
};

export function kindTone(kind: ActivityKind): Tone {
  return KIND_TONES[kind] ?? "brand";
}

export const KINDS = Object.keys(KIND_TONES) as ActivityKind[];
export const LEVELS: Level[] = ["county", "regional", "street", "community", "estate", "post"];

export interface OpenWords {
  text: string;
  tone: Tone;
  /** Until when, or when it opens, and why it is closed. */
  more: string | null;
}

export function openWords(state: OpenState): OpenWords {
  const why = state.reason ? reasonText(state.reason) : null;
  if (state.state === "open") {
    return { text: t("open.now"), tone: "green", more: state.until ? t("open.until", { time: time(state.until) }) : null };
  }
  if (state.state === "closed") {
    const opens = state.opens_at
      ? t("open.opens", { when: civil(state.opens_at) === today() ? time(state.opens_at) : dayTime(state.opens_at) })
      : null;
    return { text: t("open.closed"), tone: "grey", more: [why, opens].filter(Boolean).join(t("open.and")) || null };
  }
  return { text: why ?? t("open.unknown"), tone: "grey", more: null };
}

/** "今天 11月21日 09:30–10:30" */
export function whenText(session: Pick<SessionCard, "starts_at" | "ends_at">): string {
  return `${day(session.starts_at)} ${timeRange(session.starts_at, session.ends_at)}`;
}

export function totalFree(session: Pick<SessionCard, "seats">): number | null {
  let free = 0;
  for (const one of session.seats) {
    if (one.free == null) return null;
    free += one.free;
  }
  return free;
}
