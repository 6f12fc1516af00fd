import { expect, test } from "vitest";
import { halfHours, minuteOf, ruleOf } from "../weekly";

const weekly = { first: "2026-03-03", from: "09:00", to: "11:00", weeks: "12", skip: true };

test("what is chosen becomes a rule", () => {
  expect(ruleOf(weekly)).toEqual({
    rule: "FREQ=WEEKLY;COUNT=12",
    first: "2026-03-03",
    from_minute: 540,
    minutes: 120,
    except: [],
    skip_holidays: true,
  });
});

test("what makes no sense is no rule", () => {
  expect(ruleOf({ ...weekly, to: "09:00" })).toBeNull();
  expect(ruleOf({ ...weekly, first: "" })).toBeNull();
  expect(minuteOf("9 Uhr")).toBeNull();
});

test("half hours go to midnight", () => {
  expect(halfHours(1380, 1440)).toEqual(["23:00", "23:30", "24:00"]);
});
