/** The inbox with what messages say, which only it shows. */
import { loadNotices, noticeParts } from "../lib/i18n";

Object.assign(
  noticeParts,
  import.meta.glob<Record<string, string>>("./shared/*.json", { base: "../i18n/", import: "default", query: "?notices" }),
);

export async function page() {
  const [found] = await Promise.all([import("./pages/InboxPage.vue"), loadNotices()]);
  return found;
}
