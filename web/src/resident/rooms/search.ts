/** Which rooms of a center can be had at a time: one question for each that is large enough. */
import type { Reason } from "../../api/types";
import type { BookableRoom, Offer } from "./types";

export interface Found {
  room: BookableRoom;
  free: boolean;
  reasons: Reason[];
}

/** The server looks for alternatives of each that is not free; more at a time would only queue there. */
const AT_ONCE = 4;

/** The free ones first, the smallest that fits before the larger ones. */
export async function found(rooms: BookableRoom[], people: number, ask: (room: string) => Promise<Offer>): Promise<Found[]> {
  const all: Found[] = [];
  const waiting = [...rooms];
  async function one(): Promise<void> {
    for (let room = waiting.shift(); room; room = waiting.shift()) {
      if (room.capacity != null && room.capacity < people) {
        all.push({ room, free: false, reasons: [{ code: "bookings.too_many", values: { capacity: room.capacity } }] });
        continue;
      }
      const { decision } = await ask(room.room.id);
      all.push({ room, free: decision.outcome !== "no", reasons: decision.reasons });
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  const size = ({ room }: Found) => room.capacity ?? Number.MAX_SAFE_INTEGER;
  return all.sort((a, b) => Number(b.free) - Number(a.free) || size(a) - size(b) || rooms.indexOf(a.room) - rooms.indexOf(b.room));
}
