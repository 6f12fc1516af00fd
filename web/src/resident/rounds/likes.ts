/** Blocks chosen in the order of liking. */

/** Chosen last when it was not, else not chosen. */
export function toggle(chosen: string[], block: string): string[] {
  return chosen.includes(block) ? chosen.filter((one) => one !== block) : [...chosen, block];
}

/** One place further to the front. */
export function raise(chosen: string[], block: string): string[] {
  const at = chosen.indexOf(block);
  if (at <= 0) return chosen;
  const next = [...chosen];
  [next[at - 1], next[at]] = [next[at]!, next[at - 1]!];
  return next;
}
