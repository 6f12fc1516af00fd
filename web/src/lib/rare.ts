/** What few pages say of the shared face: messages in the inbox, about how old people are, and why
 * something about them is refused. */
import { loadRare, rareParts } from "./i18n";

Object.assign(
  rareParts,
  import.meta.glob<Record<string, string>>("./shared/*.json", { base: "../i18n/", import: "default", query: "?rare" }),
);

export const rareWords = (): Promise<void> => loadRare();
