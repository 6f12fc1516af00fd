/** The planner's page with its words, which only it carries. */
import { firstParts, loadFace } from "../../lib/i18n";

Object.assign(
  firstParts,
  import.meta.glob<Record<string, string>>("./planning/*.json", { base: "../../i18n/", import: "default", query: "?first" }),
);

export async function page() {
  const [found] = await Promise.all([import("./PlanningPage.vue"), loadFace("planning")]);
  return found;
}
