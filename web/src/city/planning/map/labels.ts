/** Which labels find room on the map. Pure. */
import type { Size, Spot } from "./camera";

/** A label around its middle, in pixels. */
export interface Label {
  at: Spot;
  size: Size;
}

/** Labels are legible with so many pixels between them. */
const GAP_PX = 3;

function clash(a: Label, b: Label): boolean {
  const wide = (a.size.width + b.size.width) / 2 + GAP_PX;
  const high = (a.size.height + b.size.height) / 2 + GAP_PX;
  return Math.abs(a.at.x - b.at.x) < wide && Math.abs(a.at.y - b.at.y) < high;
}

/**
 * Places of the labels that can be shown without lying over each other: each in turn where there is room, `first` (a
 * place among them) before all others. Those out of sight take part, so that nothing flickers while the map is moved.
 */
export function uncrowded(labels: readonly Label[], first: number | null = null): Set<number> {
  const order = labels.map((_, index) => index);
  if (first !== null && first < labels.length) order.unshift(...order.splice(first, 1));
  const shown = new Set<number>();
  for (const index of order) {
    if (![...shown].some((other) => clash(labels[index]!, labels[other]!))) shown.add(index);
  }
  return shown;
}
