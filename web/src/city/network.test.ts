import { describe, expect, it } from "vitest";
import type { CenterCard, RegionSummary, SessionCard } from "../api/types";
import { below, watchList } from "./network";

const name = { "zh-CN": "某中心" };
function center(id: string, over: Partial<CenterCard> = {}): CenterCard {
  return {
    id,
    key: id,
    name,
    level: "street",
    status: "open",
    region: "reg",
    address: null,
    lat: null,
    lon: null,
    meters: null,
    phone: null,
    now: { state: "open", until: null, opens_at: null, reason: null },
    rooms: null,
    sessions_today: 0,
    ...over,
  };
}
const unknown = { state: "unknown" as const, until: null, opens_at: null, reason: { code: "hours.not_published", values: {} } };
const session = { id: "ses", status: "cancelled", center: { id: "a", name } } as SessionCard;

describe("watchList", () => {
  it("puts what happened to people first, and says nothing where all is well", () => {
    const centers = [center("a"), center("b", { now: unknown }), center("c", { status: "renovating" })];
    const held = new Map([["a", 3], ["b", 1]]);
    expect(watchList(centers, [session], held).map((one) => `${one.kind} ${one.center.id}`)).toEqual([
      "cancelled a",
      "no_hours b",
      "renovating c",
    ]);
    expect(watchList([center("a")], [], held)).toEqual([]);
  });

  it("asks no sessions of centers that are not open, nor while figures are not there", () => {
    const centers = [center("a"), center("b", { status: "planned" })];
    expect(watchList(centers, [], new Map()).map((one) => one.key)).toEqual(["none-a"]);
    expect(watchList(centers, [], null)).toEqual([]);
  });
});

describe("below", () => {
  const region = (id: string, parent: string | null, kind: RegionSummary["kind"]): RegionSummary => ({ id, parent, kind, name, lat: null, lon: null });
  const tree = [region("city", null, "city"), region("d1", "city", "district"), region("s1", "d1", "street"), region("c1", "s1", "community"), region("d2", "city", "district")];

  it("lists a region with the districts and streets below it, once each", () => {
    const list = below(["d1", "city"], tree).map((one) => `${one.depth} ${one.region.id}`);
    expect(list).toEqual(["0 d1", "1 s1", "0 city", "1 d2"]);
    expect(below(["nowhere"], tree)).toEqual([]);
  });
});
