/** What a sign and a page say of a house at the moment. */
import type { Schema } from "../api/types";
import { civil, dayTime, now, time } from "./date";
import { firstParts, loadFace, lookUp, t } from "./i18n";
import { name } from "./names";
import type { Tone } from "../ui/LxTag.vue";

Object.assign(
  firstParts,
  import.meta.glob<Record<string, string>>("./now/*.json", { base: "../i18n/", import: "default", query: "?first" }),
);

export const nowWords = (): Promise<void> => loadFace("now", "rooms");

export type CenterNow = Schema<"CenterNow">;
export type FloorNow = Schema<"FloorNow">;
export type RoomNow = Schema<"RoomNow">;

export const STATE_TONES: Record<RoomNow["state"], Tone> = { busy: "zhu", free: "green", closed: "grey" };

/** `3F` and `3` are the same floor; what is no number is called as the house calls it. */
export function floorText(floor: string | null | undefined): string {
  if (!floor) return t("now.other_floor");
  return t("session.floor", { floor: floor.replace(/F$/i, "") });
}

/** Until when a room is as it is. */
export function untilText(room: Pick<RoomNow, "state" | "until">): string {
  const { state, until } = room;
  if (!until) return state === "free" ? t("now.rest_of_day") : "";
  const at = civil(until) === civil(now()) ? time(until) : dayTime(until);
  return t(state === "free" ? "now.free_until" : state === "busy" ? "now.until" : "now.opens", { at });
}

/** How many are in it, of how many it holds; or only what it holds. */
export function fullText(room: Pick<RoomNow, "people" | "capacity" | "state">): string {
  if (room.people != null) return room.capacity == null ? t("now.people", { n: room.people }) : t("now.people_of", { n: room.people, most: room.capacity });
  return room.capacity == null ? "" : t("now.holds", { n: room.capacity });
}

export function useName(use: Schema<"RoomUse">): string {
  return name(use.label) || lookUp(`occupancy_kind.${use.kind}`) || "";
}
