/** The hours in which rooms are used, as rows and columns. Pure. */
import type { Schema } from "../../../api/types";

export type HeatCell = Schema<"HeatCell">;

export interface HeatRow {
  key: string;
  label: string;
  /** One for each hour: the share in use; null when it was never open then. */
  cells: (number | null)[];
}

interface Sum {
  open: number;
  used: number;
}

/** The hours in which anything was open, first to last without gaps. */
export function hoursOf(cells: HeatCell[]): number[] {
  const open = cells.filter((one) => one.open_min > 0).map((one) => one.hour);
  if (open.length === 0) return [];
  const [first, last] = [Math.min(...open), Math.max(...open)];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function sums(cells: HeatCell[]): Map<number, Sum> {
  const by = new Map<number, Sum>();
  for (const one of cells) {
    const sum = by.get(one.hour) ?? { open: 0, used: 0 };
    by.set(one.hour, { open: sum.open + one.open_min, used: sum.used + one.used_min });
  }
  return by;
}

export function rowOf(key: string, label: string, cells: HeatCell[], hours: number[]): HeatRow {
  const by = sums(cells);
  const part = (sum: Sum | undefined): number | null => (sum && sum.open > 0 ? sum.used / sum.open : null);
  return { key, label, cells: hours.map((hour) => part(by.get(hour))) };
}

/** Of six shades; 0 is not used at all. */
export function shade(part: number): number {
  return part <= 0 ? 0 : Math.min(5, Math.floor(part * 5) + 1);
}
