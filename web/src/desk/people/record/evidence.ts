import type { Schema } from "../../../api/types";

export type Evidence = Schema<"ResidencyEvidence">;
export const EVIDENCE: Evidence[] = ["household_register", "property_certificate", "lease", "residence_permit", "community_word"];

/** Ends by itself, so a confirmation by it says when. */
export function runsOut(evidence: Evidence | ""): boolean {
  return evidence === "lease" || evidence === "residence_permit";
}
