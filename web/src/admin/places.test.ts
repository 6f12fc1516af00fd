import { describe, expect, it } from "vitest";
import { above, flat, type Place, treeOf } from "./places";

const region = (id: string, parent: string | null): Place => ({ id, kind: "region", name: { "zh-CN": id }, parent });
const center = (id: string, parent: string): Place => ({ id, kind: "center", name: { "zh-CN": id }, parent });
const ALL = [center("hall", "street"), region("district", "city"), region("city", null), region("street", "district"), region("other", "city"), center("far", "other"), region("estate", "street")];
const ids = (roots: string[]) => flat(treeOf(ALL, roots)).map((one) => `${one.depth} ${one.id}`);

describe("the tree of places", () => {
  it("holds a place and all below it, regions before centers", () => {
    expect(ids(["district"])).toEqual(["0 district", "1 street", "2 estate", "2 hall"]);
  });

  it("shows a place once, however often it was given", () => {
    expect(ids(["hall", "district", "street", "district"])).toEqual(["0 district", "1 street", "2 estate", "2 hall"]);
  });

  it("keeps places apart that do not lie in each other", () => {
    expect(ids(["hall", "other"])).toEqual(["0 hall", "0 other", "1 far"]);
  });

  it("has nothing for a place nobody knows", () => {
    expect(ids(["gone"])).toEqual([]);
  });

  it("knows what a place lies in, as far as it is shown", () => {
    expect(above(treeOf(ALL, ["district"]), "hall")).toEqual(["street", "district"]);
    expect(above(treeOf(ALL, ["district"]), "city")).toEqual([]);
  });

  it("ends where regions lie in each other in a ring", () => {
    const ring = [region("a", "b"), region("b", "a"), center("c", "a")];
    expect(flat(treeOf(ring, ["c"])).map((one) => one.id)).toEqual(["c"]);
    expect(treeOf(ring, ["a", "b"])).toEqual([]);
  });
});
