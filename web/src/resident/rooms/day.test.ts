import { beforeEach, describe, expect, it } from "vitest";
import { startClock } from "../../lib/date";
import { clockOf, daysBetween, minutesOf, minutesOn, momentOf } from "./clock";
import { beginAt, cellsOf, endsOf, fits, type Limits, limitsOf, planOf, press, startsOf, stateOf, wantOf } from "./day";
import type { BookableRoom, RoomDay } from "./types";

const DATE = "2026-11-24";
const LIMITS: Limits = { before: 0, after: 0, least: 30, most: 240, start: 0, now: 0 };

beforeEach(() => startClock("Asia/Shanghai", "2026-11-24T00:00:00Z"));

const m = (text: string) => minutesOf(text)!;
const at = (text: string) => momentOf(DATE, m(text));

function day(open: [string, string][] | null, busy: [string, string, string | null, string?][] = []): RoomDay {
  return {
    date: DATE,
    open: open?.map(([from, to]) => ({ from, to })) ?? null,
    busy: busy.map(([from, to, kind, why]) => ({ from: at(from), to: at(to), kind: kind as "booking" | null, why: why ?? null })),
  };
}

const shown = (found: { from: number; to: number } | null) => found && `${clockOf(found.from)}-${clockOf(found.to)}`;

describe("the clock of the center", () => {
  it("reads and writes times of day, midnight at both ends", () => {
    expect([m("00:00"), m("09:30"), m("24:00")]).toEqual([0, 570, 1440]);
    expect([minutesOf("24:15"), minutesOf("9"), minutesOf("10:75")]).toEqual([null, null, null]);
    expect([clockOf(570), clockOf(1440)]).toEqual(["09:30", "24:00"]);
  });

  it("finds the moment of a time there and the time of a moment", () => {
    expect(momentOf(DATE, 570)).toBe("2026-11-24T01:30:00.000Z");
    expect(momentOf(DATE, 1440)).toBe("2026-11-24T16:00:00.000Z");
    expect(minutesOn(DATE, "2026-11-24T01:30:00Z")).toBe(570);
    expect([minutesOn(DATE, "2026-11-23T15:59:00Z"), minutesOn(DATE, "2026-11-24T16:00:00Z")]).toEqual([0, 1440]);
  });

  it("knows the change of clocks", () => {
    startClock("Europe/Berlin", "2026-10-24T00:00:00Z");
    expect(momentOf("2026-10-24", 600)).toBe("2026-10-24T08:00:00.000Z");
    expect(momentOf("2026-10-25", 600)).toBe("2026-10-25T09:00:00.000Z");
    expect(daysBetween("2026-10-24", "2026-10-26")).toBe(2);
  });
});

describe("what a day is made of", () => {
  it("cuts what is taken and closed out of the open hours", () => {
    const plan = planOf(
      day([["09:00", "12:00"], ["14:00", "18:00"]], [["10:00", "10:50", "booking"], ["16:00", "24:00", null, "清洁"], ["17:00", "17:30", "activity"]]),
      LIMITS,
    );
    const parts = plan.parts.map((one) => `${shown(one)} ${one.kind}`);
    expect(parts).toEqual(["09:00-10:00 free", "10:00-11:00 busy", "11:00-12:00 free", "14:00-16:00 free", "16:00-17:00 closed", "17:00-17:30 busy", "17:30-18:00 closed"]);
    expect(plan.known).toBe(true);
  });

  it("shows the usual hours of people when none are published", () => {
    const plan = planOf(day(null), LIMITS);
    expect(plan.known).toBe(false);
    expect(plan.parts.map(shown)).toEqual(["07:00-22:00"]);
  });

  it("has nothing on a day off", () => {
    expect(stateOf(planOf(day([]), LIMITS))).toBe("closed");
    expect(startsOf(planOf(day([]), LIMITS))).toEqual([]);
  });

  it("leaves out what one is moving oneself, with its setting up", () => {
    const busy: [string, string, string][] = [["09:45", "11:15", "booking"]];
    const own = { from: at("10:00"), to: at("11:00") };
    const padded = { ...LIMITS, before: 15, after: 15 };
    expect(fits(planOf(day([["09:00", "12:00"]], busy), padded), { from: m("10:30"), to: m("11:30") })).toBe(false);
    expect(fits(planOf(day([["09:00", "12:00"]], busy), padded, own), { from: m("10:30"), to: m("11:30") })).toBe(true);
  });
});

describe("what can be chosen", () => {
  const open: [string, string][] = [["09:00", "12:00"]];

  it("begins on half hours and as soon as it is free", () => {
    const plan = planOf(day(open, [["09:00", "10:15", "booking"]]), LIMITS);
    expect(startsOf(plan).map(clockOf)).toEqual(["10:15", "10:30", "11:00", "11:30"]);
  });

  it("ends at the latest when the next begins, however long one may stay", () => {
    const plan = planOf(day(open, [["11:15", "12:00", "booking"]]), LIMITS);
    expect(endsOf(plan, m("09:00")).map(clockOf)).toEqual(["09:30", "10:00", "10:30", "11:00", "11:15"]);
    expect(endsOf({ ...plan, limits: { ...LIMITS, most: 60 } }, m("09:00")).map(clockOf)).toEqual(["09:30", "10:00"]);
    expect(endsOf(plan, m("11:00"))).toEqual([]);
  });

  it("keeps time for setting up from other uses, not from closed doors", () => {
    const plan = planOf(day(open, [["10:00", "11:00", "activity"]]), { ...LIMITS, before: 15, after: 15 });
    expect(fits(plan, { from: m("09:00"), to: m("09:45") })).toBe(true);
    expect(fits(plan, { from: m("09:00"), to: m("10:00") })).toBe(false);
    expect(fits(plan, { from: m("11:00"), to: m("12:00") })).toBe(false);
    expect(fits(plan, { from: m("11:15"), to: m("12:00") })).toBe(true);
  });

  it("is neither past, too short, too long nor outside the hours", () => {
    const plan = planOf(day(open), { ...LIMITS, start: m("10:00"), most: 60 });
    expect(fits(plan, { from: m("09:30"), to: m("10:30") })).toBe(false);
    expect(fits(plan, { from: m("10:00"), to: m("10:15") })).toBe(false);
    expect(fits(plan, { from: m("10:00"), to: m("11:15") })).toBe(false);
    expect(fits(plan, { from: m("11:30"), to: m("12:30") })).toBe(false);
    expect(fits(plan, { from: m("11:00"), to: m("12:00") })).toBe(true);
  });

  it("says in one word how the day is", () => {
    expect(stateOf(planOf(day(open), LIMITS))).toBe("free");
    expect(stateOf(planOf(day(open, [["09:00", "12:00", "booking"]]), LIMITS))).toBe("full");
    expect(stateOf(planOf(day(open, [["09:00", "12:00", null, "漏水"]]), LIMITS))).toBe("closed");
    expect(stateOf(planOf(day(open), { ...LIMITS, start: 1440 }))).toBe("past");
  });

  it("is bound by the notice one has to give", () => {
    const rules = { notice_min: 0, least_min: 30, most_min: 120 };
    const room = { rules, before_min: 5, after_min: 10 } as BookableRoom;
    const now = new Date("2026-11-24T02:10:00Z");
    expect(limitsOf(room, DATE, now)).toEqual({ before: 5, after: 10, least: 30, most: 120, start: m("10:00"), now: m("10:10") });
    const noticed = { ...room, rules: { ...rules, notice_min: 1440 } } as BookableRoom;
    expect(limitsOf(noticed, DATE, now).start).toBe(1440);
    expect(limitsOf(noticed, "2026-11-25", now).start).toBe(m("10:10"));
  });
});

describe("pressing free times", () => {
  const plan = planOf(day([["09:00", "12:00"]], [["11:00", "11:30", "booking"]]), LIMITS);
  const cell = (text: string) => ({ from: m(text), to: m(text) + 30 });

  it("begins with an hour, or what there is", () => {
    expect(shown(press(plan, null, cell("09:30")))).toBe("09:30-10:30");
    expect(shown(press(plan, null, cell("10:30")))).toBe("10:30-11:00");
    expect(shown(beginAt(plan, m("09:00"), 90))).toBe("09:00-10:30");
  });

  it("ends with the second, and begins anew before the first", () => {
    const chosen = { from: m("09:30"), to: m("10:30") };
    expect(shown(press(plan, chosen, cell("10:30")))).toBe("09:30-11:00");
    expect(shown(press(plan, chosen, cell("09:30")))).toBe("09:30-10:30");
    expect(shown(press(plan, chosen, cell("09:00")))).toBe("09:00-10:00");
    expect(shown(press(plan, chosen, cell("11:30")))).toBe("11:30-12:00");
  });

  it("does nothing where one can not begin", () => {
    const short = { ...plan, limits: { ...LIMITS, least: 60 } };
    expect(press(short, null, cell("11:30"))).toBeNull();
  });

  it("asks for what somebody else has without the time around it", () => {
    const padded = { ...plan, limits: { ...LIMITS, before: 15, after: 15 } };
    expect(shown(wantOf(padded, { from: m("09:45"), to: m("12:15") }))).toBe("10:00-12:00");
    expect(shown(wantOf(padded, { from: m("09:45"), to: m("10:15") }))).toBe("09:45-10:15");
    expect(shown(wantOf(plan, { from: m("09:00"), to: m("15:00") }))).toBe("09:00-13:00");
    expect(shown(wantOf(plan, { from: m("09:00"), to: m("09:15") }))).toBe("09:00-09:30");
  });

  it("has buttons on half hours", () => {
    expect(cellsOf({ from: m("10:15"), to: m("11:45") }).map(shown)).toEqual(["10:15-10:30", "10:30-11:00", "11:00-11:30", "11:30-11:45"]);
  });
});
