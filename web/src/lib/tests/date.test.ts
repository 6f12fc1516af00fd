import { beforeEach, describe, expect, it } from "vitest";
import { addDays, civil, day, dayOf, duration, looseDate, nearDay, startClock, time, timeRange, today, weekdayOf } from "../date";
import { useMessages } from "../i18n";

const WORDS = { "date.today": "今天", "date.tomorrow": "明天", "date.hours": "{n} 小时", "date.minutes": "{n} 分钟" };

beforeEach(() => {
  useMessages("zh-CN", WORDS);
  startClock("Asia/Shanghai", "2026-11-21T16:30:00Z");
});

describe("days in the center's zone", () => {
  it("counts midnight there, not here", () => {
    expect(today()).toBe("2026-11-22");
    expect(civil("2026-11-21T15:59:00Z")).toBe("2026-11-21");
    expect(civil("2026-11-21T16:00:00Z")).toBe("2026-11-22");
  });

  it("names today and tomorrow, else the weekday", () => {
    expect(nearDay("2026-11-22")).toBe("今天");
    expect(nearDay("2026-11-23")).toBe("明天");
    expect(nearDay("2026-11-24")).toBeNull();
    expect(dayOf("2026-11-28")).toBe("周六 11月28日");
    expect(day("2026-11-21T20:00:00Z")).toBe("今天 11月22日");
  });

  it("adds days across months and knows Sunday as 7", () => {
    expect(addDays("2026-02-27", 2)).toBe("2026-03-01");
    expect(weekdayOf("2026-11-22")).toBe(7);
    expect(weekdayOf("2026-11-23")).toBe(1);
  });
});

describe("times", () => {
  it("uses a 24-hour clock, midnight as 00", () => {
    expect(time("2026-11-21T16:05:00Z")).toBe("00:05");
    expect(timeRange("2026-11-21T01:30:00Z", "2026-11-21T12:30:00Z").replaceAll("\u2060", "")).toBe("09:30–20:30");
  });

  it("does so in English as well", () => {
    useMessages("en", WORDS);
    expect(time("2026-11-21T12:30:00Z")).toBe("20:30");
    expect(dayOf("2026-11-28")).toBe("Sat Nov 28");
  });

  it("says how long", () => {
    expect(duration(90)).toBe("1 小时 30 分钟");
    expect(duration(120)).toBe("2 小时");
    expect(duration(45)).toBe("45 分钟");
  });

  it("shows published dates as exactly as they were given", () => {
    expect(looseDate("2021")).toBe("2021年");
    expect(looseDate("2017-06")).toBe("2017年6月");
    expect(looseDate("2020-10-22")).toBe("2020年10月22日");
  });
});
