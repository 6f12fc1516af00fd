/** Small texts several parts of the rooms say the same way. */
import { time } from "../../lib/date";
import { lookUp, t, word } from "../../lib/i18n";
import { name } from "../../lib/names";
import type { Room } from "../../api/types";
import type { Tone } from "../../ui/LxTag.vue";
import type { Block, DeskBooking } from "./blocks";

export const iso = (at: number): string => new Date(at).toISOString();

/** A calendar says the same few times of day over and over; making each anew took most of drawing it. */
const clocks = new Map<number, string>();
const MOST_CLOCKS = 5_000;

/** `09:30`, the same in every language. */
export function clock(at: number): string {
  let text = clocks.get(at);
  if (text === undefined) {
    if (clocks.size >= MOST_CLOCKS) clocks.clear();
    text = time(iso(at));
    clocks.set(at, text);
  }
  return text;
}

/** `09:30–11:00`; word joiners keep the two on one line. */
export function spanText(block: Pick<Block, "from" | "to">): string {
  return `${clock(block.from)}\u2060–\u2060${clock(block.to)}`;
}

export function roomText(room: Pick<Room, "name" | "floor">): string {
  const floor = room.floor && (lookUp("session.floor", { floor: room.floor }) ?? room.floor);
  return [name(room.name), floor].filter(Boolean).join(" · ");
}

/** What it is: the title of a booking, the name of an activity, why staff keep it. */
export function whatText(block: Block): string {
  return block.booking?.title || name(block.label) || word("occupancy_kind", block.kind);
}

/** For whom: the organization, else the person. */
export function whoText(booking: DeskBooking): string {
  return booking.organization ? `${name(booking.organization.name)} · ${booking.person_name}` : booking.person_name;
}

export type Standing = "here" | "late" | "over" | DeskBooking["state"];

/** Where a booking stands at this moment: those who came, and those who should be there. */
export function standingOf(booking: DeskBooking, now: number): Standing {
  if (booking.state !== "booked") return booking.state;
  if (booking.checked_in_at) return "here";
  if (now >= Date.parse(booking.to)) return "over";
  return now >= Date.parse(booking.from) ? "late" : "booked";
}

export function standingText(standing: Standing): string {
  if (standing === "here" || standing === "late" || standing === "over") return t(`desk.rooms.standing.${standing}`);
  return word("booking_state", standing);
}

export const STANDING_TONES: Partial<Record<Standing, Tone>> = {
  here: "green",
  late: "amber",
  booked: "brand",
  asked: "amber",
  waiting: "blue",
  denied: "zhu",
  cancelled: "zhu",
};

/** All of a block in one line, for those who do not see where it stands. */
export function blockLine(block: Block, now: number): string {
  const booking = block.booking;
  const parts = [spanText(block), word("occupancy_kind", block.kind), whatText(block)];
  if (booking) parts.push(whoText(booking), standingText(standingOf(booking, now)));
  return [...new Set(parts)].join(t("desk.rooms.comma"));
}
