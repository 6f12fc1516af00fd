/** The desk's pages about people and organizations with their words, which only they carry. */
import { firstParts, loadFace } from "../../lib/i18n";

Object.assign(
  firstParts,
  import.meta.glob<Record<string, string>>("./people/*.json", { base: "../../i18n/", import: "default", query: "?first" }),
);

const pages = {
  find: () => import("./FindPage.vue"),
  person: () => import("./PersonPage.vue"),
  duplicates: () => import("./merging/DuplicatesPage.vue"),
  merge: () => import("./merging/MergePage.vue"),
  split: () => import("./merging/SplitPage.vue"),
  intake: () => import("./intake/IntakePage.vue"),
  list: () => import("./intake/ListPage.vue"),
  organizations: () => import("../organizations/OrganizationsPage.vue"),
  organization: () => import("../organizations/OrganizationPage.vue"),
};

export async function page(which: keyof typeof pages) {
  const [found] = await Promise.all([pages[which](), loadFace("people")]);
  return found;
}
