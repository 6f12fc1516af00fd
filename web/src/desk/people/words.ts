/** Small texts several pages about people say the same way. */
import type { Schema } from "../../api/types";
import { fullDate } from "../../lib/date";
import { t } from "../../lib/i18n";
import { name } from "../../lib/names";
import { account } from "../../lib/session";
import { regions } from "../center";
import { centerName } from "./known";

/** "2026年3月2日 起", "2026年3月2日 – 2027年3月1日" */
export function daysText({ from, until }: Schema<"Days">): string {
  return until ? t("people.days", { from: fullDate(from), until: fullDate(until) }) : t("people.since", { from: fullDate(from) });
}

/** A center or region by its name, as far as the desk knows it. */
export function placeName(id: string): string {
  const region = regions.value?.find((one) => one.id === id);
  const granted = account.value?.desk.find((one) => one.place === id);
  return centerName(id) ?? (name(region?.name) || name(granted?.name) || t("people.another_place"));
}

/** What the program's parts are called: of a contract, of a consent. */
export const PARTS = ["activities", "presence", "notices", "people", "places", "figures", "planning"] as const;
