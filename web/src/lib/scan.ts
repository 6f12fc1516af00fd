/** Reading cards: what a scanner gun types, told apart from what people type. Pure. */

/** Guns send a key every few milliseconds, cheap wireless ones more slowly; nobody types a whole code at this pace. */
export const GUN_GAP_MS = 120;
const LEAST = 8;

const CARD = /^[0-9A-HJKMNP-TV-Z]{16}$/;

/** `LX-7K2M-…` as the server writes it, from any case and gaps, O read as 0, I and L as 1; null when it is no card. */
export function cardCode(text: string): string | null {
  const plain = text.replace(/[\s-]/g, "").toUpperCase();
  if (!plain.startsWith("LX")) return null;
  const body = plain.slice(2).replace(/O/g, "0").replace(/[IL]/g, "1");
  return CARD.test(body) ? `LX-${body.match(/.{4}/g)!.join("-")}` : null;
}

interface Stroke {
  key: string;
  code: string;
}

/** The character of a key. With a Chinese input method on, only the key's place says what the gun meant. */
export function character({ key, code }: Stroke): string | null {
  if (key.length === 1) return key;
  const place = /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/.exec(code);
  if (place) return place[1] ?? place[2]!;
  return code === "Minus" || code === "NumpadSubtract" ? "-" : null;
}

/** Collects keys that follow each other at a gun's pace; Enter ends them. */
export class ScanBuffer {
  private text = "";
  private last = -Infinity;

  /** Nothing collected that still counts at this moment. */
  startsAt(at: number): boolean {
    return this.text === "" || at - this.last > GUN_GAP_MS;
  }

  /** Gives the whole text when this key ended one typed by a gun. */
  press(stroke: Stroke, at: number): string | null {
    if (this.startsAt(at)) this.text = "";
    this.last = at;
    if (stroke.key === "Enter" || stroke.code === "Enter" || stroke.code === "NumpadEnter") {
      const text = this.text;
      this.text = "";
      return text.length >= LEAST ? text : null;
    }
    if (stroke.key === "Shift") return null;
    const one = character(stroke);
    this.text = one === null ? "" : this.text + one;
    return null;
  }
}
