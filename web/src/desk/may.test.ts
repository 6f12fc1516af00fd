import { describe, expect, it } from "vitest";
import { mayWith, regionGrants, rolesAt } from "./may";

const regions = [
  { id: "reg_city", parent: null },
  { id: "reg_east", parent: "reg_city" },
  { id: "reg_west", parent: "reg_city" },
];
const name = { "zh-CN": "某地" };
const clerk = { place: "cen_1", place_kind: "center" as const, name, role: "clerk" as const };
const east = { place: "reg_east", place_kind: "region" as const, name, role: "district_manager" as const };

describe("rolesAt", () => {
  it("takes roles of the center and of the regions it lies in", () => {
    expect(rolesAt({ id: "cen_1", region: "reg_east" }, [clerk, east], regions)).toEqual(["clerk", "district_manager"]);
    expect(rolesAt({ id: "cen_1", region: "reg_west" }, [clerk, east], regions)).toEqual(["clerk"]);
    expect(rolesAt({ id: "cen_2", region: "reg_west" }, [clerk, east], regions)).toEqual([]);
  });

  it("gives nothing extra while the tree is not known", () => {
    expect(rolesAt({ id: "cen_1", region: "reg_east" }, [clerk, east])).toEqual(["clerk"]);
    expect(rolesAt({ id: "cen_2", region: "reg_east" }, [clerk, east])).toEqual(["district_manager"]);
  });

  it("ends on a tree that bites its tail", () => {
    const loop = [{ id: "a", parent: "b" }, { id: "b", parent: "a" }];
    expect(rolesAt({ id: "cen_2", region: "a" }, [east], loop)).toEqual([]);
  });
});

describe("mayWith", () => {
  it("keeps names from district managers and figures from clerks", () => {
    expect(mayWith(["district_manager"], "attend")).toBe(false);
    expect(mayWith(["district_manager"], "figures")).toBe(true);
    expect(mayWith(["clerk"], "figures")).toBe(false);
    expect(mayWith(["clerk"], "attend")).toBe(true);
    expect(mayWith([], "attend")).toBe(false);
  });

  it("opens the city view only with a region", () => {
    expect(regionGrants([clerk])).toEqual([]);
    expect(regionGrants([clerk, east])).toEqual([east]);
    expect(regionGrants([{ ...east, role: "clerk" }])).toEqual([]);
  });
});
