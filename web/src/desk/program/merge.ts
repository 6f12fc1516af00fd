/** Two people changed the same program: what each changed, and what comes out. Pure. */
import type { ProgramFields } from "./draft";

export type FieldName = keyof ProgramFields;

/** A field has the same value whatever order its languages came in. */
function same(a: unknown, b: unknown): boolean {
  return stable(a) === stable(b);
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify([...value].sort());
  if (typeof value === "object" && value !== null) {
    const filled = Object.entries(value).filter(([, one]) => one !== "" && one != null);
    return JSON.stringify(filled.sort(([a], [b]) => a.localeCompare(b)));
  }
  return JSON.stringify(value ?? null);
}

/** The fields whose values differ; only the names in `after` count. */
export function changed(before: ProgramFields, after: ProgramFields): FieldName[] {
  return (Object.keys(after) as FieldName[]).filter((field) => !same(before[field], after[field]));
}

/** The part of `after` that differs from `before`, to be sent. */
export function difference(before: ProgramFields, after: ProgramFields): Partial<ProgramFields> {
  return Object.fromEntries(changed(before, after).map((field) => [field, after[field]]));
}

export interface Merged {
  fields: ProgramFields;
  /** Changed by someone else and taken over. */
  taken: FieldName[];
  /** Changed by both: mine is kept in `fields`, and the person is told. */
  both: FieldName[];
}

/** Mine on top of the newest: what I did not touch comes from the other, what I touched stays. */
export function merge(base: ProgramFields, mine: ProgramFields, newest: ProgramFields): Merged {
  const touched = new Set(changed(base, mine));
  const theirs = changed(base, pick(newest, base)).filter((field) => !same(newest[field], mine[field]));
  const both = theirs.filter((field) => touched.has(field));
  const taken = theirs.filter((field) => !touched.has(field));
  const over = Object.fromEntries(taken.map((field) => [field, newest[field]]));
  return { fields: { ...mine, ...over }, taken, both };
}

/** The fields of a program without what else the server says about it. */
export function pick(from: ProgramFields, like: ProgramFields): ProgramFields {
  return Object.fromEntries((Object.keys(like) as FieldName[]).map((field) => [field, from[field]])) as ProgramFields;
}
