import { expect, test } from "vitest";
import { lunarDay } from "./lunar";

test("every day of a lunar month has its name", () => {
  expect([1, 5, 10, 11, 15, 19, 20, 21, 23, 29, 30].map(lunarDay)).toEqual([
    "初一", "初五", "初十", "十一", "十五", "十九", "二十", "廿一", "廿三", "廿九", "三十",
  ]);
  expect(new Set(Array.from({ length: 30 }, (_, n) => lunarDay(n + 1))).size).toBe(30);
});
