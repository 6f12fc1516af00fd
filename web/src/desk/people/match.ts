/** Why somebody was found, told from what was typed and what is shown of them. Pure. */
import { cardCode } from "../../lib/scan";

export type Why = "card" | "phone" | "phone_end" | "name" | "initials" | "pinyin";

const HAN = /\p{Script=Han}/u;

/** No syllable of Mandarin has only consonants, and a name of as many characters has as many initials. */
function couldBeInitials(letters: string, name: string): boolean {
  const characters = [...name].filter((one) => HAN.test(one)).length;
  return !/[iuvü]/.test(letters) && (letters.length === 1 || !/[bpmfdtnlgkhjqxzcsryw][aeo]/.test(letters)) && letters.length <= characters;
}

export function whyFound(typed: string, name: string): Why {
  const text = typed.trim();
  if (cardCode(text)) return "card";
  const plain = text.replace(/[\s-]/g, "");
  if (/^\d+$/.test(plain)) return plain.length >= 11 ? "phone" : "phone_end";
  if (/^\+?\d+$/.test(plain)) return "phone";
  if (HAN.test(text) || !HAN.test(name)) return "name";
  return couldBeInitials(plain.toLowerCase(), name) ? "initials" : "pinyin";
}
