import { describe, expect, it } from "vitest";
import { halfHour, minutesWith, queryOf, questionIn, tabOf, timeOfHalf } from "./question";

describe("the question in the address", () => {
  it("is the usual one when nothing is said, and says nothing then", () => {
    const usual = questionIn({});
    expect(usual).toEqual({ network: "", population: "", profile: "adult", minutes: [5, 10, 15], at: null, service: null });
    expect(Object.values(queryOf(usual)).every((one) => one === undefined)).toBe(true);
    expect(tabOf({ tab: "nonsense" })).toBe("coverage");
  });

  it("comes back as it was", () => {
    const question = { network: "net_1", population: "pop_2", profile: "wheels" as const, minutes: [3, 8, 20], at: { weekday: 6, time: "18:30" }, service: "meals" };
    const written = Object.fromEntries(Object.entries(queryOf(question)).filter(([, one]) => one !== undefined)) as Record<string, string>;
    expect(questionIn(written)).toEqual(question);
  });

  it("ignores what it does not understand", () => {
    expect(questionIn({ minutes: "5-5-900", at: "8-25:00", profile: "bird" })).toEqual(questionIn({}));
    expect(questionIn({ minutes: "15-5-10" }).minutes).toEqual([5, 10, 15]);
  });

  it("keeps the minutes rising", () => {
    expect(minutesWith([5, 10, 15], 0, 12)).toEqual([12, 13, 15]);
    expect(minutesWith([5, 10, 15], 2, 3)).toEqual([1, 2, 3]);
    expect(minutesWith([5, 10, 15], 2, 1)).toEqual([1, 2, 3]);
    expect(minutesWith([5, 10, 15], 0, 60)).toEqual([58, 59, 60]);
    expect(minutesWith([5, 10, 15], 1, 12)).toEqual([5, 12, 15]);
  });

  it("counts half hours", () => {
    expect(halfHour("18:30")).toBe(37);
    expect(timeOfHalf(37)).toBe("18:30");
    expect(timeOfHalf(0)).toBe("00:00");
  });
});
