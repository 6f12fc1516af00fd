/** What stands on the calendar, from what the calendar holds and what the desk knows of bookings. Pure. */
import type { Names, Room, Schema } from "../../api/types";

export type Occupancy = Schema<"Occupancy">;
export type DeskBooking = Schema<"DeskBooking">;
export type Kind = Occupancy["kind"];

export interface Block {
  id: string;
  room: string;
  kind: Kind;
  /** In milliseconds. */
  from: number;
  to: number;
  /** Minutes for setting up before and for cleaning after. */
  before: number;
  after: number;
  label: Names;
  /** Held although the center is not open then. */
  outside: boolean;
  /** Part of a series. */
  series: boolean;
  booking: DeskBooking | null;
  /** The activity's session. */
  session: string | null;
}

/** The part of an id that is the same whatever it is called by: `any_…` and `bkg_…`. */
export function bare(id: string): string {
  return id.slice(id.indexOf("_") + 1);
}

export function join(occupancies: Occupancy[], bookings: DeskBooking[], rooms: Pick<Room, "id">[]): Block[] {
  const roomOf = new Map(rooms.map((one) => [bare(one.id), one.id]));
  const bookingOf = new Map(bookings.map((one) => [bare(one.id), one]));
  return occupancies.flatMap((one) => {
    const room = one.resource.kind === "room" && one.state === "held" ? roomOf.get(bare(one.resource.id)) : undefined;
    if (!room) return [];
    const block: Block = {
      id: one.id,
      room,
      kind: one.kind,
      from: Date.parse(one.from),
      to: Date.parse(one.to),
      before: one.before_min,
      after: one.after_min,
      label: one.label,
      outside: one.outside_hours,
      series: one.series !== null,
      booking: (one.kind === "booking" && bookingOf.get(bare(one.owner))) || null,
      session: one.kind === "activity" ? `ses_${bare(one.owner)}` : null,
    };
    return [block];
  });
}

/** For those who may see bookings and not the calendar: what is booked, as blocks. */
export function fromBookings(bookings: DeskBooking[]): Block[] {
  return bookings
    .filter((one) => one.state === "booked")
    .map((one) => ({
      id: one.id,
      room: one.room.id,
      kind: "booking" as const,
      from: Date.parse(one.from),
      to: Date.parse(one.to),
      before: 0,
      after: 0,
      label: {},
      outside: false,
      series: false,
      booking: one,
      session: null,
    }));
}
