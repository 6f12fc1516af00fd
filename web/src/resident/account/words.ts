/** The closed lists of the account pages, in the order people choose from them. */
import type { Data } from "../../lib/api";

type Details = Data<"/api/v1/me/details">;
export type Need = NonNullable<Details["needs"]>["words"][number];
export type Evidence = NonNullable<Data<"/api/v1/me/residency">["evidence"]>;
export type Relation = Data<"/api/v1/me/children">["items"][number]["relation"];
export type StandingKind = Data<"/api/v1/me/standings">["items"][number]["kind"];
export type RequestKind = Data<"/api/v1/me/data/requests">["items"][number]["kind"];

export const NEEDS: Need[] = ["hearing", "sight", "speech", "walking", "wheelchair", "dementia", "learning", "diet", "company"];
export const EVIDENCE: Evidence[] = ["household_register", "property_certificate", "lease", "residence_permit", "community_word"];
export const RELATIONS: Relation[] = ["mother", "father", "grandparent", "sibling", "other_relative", "appointed"];
/** What people may say of themselves. */
export const OWN_WORD: StandingKind[] = ["volunteer", "party_member", "veteran"];
export const REQUESTS: RequestKind[] = ["correct", "erase", "restrict", "lift", "explain", "copy", "transfer"];

/** The parts of the program one may open to another, each with what belongs to it behind the scenes. */
export const SCOPES: { key: string; modules: string[] }[] = [
  { key: "activities", modules: ["activities", "presence", "seats"] },
  { key: "bookings", modules: ["bookings"] },
  { key: "notices", modules: ["notices"] },
  { key: "people", modules: ["people"] },
];
