import { describe, expect, it } from "vitest";
import { csv } from "./csv";
import { before, change, daysIn, periodOf } from "./period";
import { steps } from "./chart";

describe("csv", () => {
  it("quotes what needs it and marks UTF-8", () => {
    expect(csv([["日期", "场次"], ["2026-11", 12], ['说 "好"', 1.5], ["一,二", 0]])).toBe(
      '\uFEFF日期,场次\r\n2026-11,12\r\n"说 ""好""",1.5\r\n"一,二",0\r\n',
    );
  });

  it("lets no text become a formula, and keeps negative numbers", () => {
    expect(csv([["=1+1", "+86", "-x", "@a", -3]])).toBe("\uFEFF'=1+1,'+86,'-x,'@a,-3\r\n");
  });
});

describe("periodOf", () => {
  it("ends this month today and last month on its last day", () => {
    expect(periodOf("this_month", "2026-11-21")).toEqual({ from: "2026-11-01", to: "2026-11-21" });
    expect(periodOf("last_month", "2026-03-31")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
    expect(periodOf("last_month", "2026-01-15")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  });

  it("starts a quarter in its first month", () => {
    expect(periodOf("quarter", "2026-11-21")).toEqual({ from: "2026-10-01", to: "2026-11-21" });
    expect(periodOf("quarter", "2026-03-01")).toEqual({ from: "2026-01-01", to: "2026-03-01" });
  });
});

describe("before", () => {
  it("compares whole months with whole months, anything else with as many days", () => {
    expect(before({ from: "2026-03-01", to: "2026-03-31" })).toEqual({ from: "2026-02-01", to: "2026-02-28" });
    expect(before({ from: "2026-11-01", to: "2026-11-21" })).toEqual({ from: "2026-10-11", to: "2026-10-31" });
    expect(daysIn({ from: "2026-11-01", to: "2026-11-21" })).toBe(21);
  });
});

describe("change", () => {
  it("is a share, and unknown when there was nothing", () => {
    expect(change(110, 100)).toBeCloseTo(0.1);
    expect(change(5, 0)).toBeNull();
    expect(change(5, undefined)).toBeNull();
  });
});

describe("steps", () => {
  it("ends at or above the largest value on a round number", () => {
    expect(steps(0)).toEqual([0, 1]);
    expect(steps(7)).toEqual([0, 2, 4, 6, 8]);
    expect(steps(100)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(steps(1234).at(-1)).toBeGreaterThanOrEqual(1234);
    expect(steps(1, true)).toEqual([0, 1]);
    expect(steps(0.4)).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
  });
});
