/** What only the pages of rooms and bookings say, of residents and at the desk. */
import { firstParts, loadFace, lookUp, number, t } from "./i18n";
import { speech } from "./reasons";

Object.assign(
  firstParts,
  import.meta.glob<Record<string, string>>("./rooms/*.json", { base: "../i18n/", import: "default", query: "?first" }),
);

const said = speech.of;
speech.of = (key, value, code) => {
  if (code === "bookings.not_open") return lookUp(`booking_state.${value}`);
  if (key === "fee_fen") return t("session.yuan", { amount: number(Number(value) / 100, 2) });
  return said(key, value, code);
};

export const roomWords = () => loadFace("rooms");
