import { beforeEach, describe, expect, it } from "vitest";
import { startClock } from "../../lib/date";
import { useMessages } from "../../lib/i18n";
import { bare, type Block, type DeskBooking, fromBookings, join, type Occupancy } from "./blocks";
import { closedThen, type Closing, conflicts, endOf } from "./conflicts";
import { RoomTree } from "./tree";

const rooms = [
  { id: "rom_study", part_of: null },
  { id: "rom_west", part_of: "rom_hall" },
  { id: "rom_hall", part_of: null },
  { id: "rom_east", part_of: "rom_hall" },
];
const tree = new RoomTree(rooms);
const at = (clock: string, date = "2026-11-23") => Date.parse(`${date}T${clock}:00+08:00`);

function occupancy(over: Partial<Occupancy>): Occupancy {
  return {
    id: "occ_1",
    resource: { kind: "room", id: "any_hall", center: "cen_1" },
    kind: "booking",
    owner: "any_b1",
    from: "2026-11-23T02:00:00Z",
    to: "2026-11-23T03:00:00Z",
    before_min: 0,
    after_min: 0,
    label: {},
    outside_hours: false,
    series: null,
    state: "held",
    version: 1,
    created_at: "2026-11-01T00:00:00Z",
    changed_at: "2026-11-01T00:00:00Z",
    ...over,
  };
}

const booking = { id: "bkg_b1", state: "booked", room: { id: "rom_hall", name: {}, floor: null }, from: "2026-11-23T02:00:00Z", to: "2026-11-23T03:00:00Z" } as unknown as DeskBooking;

function block(over: Partial<Block> & { room: string; from: number; to: number }): Block {
  const [one] = join([occupancy({})], [], rooms);
  return { ...one!, ...over };
}

beforeEach(() => {
  useMessages("zh-CN", {});
  startClock("Asia/Shanghai", "2026-11-23T00:00:00Z");
});

describe("the tree of rooms", () => {
  it("shares with the room around it and those within it, not with the other half", () => {
    expect([...tree.sharing("rom_east")].sort()).toEqual(["rom_east", "rom_hall"]);
    expect([...tree.sharing("rom_hall")].sort()).toEqual(["rom_east", "rom_hall", "rom_west"]);
    expect([...tree.sharing("rom_study")]).toEqual(["rom_study"]);
  });

  it("puts parts right after their room, and loses none", () => {
    expect(tree.ordered().map((one) => one.id)).toEqual(["rom_study", "rom_hall", "rom_west", "rom_east"]);
    const loop = new RoomTree([{ id: "a", part_of: "b" }, { id: "b", part_of: "a" }]);
    expect(loop.ordered().map((one) => one.id).sort()).toEqual(["a", "b"]);
    expect([...loop.sharing("a")].sort()).toEqual(["a", "b"]);
  });
});

describe("join", () => {
  it("finds the booking by the part of the id that both share", () => {
    expect(bare("any_0abc")).toBe(bare("bkg_0abc"));
    const [one] = join([occupancy({})], [booking], rooms);
    expect(one).toMatchObject({ room: "rom_hall", booking, session: null, from: at("10:00"), to: at("11:00") });
  });

  it("names the session of an activity and gives a blocking none", () => {
    const [activity, kept] = join([occupancy({ kind: "activity", owner: "any_s9" }), occupancy({ kind: "blocking", owner: "any_1" })], [booking], rooms);
    expect(activity).toMatchObject({ session: "ses_s9", booking: null });
    expect(kept).toMatchObject({ session: null, booking: null });
  });

  it("leaves out what was given back, people and things, and rooms of elsewhere", () => {
    const other = (resource: Occupancy["resource"]) => occupancy({ resource });
    const none = [
      occupancy({ state: "released" }),
      other({ kind: "person", id: "any_hall", center: "cen_1" }),
      other({ kind: "room", id: "any_far", center: "cen_2" }),
    ];
    expect(join(none, [booking], rooms)).toEqual([]);
  });

  it("shows what is booked to those who may not see the calendar", () => {
    const asked = { ...booking, state: "asked" } as DeskBooking;
    expect(fromBookings([booking, asked]).map((one) => one.id)).toEqual(["bkg_b1"]);
  });
});

describe("conflicts", () => {
  const wanted = (room: string, from: string, to: string) => ({ room, from: at(from), to: at(to), before: 0, after: 0 });
  const hall = block({ id: "occ_hall", room: "rom_hall", from: at("10:00"), to: at("11:00") });

  it("stand between a hall and its halves, not between the halves", () => {
    const east = block({ id: "occ_east", room: "rom_east", from: at("14:00"), to: at("15:00") });
    expect(conflicts(wanted("rom_west", "10:30", "12:00"), [hall, east], tree)).toEqual([hall]);
    expect(conflicts(wanted("rom_hall", "14:30", "16:00"), [hall, east], tree)).toEqual([east]);
    expect(conflicts(wanted("rom_west", "14:00", "15:00"), [hall, east], tree)).toEqual([]);
  });

  it("begin with a quarter hour that both touch", () => {
    expect(conflicts(wanted("rom_hall", "11:00", "12:00"), [hall], tree)).toEqual([]);
    const late = { ...hall, to: at("11:05") };
    expect(conflicts(wanted("rom_hall", "11:10", "12:00"), [late], tree)).toEqual([late]);
  });

  it("count setting up and cleaning on both sides", () => {
    const cleaned = { ...hall, after: 15 };
    expect(conflicts(wanted("rom_hall", "11:00", "12:00"), [cleaned], tree)).toEqual([cleaned]);
    expect(conflicts({ ...wanted("rom_hall", "11:15", "12:00"), before: 15 }, [cleaned], tree)).toEqual([cleaned]);
    expect(conflicts({ ...wanted("rom_hall", "11:30", "12:00"), before: 15 }, [cleaned], tree)).toEqual([]);
  });

  it("leave out the block that is moved, and name the first first", () => {
    const later = { ...hall, id: "occ_later", from: at("11:00"), to: at("12:00") };
    expect(conflicts({ ...wanted("rom_hall", "10:30", "11:30"), except: "occ_hall" }, [later, hall], tree)).toEqual([later]);
    expect(conflicts(wanted("rom_hall", "10:30", "11:30"), [later, hall], tree)).toEqual([hall, later]);
  });

  it("know closings of the center and of rooms that share the ground, until they were ended", () => {
    const closing = (room: string | null, ended_at: string | null = null): Closing => ({
      id: "cls_1",
      center: "cen_1",
      room,
      from: "2026-11-23T00:00:00Z",
      to: "2026-11-23T12:00:00Z",
      why: "停电",
      ended_at,
    });
    const ask = wanted("rom_west", "10:00", "11:00");
    expect(closedThen(ask, [closing(null)], tree)?.why).toBe("停电");
    expect(closedThen(ask, [closing("rom_hall")], tree)).toBeDefined();
    expect(closedThen(ask, [closing("rom_east")], tree)).toBeUndefined();
    const ended = closing(null, "2026-11-23T01:00:00Z");
    expect(endOf(ended)).toBe(at("09:00"));
    expect(closedThen(ask, [ended], tree)).toBeUndefined();
  });
});
