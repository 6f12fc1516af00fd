/** What is asked of the planner, as the address of the page holds it. Pure. */
import type { Query } from "../../lib/router";
import { type At, type Profile, PROFILES, type Question } from "./types";

export const MINUTES_MOST = 60;
const DEFAULT_MINUTES = [5, 10, 15];
const TABS = ["coverage", "gaps", "siting", "compare", "data"] as const;
export type Tab = (typeof TABS)[number];
export { TABS };

export function tabOf(query: Query): Tab {
  return TABS.find((one) => one === query.tab) ?? "coverage";
}

function minutesOf(text: string | undefined): number[] {
  const found = [...new Set((text ?? "").split("-").map(Number))].filter((one) => Number.isInteger(one) && one >= 1 && one <= MINUTES_MOST);
  return found.length === DEFAULT_MINUTES.length ? found.sort((a, b) => a - b) : [...DEFAULT_MINUTES];
}

function atOf(text: string | undefined): At | null {
  const found = /^([1-7])-([01]\d|2[0-3]):([0-5]\d)$/.exec(text ?? "");
  return found ? { weekday: Number(found[1]), time: `${found[2]}:${found[3]}` } : null;
}

export function questionIn(query: Query): Question {
  return {
    network: query.network ?? "",
    population: query.population ?? "",
    profile: PROFILES.find((one) => one === query.profile) ?? ("adult" satisfies Profile),
    minutes: minutesOf(query.minutes),
    at: atOf(query.at),
    service: query.service || null,
  };
}

/** Only what differs from the usual, so that addresses stay short. */
export function queryOf(question: Question): Record<string, string | undefined> {
  const minutes = question.minutes.join("-");
  return {
    network: question.network || undefined,
    population: question.population || undefined,
    profile: question.profile === "adult" ? undefined : question.profile,
    minutes: minutes === DEFAULT_MINUTES.join("-") ? undefined : minutes,
    at: question.at ? `${question.at.weekday}-${question.at.time}` : undefined,
    service: question.service ?? undefined,
  };
}

/** One slider moved: the others give way, so that the minutes always rise. */
export function minutesWith(minutes: number[], index: number, value: number): number[] {
  const last = minutes.length - 1;
  const mine = Math.min(MINUTES_MOST - (last - index), Math.max(1 + index, value));
  return minutes.map((one, at) => {
    if (at < index) return Math.min(one, mine - (index - at));
    return at === index ? mine : Math.max(one, mine + (at - index));
  });
}

/** Half hours of the day, as the slider counts them. */
export function halfHour(time: string): number {
  const [hours = "0", minutes = "0"] = time.split(":");
  return Number(hours) * 2 + (Number(minutes) >= 30 ? 1 : 0);
}

export function timeOfHalf(half: number): string {
  return `${String(Math.floor(half / 2)).padStart(2, "0")}:${half % 2 ? "30" : "00"}`;
}
