/** What the account holds by its grants, permission by permission: the pages of the administration are shown by it. */
import { computed } from "vue";
import { account } from "../lib/session";

/** Where a permission is held, each place once. */
export function placesOf(permission: string): string[] {
  const grants = account.value?.desk ?? [];
  return [...new Set(grants.filter((one) => one.permissions.includes(permission)).map((one) => one.place))];
}

/** Any of these is held somewhere. */
export function can(...permissions: string[]): boolean {
  return permissions.some((one) => placesOf(one).length > 0);
}

const ADMINISTERS = [
  "people.grant", "people.duty", "people.rights", "people.roles", "people.accounts", "people.kiosks", "people.audit", "people.see_staff",
  "privacy.requests", "privacy.register", "privacy.look",
];

export const administers = computed(() => can(...ADMINISTERS));
