import { describe, expect, it } from "vitest";
import { nextRead, nextRoomRead, nextTry } from "./rotation";

describe("nextRead", () => {
  it("comes before the code ends, and never too often", () => {
    expect(nextRead(30)).toBe(28_000);
    expect(nextRead(0)).toBe(1_500);
    expect(nextRead(-5)).toBe(1_500);
  });
});

describe("nextRoomRead", () => {
  it("is every ten seconds, and before the code ends", () => {
    expect([60, 12, 7, 0].map(nextRoomRead)).toEqual([10_000, 10_000, 5_000, 1_500]);
  });
});

describe("nextTry", () => {
  it("waits longer each time and never gives up", () => {
    const waits = [1, 2, 3, 4, 5, 50].map(nextTry);
    expect(waits).toEqual([1_500, 3_000, 6_000, 12_000, 15_000, 15_000]);
  });
});
