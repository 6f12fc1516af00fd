/** The planner's page with its words, which only it carries. */
import { firstParts, loadFace } from "../../lib/i18n";

const parts = import.meta.glob<Record<string, string>>("../../i18n/planning/*.json", { import: "default", query: "?first" });
for (const [path, part] of Object.entries(parts)) firstParts[path.replace("../../", "../")] = part;

export async function page() {
  const [found] = await Promise.all([import("./PlanningPage.vue"), loadFace("planning")]);
  return found;
}
