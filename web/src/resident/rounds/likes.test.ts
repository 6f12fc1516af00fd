import { expect, test } from "vitest";
import { raise, toggle } from "./likes";

test("what is tapped first is liked best, and a second tap takes it back", () => {
  expect(toggle(toggle([], "a"), "b")).toEqual(["a", "b"]);
  expect(toggle(["a", "b"], "a")).toEqual(["b"]);
});

test("a block goes to the front one place at a time", () => {
  expect(raise(["a", "b", "c"], "c")).toEqual(["a", "c", "b"]);
  expect(raise(["a", "b"], "a")).toEqual(["a", "b"]);
});
