/** What the hand does on the grid, in whole quarter hours within a day. Pure. */
import { ceilQuarter, floorQuarter, type Minutes, QUARTER, roundQuarter } from "./time";

/** From where the hand went down to where it is; touched quarters count. */
export function drawn(anchor: number, at: number, day: number): Minutes {
  const [low, high] = anchor <= at ? [anchor, at] : [at, anchor];
  const from = Math.min(Math.max(0, floorQuarter(low)), day - QUARTER);
  return { from, to: Math.min(day, Math.max(from + QUARTER, ceilQuarter(high))) };
}

/** Moved by so many minutes: as long as before, begun at a quarter, and still on the day. */
export function moved(span: Minutes, by: number, day: number): Minutes {
  const long = span.to - span.from;
  const from = Math.min(Math.max(0, roundQuarter(span.from + by)), Math.max(0, floorQuarter(day - long)));
  return { from, to: from + long };
}

/** Its end pulled to a place. */
export function endAt(span: Minutes, at: number, day: number): Minutes {
  const to = Math.min(day, Math.max(span.from + QUARTER, roundQuarter(at)));
  return { from: span.from, to };
}

/** Its beginning pulled to a place. */
export function beginAt(span: Minutes, at: number): Minutes {
  const from = Math.max(0, Math.min(span.to - QUARTER, roundQuarter(at)));
  return { from, to: span.to };
}

/** The hours that are drawn: all of what is open or held, in whole hours. */
export function hoursShown(spans: Minutes[], day: number): Minutes {
  const from = Math.min(...spans.map((one) => one.from));
  const to = Math.max(...spans.map((one) => one.to));
  const low = Math.max(0, Math.floor(from / 60) * 60);
  return { from: low, to: Math.min(day, Math.max(low + 60, Math.ceil(to / 60) * 60)) };
}

/** What of a window is not within any of the spans. */
export function outside(spans: Minutes[], shown: Minutes): Minutes[] {
  const gaps: Minutes[] = [];
  let at = shown.from;
  for (const one of [...spans].sort((a, b) => a.from - b.from)) {
    if (one.from > at) gaps.push({ from: at, to: Math.min(one.from, shown.to) });
    at = Math.max(at, one.to);
    if (at >= shown.to) break;
  }
  if (at < shown.to) gaps.push({ from: at, to: shown.to });
  return gaps;
}
