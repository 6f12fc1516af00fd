/** Things of one column that overlap stand beside each other. Pure. */
import type { Minutes } from "./time";

export interface Laid<Item> {
  item: Item;
  /** Which of so many lanes it has. */
  lane: number;
  lanes: number;
}

/** Each gets the first lane that is free; those that touch through others share how many lanes there are. */
export function lanes<Item extends Minutes>(items: Item[]): Laid<Item>[] {
  const sorted = [...items].sort((a, b) => a.from - b.from || b.to - a.to);
  const laid: Laid<Item>[] = [];
  let group: Laid<Item>[] = [];
  let ends: number[] = [];
  const close = () => {
    for (const one of group) one.lanes = ends.length;
    group = [];
    ends = [];
  };
  for (const item of sorted) {
    if (ends.every((end) => end <= item.from)) close();
    const free = ends.findIndex((end) => end <= item.from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = item.to;
    const one = { item, lane, lanes: 1 };
    group.push(one);
    laid.push(one);
  }
  close();
  return laid;
}
