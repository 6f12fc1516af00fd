/** What the desk changes on the calendar. Each throws a `Problem` when the server refuses. */
import { api, call, newIntent } from "../../lib/api";
import type { Block, DeskBooking } from "./blocks";

export interface Place {
  room: string;
  from: string;
  to: string;
}

const by = (intent: string) => ({ "Idempotency-Key": intent });

export function moveBooking(booking: Pick<DeskBooking, "id" | "version">, { room, from, to }: Place, outside_hours: boolean, intent: string) {
  return call(
    api.POST("/api/v1/bookings/{id}/move", {
      params: { path: { id: booking.id } },
      body: { room, from, to, version: booking.version, outside_hours },
      headers: by(intent),
    }),
  );
}

export function block(place: Place, why: string, intent: string) {
  const { room, from, to } = place;
  return call(api.POST("/api/v1/desk/rooms/{id}/blockings", { params: { path: { id: room } }, body: { from, to, why }, headers: by(intent) }));
}

export function unblock(id: string) {
  return call(api.DELETE("/api/v1/desk/blockings/{id}", { params: { path: { id } } }));
}

/**
 * A blocking is moved by giving it back and keeping the other time. Where both do not touch, the new one is had before
 * the old one is given back; where they do, a refusal puts the old one back.
 */
export async function moveBlocking(old: Block, why: string, to: Place, intent: string): Promise<void> {
  const apart = Date.parse(to.to) <= old.from - 900_000 || Date.parse(to.from) >= old.to + 900_000;
  if (apart) {
    await block(to, why, intent);
    await unblock(old.id);
    return;
  }
  await unblock(old.id);
  try {
    await block(to, why, intent);
  } catch (refused) {
    const back = { room: old.room, from: new Date(old.from).toISOString(), to: new Date(old.to).toISOString() };
    await block(back, why, newIntent());
    throw refused;
  }
}

export function checkIn(id: string, intent: string) {
  return call(api.POST("/api/v1/desk/bookings/{id}/check-in", { params: { path: { id } }, body: {}, headers: by(intent) }));
}

export function cancelBooking(id: string, why: string, intent: string) {
  return call(api.POST("/api/v1/bookings/{id}/cancel", { params: { path: { id } }, body: { why }, headers: by(intent) }));
}
