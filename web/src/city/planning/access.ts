/** What an account may do with plans: the page hides what the server would refuse anyway. Pure. */
import type { Account } from "../../api/types";

type Grant = Account["desk"][number];
const PLANS = ["district_manager", "administrator"];
const LOOKS = [...PLANS, "center_manager"];

/** Plans belong to a district: whoever plans holds the role for a region. */
export function mayPlan(grants: Grant[]): boolean {
  return grants.some((one) => one.place_kind === "region" && PLANS.includes(one.role));
}

export function mayLook(grants: Grant[]): boolean {
  return grants.some((one) => LOOKS.includes(one.role));
}
