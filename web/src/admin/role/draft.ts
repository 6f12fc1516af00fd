/** A role while it is edited, and what of it differs from the one that was read. */
import type { Names } from "../../api/types";
import type { RoleLine } from "../types";
import { draftOf, namesOf, type NamesDraft } from "../words";

export interface RoleDraft {
  names: NamesDraft;
  above: boolean;
  permissions: string[];
}

export interface RoleChange {
  names?: Names;
  above?: boolean;
  permissions?: string[];
}

export function draftOfRole(role: RoleLine): RoleDraft {
  return { names: draftOf(role.names), above: role.above, permissions: [...role.permissions] };
}

function same(a: string[], b: string[]): boolean {
  const held = new Set(a);
  return held.size === new Set(b).size && b.every((one) => held.has(one));
}

/** Only what is other; null when nothing is. The program's own roles keep their names and their height. */
export function changeOf(role: RoleLine, draft: RoleDraft): RoleChange | null {
  const change: RoleChange = {};
  if (!same(role.permissions, draft.permissions)) change.permissions = [...draft.permissions].sort();
  if (!role.built_in) {
    const names = namesOf(draft.names);
    if (JSON.stringify(names) !== JSON.stringify(namesOf(draftOf(role.names)))) change.names = names;
    if (draft.above !== role.above) change.above = draft.above;
  }
  return Object.keys(change).length > 0 ? change : null;
}
