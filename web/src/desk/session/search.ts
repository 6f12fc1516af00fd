/** Finding a party in the list by any name in it, or the digits of its phone that staff may see. Pure. */
import type { Participant } from "./attendance";

const plain = (text: string): string => text.toLocaleLowerCase().replace(/\s+/g, "");

export function matches(one: Pick<Participant, "name" | "phone_hint" | "party">, q: string): boolean {
  const wanted = plain(q);
  if (!wanted) return true;
  const names = [one.name, ...one.party.map((member) => member.name)];
  return names.some((name) => plain(name).includes(wanted)) || (/^\d{2,}$/.test(wanted) && (one.phone_hint ?? "").endsWith(wanted));
}
