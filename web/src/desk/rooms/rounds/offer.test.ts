import { expect, test } from "vitest";
import { adds, minuteOf } from "./offer";

test("a time is added for each room and day, and never twice", () => {
  const first = adds([], ["a", "b"], [1, 3], 540, 660);
  expect(first).toHaveLength(4);
  expect(adds(first, ["a"], [1, 2], 540, 660)).toHaveLength(5);
});

test("a time of the day in minutes", () => {
  expect(minuteOf("09:30")).toBe(570);
  expect(minuteOf("")).toBeNull();
});
