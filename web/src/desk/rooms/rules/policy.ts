/** Rules as a form holds them: texts for numbers, empty for "no limit". Pure. */
import type { Schema } from "../../../api/types";

export type Policy = Schema<"Policy">;
export type Booker = Schema<"Booker">;
type FeeBand = Schema<"FeeBand">;

export const BOOKERS: readonly Booker[] = [
  "resident", "party_branch", "mass_organization", "social_organization", "enterprise", "partner_unit", "house",
];

const NUMBERS = ["days_ahead", "notice_min", "least_min", "most_min", "people_least", "series_most", "series_ask_weeks"] as const;
const LIMITS = ["age_least", "open_most", "week_min", "month_min", "release_min"] as const;
const NO_SHOWS = ["days", "warned_from", "stopped_from"] as const;

type NumberField = (typeof NUMBERS)[number] | (typeof LIMITS)[number];

export interface PolicyForm {
  bookers: Booker[];
  approval: Booker[];
  numbers: Record<NumberField, string>;
  quota_of: Policy["quota_of"];
  /** Whether those who do not come are held back. */
  counts_no_shows: boolean;
  no_shows: Record<(typeof NO_SHOWS)[number], string>;
  /** What may be borrowed by itself; rules of a room carry it through. */
  loans: { most: string; days: string };
  /** What an hour costs each, in yuan; empty is free. */
  yuan: Record<Booker, string>;
}

const text = (value: number | null | undefined): string => (value === null || value === undefined ? "" : String(value));

/** What does not read as a number is sent as one that is refused, field and all. */
function count(value: string): number {
  const found = Number(value.trim());
  return value.trim() !== "" && Number.isInteger(found) ? found : -1;
}

export function formOf(policy: Policy): PolicyForm {
  const hour = (booker: Booker) => policy.fees.find((band) => band.bookers.includes(booker))?.hour_fen ?? 0;
  return {
    bookers: [...policy.bookers],
    approval: [...policy.approval],
    numbers: Object.fromEntries([...NUMBERS, ...LIMITS].map((field) => [field, text(policy[field] ?? (field === "series_ask_weeks" ? 0 : undefined))])) as PolicyForm["numbers"],
    quota_of: policy.quota_of,
    counts_no_shows: Boolean(policy.no_shows),
    no_shows: {
      days: text(policy.no_shows?.days ?? 90),
      warned_from: text(policy.no_shows?.warned_from ?? 1),
      stopped_from: text(policy.no_shows?.stopped_from ?? 3),
    },
    loans: { most: text(policy.loans?.most ?? 2), days: text(policy.loans?.days ?? 7) },
    yuan: Object.fromEntries(BOOKERS.map((booker) => [booker, hour(booker) ? String(hour(booker) / 100) : ""])) as PolicyForm["yuan"],
  };
}

/** Those who pay the same share a band. */
function bands(yuan: PolicyForm["yuan"]): FeeBand[] {
  const found = new Map<number, Booker[]>();
  for (const booker of BOOKERS) {
    const typed = yuan[booker].trim();
    const fen = typed === "" ? 0 : Math.round(Number(typed) * 100);
    const hour = Number.isNaN(fen) ? -1 : fen;
    if (hour !== 0) found.set(hour, [...(found.get(hour) ?? []), booker]);
  }
  return [...found].map(([hour_fen, bookers]) => ({ bookers, hour_fen }));
}

export function policyOf(form: PolicyForm): Policy {
  const limit = (field: NumberField) => (form.numbers[field].trim() === "" ? null : count(form.numbers[field]));
  const inOrder = (chosen: Booker[]) => BOOKERS.filter((one) => chosen.includes(one));
  return {
    bookers: inOrder(form.bookers),
    // Who may not book has nothing to be decided on.
    approval: inOrder(form.approval).filter((one) => form.bookers.includes(one)),
    days_ahead: count(form.numbers.days_ahead),
    notice_min: count(form.numbers.notice_min),
    least_min: count(form.numbers.least_min),
    most_min: count(form.numbers.most_min),
    people_least: count(form.numbers.people_least),
    age_least: limit("age_least"),
    open_most: limit("open_most"),
    series_most: count(form.numbers.series_most),
    series_ask_weeks: count(form.numbers.series_ask_weeks),
    week_min: limit("week_min"),
    month_min: limit("month_min"),
    quota_of: form.quota_of,
    release_min: limit("release_min"),
    no_shows: form.counts_no_shows
      ? { days: count(form.no_shows.days), warned_from: count(form.no_shows.warned_from), stopped_from: count(form.no_shows.stopped_from) }
      : null,
    fees: bands(form.yuan),
    loans: { most: count(form.loans.most), days: count(form.loans.days) },
  };
}
