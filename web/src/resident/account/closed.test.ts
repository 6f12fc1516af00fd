import { afterEach, expect, test } from "vitest";
import { actFor, stopActing } from "../../lib/acting";
import { closedTo } from "./closed";

const other = { person: "per_06h013m0p66x156t001dkh8ytr", name: "王大爷" };
const parts = ["details", "family", "residency", "card", "settings", "acting", "data", "data-sheet", "consents", "looks", "requests", "delegates", "standings", "organizations", "sign-ins", "second-factor", "password"];
const open = (child: boolean) => parts.filter((part) => !closedTo(part, child));

afterEach(stopActing);

test("for oneself every page is there", () => {
  expect(open(false)).toEqual(parts);
});

test("for a father who let one in, neither data nor consents nor what is only his", () => {
  actFor({ ...other, basis: "delegate" });
  expect(open(false)).toEqual(["details", "family", "residency", "card", "settings", "acting"]);
  expect(closedTo("consents", true)).toBe("guardian");
  expect(closedTo("delegates", false)).toBe("own");
  actFor({ ...other, basis: "staff" });
  expect(open(true)).toEqual(["details", "family", "residency", "card", "settings", "acting"]);
});

test("a guardian has the data and consents of a child, and not of who is old enough", () => {
  actFor({ ...other, basis: "guardian" });
  expect(open(true)).toEqual(parts.slice(0, 11));
  expect(closedTo("data", false)).toBe("guardian");
});

test("who was let into activities alone sees no record", () => {
  actFor({ ...other, basis: "delegate", modules: ["activities", "seats"] });
  expect(open(false)).toEqual(["acting"]);
  expect(closedTo("details", false)).toBe("part");
});
