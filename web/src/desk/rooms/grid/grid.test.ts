import { beforeEach, describe, expect, it } from "vitest";
import { startClock } from "../../../lib/date";
import { useMessages } from "../../../lib/i18n";
import { beginAt, drawn, endAt, hoursShown, moved, outside } from "./drag";
import { lanes } from "./lanes";
import { ceilQuarter, clockIn, dayAt, fieldsOf, floorQuarter, instantIn, minuteIn, momentsOf, mondayOf, roundQuarter, weekOf } from "./time";

const DAY = 1440;
const zone = (name: string) => startClock(name, "2026-11-23T00:00:00Z");

beforeEach(() => {
  useMessages("zh-CN", {});
  zone("Asia/Shanghai");
});

describe("a day of the grid", () => {
  it("counts minutes from midnight in the zone", () => {
    const day = dayAt("2026-11-23");
    expect(day.minutes).toBe(DAY);
    expect(instantIn(day, 600)).toBe("2026-11-23T02:00:00.000Z");
    expect(minuteIn(day, Date.parse("2026-11-23T02:00:00Z"))).toBe(600);
    expect(minuteIn(day, Date.parse("2026-11-22T15:00:00Z"))).toBe(-60);
    expect(clockIn(day, 615)).toBe("10:15");
    expect(clockIn(day, DAY)).toBe("24:00");
  });

  it("is as long as the clocks make it", () => {
    zone("Europe/Berlin");
    const long = dayAt("2026-10-25");
    expect(long.minutes).toBe(25 * 60);
    expect(clockIn(long, 4 * 60)).toBe("03:00");
    expect(dayAt("2026-03-29").minutes).toBe(23 * 60);
  });

  it("knows its week", () => {
    expect(mondayOf("2026-11-22")).toBe("2026-11-16");
    expect(weekOf("2026-11-23")[6]).toBe("2026-11-29");
  });

  it("turns the fields of a form into moments and back; midnight ends the day", () => {
    expect(momentsOf("2026-11-23", "09:30", "11:00")).toEqual({ from: "2026-11-23T01:30:00.000Z", to: "2026-11-23T03:00:00.000Z" });
    expect(momentsOf("2026-11-23", "22:00", "00:00")?.to).toBe("2026-11-23T16:00:00.000Z");
    expect(momentsOf("2026-11-23", "22:00", "08:00", "2026-11-25")?.to).toBe("2026-11-25T00:00:00.000Z");
    expect(momentsOf("2026-11-23", "", "11:00")).toBeNull();
    const fields = fieldsOf(Date.parse("2026-11-23T14:00:00Z"), Date.parse("2026-11-23T16:00:00Z"));
    expect(fields).toEqual({ date: "2026-11-23", from: "22:00", to: "00:00", last: "2026-11-23" });
  });
});

describe("quarter hours", () => {
  it("are rounded down, up and to the nearest", () => {
    expect([floorQuarter(29), ceilQuarter(31), roundQuarter(37), roundQuarter(38)]).toEqual([15, 45, 30, 45]);
    expect([floorQuarter(30), ceilQuarter(30)]).toEqual([30, 30]);
  });
});

describe("the hand", () => {
  it("draws in both directions and touched quarters count", () => {
    expect(drawn(602, 655, DAY)).toEqual({ from: 600, to: 660 });
    expect(drawn(655, 602, DAY)).toEqual({ from: 600, to: 660 });
    expect(drawn(602, 602, DAY)).toEqual({ from: 600, to: 615 });
    expect(drawn(1439, 1600, DAY)).toEqual({ from: 1425, to: 1440 });
    expect(drawn(-20, 10, DAY)).toEqual({ from: 0, to: 15 });
  });

  it("moves without changing the length and stays on the day", () => {
    expect(moved({ from: 600, to: 690 }, 22, DAY)).toEqual({ from: 615, to: 705 });
    expect(moved({ from: 600, to: 690 }, 23, DAY)).toEqual({ from: 630, to: 720 });
    expect(moved({ from: 600, to: 690 }, -900, DAY)).toEqual({ from: 0, to: 90 });
    expect(moved({ from: 600, to: 690 }, 900, DAY)).toEqual({ from: 1350, to: 1440 });
    expect(moved({ from: 605, to: 650 }, 0, DAY)).toEqual({ from: 600, to: 645 });
  });

  it("pulls an end, never closer than a quarter hour", () => {
    expect(endAt({ from: 600, to: 660 }, 700, DAY)).toEqual({ from: 600, to: 705 });
    expect(endAt({ from: 600, to: 660 }, 500, DAY)).toEqual({ from: 600, to: 615 });
    expect(endAt({ from: 600, to: 660 }, 2000, DAY)).toEqual({ from: 600, to: DAY });
    expect(beginAt({ from: 600, to: 660 }, 570)).toEqual({ from: 570, to: 660 });
    expect(beginAt({ from: 600, to: 660 }, 900)).toEqual({ from: 645, to: 660 });
  });
});

describe("what is drawn", () => {
  it("covers the opening hours and all that is held, in whole hours", () => {
    expect(hoursShown([{ from: 510, to: 1020 }, { from: 1005, to: 1275 }], DAY)).toEqual({ from: 480, to: 1320 });
    expect(hoursShown([{ from: -600, to: 3000 }], DAY)).toEqual({ from: 0, to: DAY });
  });

  it("shades what is not open", () => {
    const shown = { from: 480, to: 1320 };
    expect(outside([{ from: 840, to: 1080 }, { from: 540, to: 720 }], shown)).toEqual([{ from: 480, to: 540 }, { from: 720, to: 840 }, { from: 1080, to: 1320 }]);
    expect(outside([], shown)).toEqual([shown]);
    expect(outside([{ from: 0, to: DAY }], shown)).toEqual([]);
  });
});

describe("lanes", () => {
  const laid = (...spans: [number, number][]) => lanes(spans.map(([from, to]) => ({ from, to }))).map((one) => [one.item.from, one.lane, one.lanes]);

  it("has one lane for what follows each other", () => {
    expect(laid([660, 720], [600, 660])).toEqual([[600, 0, 1], [660, 0, 1]]);
  });

  it("puts what overlaps beside each other, and uses a lane again", () => {
    expect(laid([600, 720], [630, 660], [675, 700])).toEqual([[600, 0, 2], [630, 1, 2], [675, 1, 2]]);
    expect(laid([600, 660], [600, 700], [600, 630], [700, 720])).toEqual([[600, 0, 3], [600, 1, 3], [600, 2, 3], [700, 0, 1]]);
  });

  it("keeps hundreds apart", () => {
    const many = Array.from({ length: 400 }, (_, n) => ({ from: (n * 7) % 1200, to: ((n * 7) % 1200) + 45 }));
    const all = lanes(many);
    expect(all).toHaveLength(400);
    const hit = all.some((a, n) => all.slice(n + 1).some((b) => a.lane === b.lane && a.item.from < b.item.to && b.item.from < a.item.to));
    expect(hit).toBe(false);
  });
});
