/** The dates of a program: one, or the same weekdays between two dates with some left out. Civil dates, pure. */
import type { Schema } from "../api/types";
import { addDays, weekdayOf } from "../lib/date";

export type Series = Schema<"Series">;
export type DateResult = Schema<"DateResult">;
export type Fault = Schema<"FieldError">;

/** Two a week for a year; the server refuses longer series. */
export const DATES_MOST = 104;

export interface SeriesDraft {
  kind: "once" | "weekly";
  date: string;
  weekdays: number[];
  first: string;
  last: string;
  from: string;
  to: string;
  leftOut: string[];
}

export function newSeries(today: string): SeriesDraft {
  const date = addDays(today, 1);
  return { kind: "once", date, weekdays: [], first: date, last: "", from: "", to: "", leftOut: [] };
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Every date the series could have, those left out among them; at most one more than allowed. */
export function seriesDates(draft: SeriesDraft): string[] {
  if (draft.kind === "once") return DATE.test(draft.date) ? [draft.date] : [];
  if (!DATE.test(draft.first) || !DATE.test(draft.last) || draft.last < draft.first) return [];
  const wanted = new Set(draft.weekdays);
  const dates: string[] = [];
  if (wanted.size === 0) return dates;
  for (let date = draft.first; date <= draft.last; date = addDays(date, 1)) {
    if (wanted.has(weekdayOf(date))) dates.push(date);
    if (dates.length - draft.leftOut.length > DATES_MOST) break;
  }
  return dates;
}

/** As the server wants it. Dates left out that the series no longer has are dropped. */
export function toSeries(draft: SeriesDraft): Series {
  const { from, to } = draft;
  if (draft.kind === "once") return { kind: "once", date: draft.date, from, to };
  const dates = new Set(seriesDates(draft));
  return {
    kind: "weekly",
    weekdays: [...draft.weekdays].sort((a, b) => a - b),
    first: draft.first,
    last: draft.last,
    from,
    to,
    left_out: draft.leftOut.filter((date) => dates.has(date)).sort(),
  };
}

function fault(field: string, code: Fault["code"], values: Fault["values"] = {}): Fault {
  return { field, code, values };
}

/** What is missing or contradicts itself, under the server's field names. */
export function seriesFaults(draft: SeriesDraft): Fault[] {
  const faults: Fault[] = [];
  const need = (field: string, value: string) => value || faults.push(fault(field, "required"));
  if (draft.kind === "once") need("series.date", draft.date);
  else {
    if (draft.weekdays.length === 0) faults.push(fault("series.weekdays", "required"));
    need("series.first", draft.first);
    need("series.last", draft.last);
    if (draft.first && draft.last && draft.last < draft.first) faults.push(fault("series.last", "before_start"));
  }
  need("series.from", draft.from);
  need("series.to", draft.to);
  if (draft.from && draft.to && draft.to <= draft.from) faults.push(fault("series.to", "before_start"));
  if (faults.length > 0) return faults;
  const kept = seriesDates(draft).filter((date) => draft.kind === "once" || !draft.leftOut.includes(date));
  if (kept.length > DATES_MOST) faults.push(fault("series", "too_many", { max: DATES_MOST }));
  if (kept.length === 0) faults.push(fault("series", "required"));
  return faults;
}
