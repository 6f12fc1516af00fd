import { expect, test } from "vitest";
import { IDLE_MS, left } from "./idle";

test("a touch gives the whole time again, up to the end of the sign-in", () => {
  expect(left(1000, 1000, 1e9)).toBe(IDLE_MS);
  expect(left(1000 + IDLE_MS - 1, 1000, 1e9)).toBe(1);
  expect(left(5000, 5000, 7000)).toBe(2000);
});

test("nothing is left after the end", () => {
  expect(left(1000 + IDLE_MS, 1000, 1e9)).toBe(0);
  expect(left(9000, 9000, 8000)).toBe(0);
});
