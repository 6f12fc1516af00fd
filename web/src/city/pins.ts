/** Centers on the map: numbered, open ones in the seal's color, others apart; the numbers stand in the list as well. */
import type { CenterCard } from "../api/types";
import { word } from "../lib/i18n";
import { name } from "../lib/names";

export interface CenterPin {
  id: string;
  lat: number;
  lon: number;
  label: string;
  mark: string;
  to: string | undefined;
  tone: "zhu" | "grey" | "brand";
}

export function pinsOf(centers: CenterCard[], links: boolean): CenterPin[] {
  const placed = centers.filter((one) => one.lat != null && one.lon != null);
  return placed.map((one, index) => {
    const tone = one.status === "open" ? "zhu" : one.status === "building" || one.status === "renovating" ? "brand" : "grey";
    const label = one.status === "open" ? name(one.name) : `${name(one.name)} · ${word("status", one.status)}`;
    return {
      id: one.id,
      lat: one.lat!,
      lon: one.lon!,
      label,
      mark: String(index + 1),
      to: links ? `/centers/${one.id}` : undefined,
      tone,
    };
  });
}

/** The number of each center on the map. */
export function marksOf(pins: CenterPin[]): Map<string, string> {
  return new Map(pins.map((one) => [one.id, one.mark]));
}
