/** The words of the account pages, which only they, the banners and the second factor carry. */
import { firstParts, loadFace } from "../lib/i18n";
import { rareWords } from "../lib/rare";

Object.assign(
  firstParts,
  import.meta.glob<Record<string, string>>("./account/*.json", { base: "../i18n/", import: "default", query: "?first" }),
);

export async function accountWords(): Promise<void> {
  await Promise.all([loadFace("account"), rareWords()]);
}
