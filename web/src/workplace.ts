/** The routes of staff with their words: the desk, the city and the screens. Residents never load these tables. */
import { cityRoutes } from "./city/routes";
import { deskRoutes } from "./desk/routes";
import { firstParts, rareParts } from "./lib/i18n";
import { rareWords } from "./lib/rare";
import { screenRoutes } from "./screen/routes";

Object.assign(
  firstParts,
  import.meta.glob<Record<string, string>>("./{desk,city,rooms}/*.json", { base: "./i18n/", import: "default", query: "?first" }),
);
Object.assign(
  rareParts,
  import.meta.glob<Record<string, string>>("./rooms/*.json", { base: "./i18n/", import: "default", query: "?rare" }),
);

export async function workplaceRoutes() {
  await rareWords();
  return [...deskRoutes, ...cityRoutes, ...screenRoutes];
}
