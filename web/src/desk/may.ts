/** What an account may do at a place: the desk hides what the server would refuse anyway. */
import type { Account, CenterCard, RegionSummary } from "../api/types";

export type Grant = Account["desk"][number];

/**
 * The permission behind each thing the desk offers. A grant brings along all it gives, so a role that an installation
 * changed or made itself counts like the program's own.
 */
const NEEDS = {
  day: "activities.desk",
  attend: "activities.attend",
  publish: "activities.publish",
  hours: "places.edit_hours",
  figures: "activities.figures",
  plan: "planning.look",
  find: "people.find",
  add: "people.add",
  card: "people.card",
  record: "people.record",
  correct: "people.correct",
  record_sensitive: "people.record_sensitive",
  needs: "people.needs",
  family: "people.family",
  change_family: "people.change_family",
  pick_up: "people.pick_up",
  record_delegate: "people.record_delegate",
  end_delegate: "people.end_delegate",
  act_for: "people.act_for",
  paper_code: "people.paper_code",
  claim_residency: "people.claim_residency",
  decide_residency: "people.decide_residency",
  standing: "people.standing",
  sensitive_standing: "people.sensitive_standing",
  merge: "people.merge",
  import: "people.import",
  organizations: "people.organizations",
  members: "people.members",
  add_member: "people.add_member",
  contracts: "people.contracts",
  see_rounds: "bookings.see_rounds",
  rounds: "bookings.rounds",
  see_rooms: "calendar.see",
  room_use: "calendar.utilization",
  block: "calendar.block",
  arrange: "calendar.arrange",
  attend_rooms: "bookings.attend",
  bookings: "bookings.bookings",
  loans: "bookings.loans",
  feeds: "calendar.feeds",
  decide: "bookings.decide",
  room_rules: "bookings.rules",
  witness: "privacy.witness",
  take_in: "privacy.take_in",
} as const;

export type Ability = keyof typeof NEEDS;

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
 * What is held at a center: granted there, or at a region it lies in. While the tree of regions is not known, a
 * region's grant counts where nothing is granted at the center itself: being listed at all must come from somewhere.
 */
export function grantsAt(
  center: Pick<CenterCard, "id" | "region">,
  grants: Grant[],
  regions?: Pick<RegionSummary, "id" | "parent">[],
): Grant[] {
  const here = grants.filter((one) => one.place === center.id);
  const above = grants.filter((one) => one.place_kind === "region");
  if (!regions) return here.length > 0 ? here : above;
  const chain = chainOf(center.region, regions);
  return [...here, ...above.filter((one) => chain.includes(one.place))];
}

export function mayWith(grants: Grant[], ability: Ability): boolean {
  return grants.some((one) => one.permissions.includes(NEEDS[ability]));
}

/** Regions whose sums the account may see. */
export function regionGrants(grants: Grant[]): Grant[] {
  return grants.filter((one) => one.place_kind === "region" && mayWith([one], "figures"));
}
