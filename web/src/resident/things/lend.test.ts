import { describe, expect, it } from "vitest";
import { daysOf, firstDays, lastDays, type Lending, type LendingItem } from "./lend";

const open = [{ from: "09:00", to: "12:00" }, { from: "14:00", to: "18:00" }];
const lending = (over: Partial<Lending> = {}): Lending => ({
  center: { id: "ctr_1", name: { "zh-CN": "中心" } },
  rules: { most: 2, days: 4 },
  days_ahead: 5,
  days: ["20", "21", "22", "23", "24", "25", "26", "27"].map((day) => ({ date: `2026-11-${day}`, open: day === "22" ? [] : open })),
  closed: [],
  items: [],
  ...over,
});
const thing = (busy: [string, string][]): LendingItem => ({
  id: "itm_1",
  kind: "tent",
  name: { "zh-CN": "帐篷" },
  portable: true,
  late: false,
  busy: busy.map(([from, to]) => ({ from: `2026-11-${from}:00+08:00`, to: `2026-11-${to}:00+08:00` })),
});
const now = new Date("2026-11-20T10:07:00+08:00");

describe("days of a thing", () => {
  it("says free, lent out and closed", () => {
    const days = daysOf(lending(), thing([["23T09:00", "24T10:00"]]), now);
    expect(days.map((one) => one.state)).toEqual(["free", "free", "closed", "busy", "busy", "free", "free", "free"]);
    expect(days[0]).toMatchObject({ from: "2026-11-20T02:00:00.000Z", to: "2026-11-20T10:00:00.000Z" });
    expect(days[1]?.from).toBe("2026-11-21T01:00:00.000Z");
  });

  it("is over when the doors are shut", () => {
    expect(daysOf(lending(), thing([]), new Date("2026-11-20T18:30:00+08:00"))[0]?.state).toBe("closed");
  });

  it("is brought back before the next one has it, and not later than the rules say", () => {
    const all = lending();
    const free = daysOf(all, thing([]), now);
    expect(lastDays(all, thing([]), free, "2026-11-20").map((one) => one.date.slice(-2))).toEqual(["20", "21", "23"]);
    const item = thing([["22T20:00", "23T08:00"]]);
    expect(lastDays(all, item, daysOf(all, item, now), "2026-11-20").map((one) => one.date.slice(-2))).toEqual(["20", "21"]);
    expect(firstDays(all, free)).toHaveLength(6);
  });

  it("is not had over a closing", () => {
    const all = lending({ closed: [{ from: "2026-11-21T00:00:00+08:00", to: "2026-11-21T23:00:00+08:00", kind: null, why: "盘点" }] });
    const days = daysOf(all, thing([]), now);
    expect(days[1]?.state).toBe("closed");
    expect(lastDays(all, thing([]), days, "2026-11-20").map((one) => one.date.slice(-2))).toEqual(["20"]);
  });
});
