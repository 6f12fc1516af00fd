import { describe, expect, it } from "vitest";
import { type Label, uncrowded } from "./labels";

const label = (x: number, y: number, width = 40): Label => ({ at: { x, y }, size: { width, height: 20 } });
const shown = (labels: Label[], first?: number) => [...uncrowded(labels, first)].sort();

describe("labels on the map", () => {
  it("leave out what lies over an earlier one", () => {
    expect(shown([label(0, 0), label(30, 5), label(60, 0)])).toEqual([0, 2]);
    expect(shown([label(0, 0), label(30, 30)])).toEqual([0, 1]);
  });

  it("go by their real widths", () => {
    expect(shown([label(0, 0), label(45, 0)])).toEqual([0, 1]);
    expect(shown([label(0, 0), label(45, 0, 60)])).toEqual([0]);
  });

  it("come back as the map grows", () => {
    const far = [label(0, 0), label(20, 0), label(40, 0)];
    expect(shown(far)).toEqual([0]);
    expect(shown(far.map((one) => label(one.at.x * 3, 0)))).toEqual([0, 1, 2]);
  });

  it("show the one looked at before all", () => {
    expect(shown([label(0, 0), label(30, 0), label(60, 0)], 1)).toEqual([1]);
    expect(shown([], 4)).toEqual([]);
  });
});
