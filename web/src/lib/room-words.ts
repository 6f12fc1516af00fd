/** What only the pages of rooms and bookings say, of residents and at the desk. */
import type { Names } from "../api/types";
import { firstParts, loadFace, lookUp, number, t } from "./i18n";
import { name } from "./names";
import { speech } from "./reasons";

Object.assign(
  firstParts,
  import.meta.glob<Record<string, string>>("./rooms/*.json", { base: "../i18n/", import: "default", query: "?first" }),
);

/** Reasons name a room as its center wrote it; what is on the page is known in the reader's language. */
const named = new Map<string, Names>();

export function knowRooms(rooms: { room: { name: Names } }[]): void {
  for (const { room } of rooms) named.set(room.name["zh-CN"] ?? "", room.name);
}

const said = speech.of;
speech.of = (key, value, code) => {
  if (code === "bookings.not_open") return lookUp(`booking_state.${value}`);
  if (key === "fee_fen") return t("session.yuan", { amount: number(Number(value) / 100, 2) });
  if (key === "room" && named.has(String(value))) return name(named.get(String(value)));
  return said(key, value, code);
};

export const roomWords = () => loadFace("rooms");
