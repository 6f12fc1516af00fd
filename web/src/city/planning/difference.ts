/** What a change of plan changes. Pure. */
import { language, number } from "../../lib/i18n";
import type { Coverage } from "./types";

export interface Figures {
  people: number;
  elders: number;
  mean: number | null;
}

/** The headline: whom the longest walk reaches, and the mean walk of everyone. */
export function figuresOf(coverage: Pick<Coverage, "bands" | "mean_minutes">): Figures {
  const widest = coverage.bands.at(-1);
  return { people: widest?.people ?? 0, elders: widest?.elders ?? 0, mean: coverage.mean_minutes ?? null };
}

export function between(before: Figures | null, after: Figures | null): Figures | null {
  if (!before || !after) return null;
  const mean = before.mean === null || after.mean === null ? null : after.mean - before.mean;
  return { people: after.people - before.people, elders: after.elders - before.elders, mean };
}

/** "+1,234", "−56", "±0": the sign is always there, and a minus is as wide as a plus. */
export function signed(value: number, digits = 0): string {
  const factor = 10 ** digits;
  const rounded = Math.round(value * factor) / factor;
  if (rounded === 0) return "±0";
  return `${rounded > 0 ? "+" : "−"}${number(Math.abs(rounded), digits)}`;
}

/** A share as people read it: never 100 % while someone is left, never 0 % while someone is reached; as many digits in each. */
export function percent(share: number, digits = 1): string {
  const factor = 10 ** digits;
  let value = Math.round(share * 100 * factor) / factor;
  if (value >= 100 && share < 1) value = 100 - 1 / factor;
  if (value <= 0 && share > 0) value = 1 / factor;
  const some = value > 0 && value < 100 ? digits : 0;
  return `${new Intl.NumberFormat(language.value, { minimumFractionDigits: some, maximumFractionDigits: some }).format(value)}%`;
}

export function shareOf(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** Fen as yuan; from ten thousand yuan on in whole yuan. */
export function yuan(fen: number): string {
  return number(fen / 100, Math.abs(fen) < 1_000_000 ? 2 : 0);
}

/** Yuan as typed, into fen; null when it is not an amount. */
export function fenOf(text: string): number | null {
  const clean = text.replace(/[,，\s]/g, "");
  if (!/^\d{1,11}(\.\d{1,2})?$/.test(clean)) return null;
  return Math.round(Number(clean) * 100);
}

/** A, B, … Z, AA, AB: how a site is marked on the map and in the lists. */
export function markOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : markOf(Math.floor(index / 26) - 1) + letter;
}
