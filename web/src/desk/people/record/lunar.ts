/** A birthday of the lunar calendar in words. */
import type { Schema } from "../../../api/types";
import { language, t } from "../../../lib/i18n";

const MONTHS = "正二三四五六七八九十冬腊";
const TENS = ["初", "十", "廿", "三"];
const DIGITS = "一二三四五六七八九十";

/** "八月十五", "閏四月初三"; in English "month 8, day 15". */
export function lunarText({ month, day, leap }: Schema<"LunarBirthday">): string {
  if (language.value === "en") return t(leap ? "people.lunar.leap" : "people.lunar.plain", { month, day });
  const [name, mark] = language.value === "zh-TW" ? [MONTHS.replace("腊", "臘"), "閏"] : [MONTHS, "闰"];
  return `${leap ? mark : ""}${name[month - 1] ?? month}月${dayText(day)}`;
}

function dayText(day: number): string {
  if (day === 20 || day === 30) return `${DIGITS[day / 10 - 1]!}十`;
  return `${TENS[Math.floor((day - 1) / 10)] ?? ""}${DIGITS[(day - 1) % 10] ?? ""}`;
}
