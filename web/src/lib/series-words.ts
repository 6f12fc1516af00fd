/** What only the pages of repeating bookings say, of residents and at the desk. */
import { firstParts, loadFace } from "./i18n";

Object.assign(
  firstParts,
  import.meta.glob<Record<string, string>>("./series/*.json", { base: "../i18n/", import: "default", query: "?first" }),
);

export const seriesWords = (): Promise<void> => loadFace("series");
