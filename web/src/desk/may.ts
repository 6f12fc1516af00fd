/** What an account may do at a center: the desk hides what the server would refuse anyway. */
import type { Account, CenterCard, RegionSummary } from "../api/types";

type Grant = Account["desk"][number];
/** Roles that are granted at a place; the others everybody has. */
export type Role = Exclude<Grant["role"], "anyone" | "resident">;
export type Ability = "attend" | "publish" | "hours" | "figures";

/** District managers see sums, never names; programs belong to the center that runs them. */
const ABILITIES: Record<Role, Ability[]> = {
  clerk: ["attend"],
  center_manager: ["attend", "publish", "hours", "figures"],
  district_manager: ["hours", "figures"],
  administrator: ["attend", "publish", "hours", "figures"],
};

/** A region and everything above it, nearest first. */
export function chainOf(region: string, regions: Pick<RegionSummary, "id" | "parent">[]): string[] {
  const parents = new Map(regions.map((one) => [one.id, one.parent]));
  const chain: string[] = [];
  let at: string | null | undefined = region;
  while (at && !chain.includes(at)) {
    chain.push(at);
    at = parents.get(at);
  }
  return chain;
}

/**
 * The roles held at a center: granted there, or at a region it lies in. While the tree of regions is not known, a
 * region's role counts where nothing is granted at the center itself: being listed at all must come from somewhere.
 */
export function rolesAt(
  center: Pick<CenterCard, "id" | "region">,
  grants: Grant[],
  regions?: Pick<RegionSummary, "id" | "parent">[],
): Role[] {
  const here = grants.filter((one) => one.place === center.id);
  const above = grants.filter((one) => one.place_kind === "region");
  if (!regions) return (here.length > 0 ? here : above).map(roleOf);
  const chain = chainOf(center.region, regions);
  return [...here, ...above.filter((one) => chain.includes(one.place))].map(roleOf);
}

/** Every role in an account's list was granted. */
function roleOf(grant: Grant): Role {
  return grant.role as Role;
}

export function mayWith(roles: Role[], ability: Ability): boolean {
  return roles.some((role) => ABILITIES[role].includes(ability));
}

/** Regions whose sums the account may see. */
export function regionGrants(grants: Grant[]): Grant[] {
  return grants.filter((one) => one.place_kind === "region" && mayWith([roleOf(one)], "figures"));
}
