/** What reports say of the use of rooms, of a center and of a district. */
import type { Schema } from "../api/types";
import { civil, monthDay, today } from "./date";
import { firstParts, loadFace, number, t } from "./i18n";

Object.assign(
  firstParts,
  import.meta.glob<Record<string, string>>("./use/*.json", { base: "../i18n/", import: "default", query: "?first" }),
);

export const useWords = (): Promise<void> => loadFace("use");

export type UseFigure = Schema<"UseFigure">;
export type CenterFreshness = Schema<"CenterFreshness">;

export const usedMinutes = ({ held }: Pick<UseFigure, "held">): number => held.booking + held.activity + held.season;

/** Of what was open, how much was used; null when nothing was. */
export function share(figure: Pick<UseFigure, "held" | "open_min">): number | null {
  return figure.open_min > 0 ? usedMinutes(figure) / figure.open_min : null;
}

export const percent = (part: number | null): string => (part === null ? "–" : `${number(part * 100, part > 0 && part < 0.1 ? 1 : 0)}%`);

const RECENT = 14;

/** How long ago a day is, in the words one would use; far ones as a date. */
export function agoText(at: string | null | undefined): string {
  if (!at) return t("use.fresh.never");
  const date = civil(at);
  const days = Math.round((Date.parse(today()) - Date.parse(date)) / 86_400_000);
  if (days <= 0) return t("use.fresh.today");
  return days <= RECENT ? t("use.fresh.days_ago", { n: days }) : monthDay(date);
}

export const dateText = (date: string | null | undefined): string => (date ? (date === today() ? t("use.fresh.today") : monthDay(date)) : t("use.fresh.none"));

/** The last time anything that is said of a center was changed. */
export function lastKept(one: CenterFreshness): string | null {
  const all = [one.programs_changed_at, one.hours_changed_at, one.rooms_changed_at].filter((at): at is string => !!at);
  return all.sort().at(-1) ?? null;
}

export const HOURS_AHEAD = 28;

export function newText(one: CenterFreshness): string {
  return one.programs === 0 ? t("use.fresh.no_programs") : t("use.fresh.new_of", { n: one.programs, fresh: one.new_programs });
}
