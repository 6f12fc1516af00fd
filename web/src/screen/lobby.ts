/** What fits on the sign in the lobby at a time. Pure. */
import type { FloorNow, RoomNow } from "../lib/now-words";

export interface Sheet {
  key: string;
  floor: string | null;
  free: number;
  rooms: RoomNow[];
}

/** Floor after floor, long ones in several sheets of about the same length. */
export function sheetsOf(floors: FloorNow[], most: number): Sheet[] {
  return floors.flatMap((floor) => {
    const count = Math.max(1, Math.ceil(floor.rooms.length / Math.max(1, most)));
    const size = Math.ceil(floor.rooms.length / count);
    return Array.from({ length: count }, (_, at) => ({
      key: `${floor.floor ?? ""} ${at}`,
      floor: floor.floor ?? null,
      free: floor.free,
      rooms: floor.rooms.slice(at * size, (at + 1) * size),
    }));
  });
}

/** What is free now, in the whole house. */
export function freeRooms(floors: FloorNow[]): RoomNow[] {
  return floors.flatMap((floor) => floor.rooms.filter((one) => one.state === "free"));
}
