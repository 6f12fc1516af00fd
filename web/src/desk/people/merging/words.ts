/** How records that look alike are told. */
import type { Schema } from "../../../api/types";
import { bandText } from "../../../lib/age";
import { fullDate } from "../../../lib/date";
import { lookUp, t } from "../../../lib/i18n";
import { centerName } from "../known";

/** A part of the program that holds something about a person; its own name when it has no words here. */
export function holdingName(holding: string): string {
  return lookUp(`people.holding.${holding}`) ?? holding;
}

/** The value of one of the two records. */
export function fieldValue(row: Schema<"Differing">, side: Schema<"Side">): string {
  const { field, [side]: value } = row;
  const band = row[`${side}_band`];
  if (band) return bandText(band);
  if (!value) return t("people.not_known");
  if (field === "birth_date") return fullDate(value);
  if (field === "language") return lookUp(`people.language.${value}`) ?? value;
  if (field === "home_center") return centerName(value) ?? t("people.home_elsewhere");
  return value;
}

/** One thing somebody has, in as few words as it can be known by: its title or kind, and its moment. */
export function thingText(what: Record<string, unknown>): string {
  const wanted = ["title", "name", "kind", "code", "state", "at", "made_at", "starts_at", "from"];
  const parts = wanted.map((key) => readableValue(what[key])).filter(Boolean);
  return parts.slice(0, 3).join(" · ") || String(what.id ?? "");
}

function readableValue(value: unknown): string {
  if (typeof value === "string") return /^\d{4}-\d{2}-\d{2}/.test(value) ? fullDate(value.slice(0, 10)) : value;
  if (typeof value === "object" && value !== null && "zh-CN" in value) return String((value as Record<string, string>)["zh-CN"]);
  return "";
}
