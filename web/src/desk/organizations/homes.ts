/** Where organizations may be at home, for what the account may see. */
import { computed } from "vue";
import type { Schema } from "../../api/types";
import { name } from "../../lib/names";
import { centers, may, placesFor } from "../center";

export type OrganizationKind = Schema<"OrganizationKind">;
export const ORGANIZATION_KINDS: OrganizationKind[] = [
  "partner_unit",
  "enterprise",
  "social_organization",
  "mass_organization",
  "operator",
  "party_branch",
  "property_company",
];

/** Regions first: from there all that is below is seen. */
export function useHomes() {
  return computed(() => {
    const regions = placesFor("organizations").filter((one) => one.place_kind === "region");
    const here = (centers.value ?? []).filter((one) => may("organizations", one.id));
    return [
      ...regions.map((one) => ({ value: one.place, label: name(one.name) })),
      ...here.map((one) => ({ value: one.id, label: name(one.name) })),
    ];
  });
}
