import { describe, expect, it } from "vitest";
import type { FloorNow, RoomNow } from "../lib/now-words";
import { freeRooms, sheetsOf } from "./lobby";

const room = (id: string, state: RoomNow["state"] = "busy"): RoomNow => ({
  room: { id, name: { "zh-CN": id }, floor: "1" },
  part_of: null,
  capacity: null,
  state,
  until: null,
  why: null,
  now: null,
  people: null,
  next: [],
});
const floor = (name: string | null, rooms: RoomNow[]): FloorNow => ({ floor: name, people: 0, free: 0, rooms });

describe("the sign in the lobby", () => {
  it("turns through floors, long ones in even sheets, and shows every room once", () => {
    const long = floor("1", Array.from({ length: 9 }, (_, n) => room(`a${n}`)));
    const sheets = sheetsOf([long, floor(null, [room("b")])], 8);
    expect(sheets.map((one) => [one.floor, one.rooms.length])).toEqual([["1", 5], ["1", 4], [null, 1]]);
    expect(new Set(sheets.map((one) => one.key)).size).toBe(3);
    expect(sheets.flatMap((one) => one.rooms.map((r) => r.room.id))).toHaveLength(10);
  });

  it("says what is free in the whole house", () => {
    expect(freeRooms([floor("1", [room("a", "free"), room("b")]), floor("2", [room("c", "free")])]).map((one) => one.room.id)).toEqual(["a", "c"]);
  });
});
