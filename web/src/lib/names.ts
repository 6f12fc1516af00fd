/** Text owned by data comes in up to three languages; what is missing falls back in a fixed order. */
import type { Language, Names } from "../api/types";
import { language } from "./i18n";

export function nameIn(names: Names | null | undefined, lang: Language): string {
  if (!names) return "";
  return names[lang] || names["zh-CN"] || names["zh-TW"] || names.en || "";
}

export function name(names: Names | null | undefined): string {
  return nameIn(names, language.value);
}

export function isNames(value: unknown): value is Names {
  return typeof value === "object" && value !== null && "zh-CN" in value;
}
