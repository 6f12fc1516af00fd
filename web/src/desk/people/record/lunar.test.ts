import { afterEach, describe, expect, it } from "vitest";
import { useMessages } from "../../../lib/i18n";
import { lunarText } from "./lunar";

afterEach(() => useMessages("zh-CN", {}));

describe("lunarText", () => {
  it.each([
    [1, 1, false, "正月初一"],
    [8, 15, false, "八月十五"],
    [4, 10, true, "闰四月初十"],
    [12, 20, false, "腊月二十"],
    [11, 21, false, "冬月廿一"],
    [2, 30, false, "二月三十"],
    [6, 19, false, "六月十九"],
  ])("%i/%i leap %s", (month, day, leap, text) => {
    useMessages("zh-CN", {});
    expect(lunarText({ month, day, leap })).toBe(text);
  });

  it("uses the forms of each language", () => {
    useMessages("zh-TW", {});
    expect(lunarText({ month: 12, day: 8, leap: true })).toBe("閏臘月初八");
    useMessages("en", { "people.lunar.leap": "leap month {month}, day {day}" });
    expect(lunarText({ month: 12, day: 8, leap: true })).toBe("leap month 12, day 8");
  });
});
