/** Who was found in this visit: the page of a person has its heading without another look at the register. */
import type { Schema } from "../../api/types";
import { name } from "../../lib/names";
import { centers } from "../center";

export type Hit = Schema<"PersonHit">;

const MOST = 200;
const found = new Map<string, Hit>();

export function remember(hits: Hit[]): void {
  for (const one of hits) {
    found.delete(one.person);
    found.set(one.person, one);
  }
  for (const person of [...found.keys()].slice(0, Math.max(0, found.size - MOST))) found.delete(person);
}

export function remembered(person: string): Hit | undefined {
  return found.get(person);
}

/** Null for a center that is not the account's to see. */
export function centerName(id: string | null | undefined): string | null {
  return name(centers.value?.find((one) => one.id === id)?.name) || null;
}
