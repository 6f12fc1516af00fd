/** What one can still do with a booking, and what it says about coming. */
import { dayTime, now, time } from "../../lib/date";
import { t } from "../../lib/i18n";
import type { Tone } from "../../ui/LxTag.vue";
import type { Booking } from "./types";

const TONES: Record<Booking["state"], Tone> = {
  asked: "amber",
  waiting: "amber",
  booked: "green",
  denied: "zhu",
  cancelled: "grey",
  no_show: "zhu",
  closed: "zhu",
};

export function toneOf({ state, over }: Booking): Tone {
  return state === "booked" && over ? "grey" : TONES[state];
}

const begun = (booking: Booking) => Date.parse(booking.from) < now().getTime();
const open = ({ state, over }: Booking) => !over && ["asked", "waiting", "booked"].includes(state);

export function mayCancel(booking: Booking): boolean {
  return open(booking) && !(booking.state === "booked" && begun(booking));
}

export function mayMove(booking: Booking): boolean {
  return open(booking) && booking.state === "booked" && !begun(booking);
}

/** What is left of it goes to others. */
export function mayEnd(booking: Booking): boolean {
  return open(booking) && booking.state === "booked" && begun(booking);
}

/** "Scan the code at the door between 13:45 and 14:20" */
export function comeText(booking: Booking): string {
  return t("booking.come", { from: dayTime(booking.check_in_from), to: time(booking.release_at ?? booking.to) });
}
