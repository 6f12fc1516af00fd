/** What only the pages of equipment, loans and calendar feeds say, of residents and at the desk. */
import { firstParts, loadFace, lookUp } from "./i18n";
import { speech } from "./reasons";
import "./room-words";

Object.assign(
  firstParts,
  import.meta.glob<Record<string, string>>("./things/*.json", { base: "../i18n/", import: "default", query: "?first" }),
);

const said = speech.of;
speech.of = (key, value, code) => (key === "loan_state" ? lookUp(`loan_state.${value}`) : said(key, value, code));

export const thingWords = (): Promise<void> => loadFace("rooms", "things");
