/** The words of the account pages, which only they, the banners and the second factor carry. */
import { firstParts, loadFace } from "../lib/i18n";

Object.assign(
  firstParts,
  import.meta.glob<Record<string, string>>("./account/*.json", { base: "../i18n/", import: "default", query: "?first" }),
);

export const accountWords = (): Promise<void> => loadFace("account");
