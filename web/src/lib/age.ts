/** How old somebody is, as far as it is known: a birth date, or about how old they said they were. */
import type { Schema } from "../api/types";
import { t, word } from "./i18n";

export type AgeBand = Schema<"AgeBand">;
type Said = Schema<"StatedBand">;

export const BANDS: readonly AgeBand[] = ["under_6", "6_13", "14_17", "18_59", "60_69", "70_79", "80_plus"];

/** "60 to 69 (said in 2026)": whoever reads it later knows that the years since come on top. */
export function bandText(said: Said): string {
  return t("age_band.said", { band: word("age_band", said.band), year: said.on.slice(0, 4) });
}

/** What tells people apart by age: the band as it was said, else the group. */
export function ageText(one: { age_group?: string | null; age_band?: Said | null }): string | null {
  if (one.age_band) return bandText(one.age_band);
  return one.age_group ? word("band", one.age_group) : null;
}

/** As the form part of it holds it; empty is not known. */
export interface AgeForm {
  birth: string;
  band: AgeBand | "";
}

export function ageForm(known?: { birth_date?: string | null; age_band?: Said | null } | null): AgeForm {
  return { birth: known?.birth_date ?? "", band: known?.age_band?.band ?? "" };
}

/** What is sent of it: only what was changed, since a band that is said again is said today. */
export function ageBody(form: AgeForm, before: AgeForm = ageForm()): { birth_date?: string | null; age_band?: AgeBand | null } {
  return {
    birth_date: form.birth === before.birth ? undefined : form.birth || null,
    age_band: form.band === before.band ? undefined : form.band || null,
  };
}
