import { describe, expect, it } from "vitest";
import { hoursOf, rowOf, shade } from "./heat";

const cell = (weekday: number, hour: number, open_min: number, used_min: number) => ({ weekday, hour, open_min, used_min });

describe("the hours in which rooms are used", () => {
  it("has no gaps between the first and the last open hour", () => {
    expect(hoursOf([cell(1, 9, 60, 0), cell(2, 12, 30, 30), cell(3, 7, 0, 0)])).toEqual([9, 10, 11, 12]);
    expect(hoursOf([])).toEqual([]);
  });

  it("adds up days, and leaves out what was never open", () => {
    const cells = [cell(1, 9, 60, 30), cell(2, 9, 60, 60), cell(1, 11, 60, 0)];
    expect(rowOf("a", "A", cells, [9, 10, 11]).cells).toEqual([0.75, null, 0]);
  });

  it("has a shade of its own for not used at all and for always", () => {
    expect([0, 0.01, 0.2, 0.5, 0.99, 1].map(shade)).toEqual([0, 1, 2, 3, 5, 5]);
  });
});
