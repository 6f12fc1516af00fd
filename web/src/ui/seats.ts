/** How many places are left, in words and with the tone they deserve. */
import type { SeatView } from "../api/types";
import { number, t } from "../lib/i18n";

export const FEW_SEATS = 3;

export interface SeatWords {
  text: string;
  tone: "plain" | "few" | "full";
}

export function seatWords(seats: SeatView): SeatWords {
  const free = seats.free ?? null;
  if (seats.capacity == null || free === null) return { text: t("seats.no_limit"), tone: "plain" };
  if (free <= 0) {
    const waiting = seats.waiting > 0 ? t("seats.full_waiting", { n: seats.waiting }) : t("seats.full");
    return { text: waiting, tone: "full" };
  }
  if (free <= FEW_SEATS) return { text: t("seats.few", { n: free }), tone: "few" };
  return { text: t("seats.left", { n: free, free: number(free) }), tone: "plain" };
}
