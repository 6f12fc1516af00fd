/**
 * What of one day of a room is free and what can be chosen in it. Pure: minutes since midnight in quarter hours, as the
 * calendar counts them; what touches a quarter hour has it.
 */
import { minutesOf, minutesOn } from "./clock";
import type { BookableRoom, RoomDay } from "./types";

export const QUARTER = 15;
const QUARTERS = 96;
/** Buttons and starts stand on half hours. */
const STEP = 30;
/** A day whose hours are not published is not closed: it is shown as long as people are up. */
const UNKNOWN = { from: 7 * 60, to: 22 * 60 };

export interface Stretch {
  from: number;
  to: number;
}

/** `busy`: somebody has it, `use` says as what; `closed`: with why; `past`: too late for it. */
export type What = { kind: "free" | "past" } | { kind: "busy"; use: string } | { kind: "closed"; why: string };
export type Part = Stretch & What;

export interface Limits {
  /** Minutes for setting up before and cleaning after each use. */
  before: number;
  after: number;
  /** The shortest and the longest booking. */
  least: number;
  most: number;
  /** From which minute of the day on one may begin; 1440 when the day is past. */
  start: number;
  /** The minute it is now; 0 when the day is to come. What is past needs no room anymore. */
  now: number;
}

const down = (minutes: number) => Math.floor(minutes / QUARTER);
const up = (minutes: number) => Math.ceil(minutes / QUARTER);

/** What holds on a day for a room. `now`: the moment it is. */
export function limitsOf({ rules, before_min, after_min }: BookableRoom, date: string, now: Date): Limits {
  const minute = minutesOn(date, now.toISOString());
  const noticed = minutesOn(date, new Date(now.getTime() + rules.notice_min * 60_000).toISOString());
  return {
    before: before_min,
    after: after_min,
    least: rules.least_min,
    most: rules.most_min,
    // What begins in this quarter hour is not past.
    start: rules.notice_min === 0 ? down(minute) * QUARTER : noticed,
    now: minute,
  };
}

export interface Plan {
  /** What the day is made of while the room is open, by time. */
  parts: Part[];
  open: Stretch[];
  /** Whether its hours are published. */
  known: boolean;
  limits: Limits;
  /** Per quarter hour: it can be booked. */
  free: boolean[];
  /** Per quarter hour: somebody has it, so that setting up can not be then either. */
  held: boolean[];
}

function same(a: What, b: What): boolean {
  return a.kind === b.kind && ("use" in a ? a.use : "") === ("use" in b ? b.use : "") && ("why" in a ? a.why : "") === ("why" in b ? b.why : "");
}

/** `own`: what the booking that is being moved has; it is not in its own way. */
export function planOf(day: RoomDay, limits: Limits, own?: { from: string; to: string } | null): Plan {
  const said = day.open?.map((one) => ({ from: minutesOf(one.from) ?? 0, to: minutesOf(one.to) ?? 0 }));
  const open = said ?? [UNKNOWN];
  const quarters: (What | null)[] = Array.from({ length: QUARTERS }, () => null);
  const held: boolean[] = Array.from({ length: QUARTERS }, () => false);
  const paint = ({ from, to }: Stretch, what: What) => {
    for (let n = down(from); n < up(to); n += 1) if (quarters[n]) quarters[n] = what;
  };
  for (const { from, to } of open) for (let n = up(from); n < down(to); n += 1) quarters[n] = { kind: "free" };
  const first = up(limits.start);
  paint({ from: 0, to: first * QUARTER }, { kind: "past" });
  const mine = own && { from: minutesOn(day.date, own.from) - limits.before, to: minutesOn(day.date, own.to) + limits.after };
  for (const one of day.busy) {
    const span = { from: minutesOn(day.date, one.from), to: minutesOn(day.date, one.to) };
    if (mine && one.kind === "booking" && span.from === Math.max(mine.from, 0) && span.to === Math.min(mine.to, 1440)) continue;
    if (one.kind) {
      paint(span, { kind: "busy", use: one.kind });
      for (let n = Math.max(down(span.from), down(limits.now)); n < up(span.to); n += 1) held[n] = true;
    } else paint(span, { kind: "closed", why: one.why ?? "" });
  }
  const parts: Part[] = [];
  quarters.forEach((what, n) => {
    if (!what) return;
    const last = parts.at(-1);
    if (last && last.to === n * QUARTER && same(last, what)) last.to += QUARTER;
    else parts.push({ ...what, from: n * QUARTER, to: (n + 1) * QUARTER });
  });
  return { parts, open, known: said !== undefined, limits, held, free: quarters.map((what) => what?.kind === "free") };
}

/** Whether the room can be had then: free, with time to set up and clean, neither too short nor too long. */
export function fits({ free, held, limits }: Plan, { from, to }: Stretch): boolean {
  if (to - from < limits.least || to - from > limits.most || to > 1440) return false;
  for (let n = down(from); n < up(to); n += 1) if (!free[n]) return false;
  for (let n = Math.max(down(from - limits.before), 0); n < down(from); n += 1) if (held[n]) return false;
  for (let n = up(to); n < Math.min(up(to + limits.after), QUARTERS); n += 1) if (held[n]) return false;
  return true;
}

/** Until when one can stay who begins then: every half hour, and the shortest and the latest there is. */
export function endsOf(plan: Plan, from: number): number[] {
  const { least, most } = plan.limits;
  const ends: number[] = [];
  for (let to = from + least; to <= Math.min(from + most, 1440); to += QUARTER) if (fits(plan, { from, to })) ends.push(to);
  return ends.filter((to, n) => n === 0 || n === ends.length - 1 || (to - from) % STEP === 0);
}

/** When one can begin: every half hour, and as soon as the room becomes free. */
export function startsOf(plan: Plan): number[] {
  const can = (from: number) => endsOf(plan, from).length > 0;
  const starts: number[] = [];
  for (let from = 0; from < 1440; from += QUARTER) {
    if (can(from) && (from % STEP === 0 || from === 0 || !can(from - QUARTER))) starts.push(from);
  }
  return starts;
}

/** As long as wished, else an hour, else what is possible; null when one can not begin then. */
export function beginAt(plan: Plan, from: number, length = 60): Stretch | null {
  const ends = endsOf(plan, from);
  const to = ends.filter((one) => one - from <= length).at(-1) ?? ends[0];
  return to === undefined ? null : { from, to };
}

/** The buttons of a free part: half hours, shorter where it begins or ends beside one. */
export function cellsOf(part: Stretch): Stretch[] {
  const cells: Stretch[] = [];
  for (let from = part.from; from < part.to; ) {
    const to = Math.min((Math.floor(from / STEP) + 1) * STEP, part.to);
    cells.push({ from, to });
    from = to;
  }
  return cells;
}

/**
 * What is chosen after pressing a cell: behind the beginning it becomes the end, elsewhere a new beginning. Null when
 * neither can be.
 */
export function press(plan: Plan, chosen: Stretch | null, cell: Stretch): Stretch | null {
  if (chosen && cell.from > chosen.from) {
    const longer = { from: chosen.from, to: cell.to };
    if (fits(plan, longer)) return longer;
  }
  const length = chosen ? chosen.to - chosen.from : undefined;
  return beginAt(plan, cell.from, length);
}

/** What one would ask for who wants what somebody else has: without the time kept around it, not longer than allowed. */
export function wantOf({ limits }: Plan, part: Stretch): Stretch {
  const room = part.to - part.from - limits.before - limits.after >= limits.least;
  const from = room ? part.from + limits.before : part.from;
  const end = room ? part.to - limits.after : part.to;
  return { from, to: Math.min(Math.max(Math.min(end, from + limits.most), from + limits.least), 1440) };
}

/** In one word: can anything be booked that day? */
export function stateOf(plan: Plan): "free" | "full" | "closed" | "past" {
  if (startsOf(plan).length > 0) return "free";
  if (plan.parts.some((one) => one.kind === "busy" || one.kind === "free")) return "full";
  return plan.parts.some((one) => one.kind === "past") && !plan.parts.some((one) => one.kind === "closed") ? "past" : "closed";
}
