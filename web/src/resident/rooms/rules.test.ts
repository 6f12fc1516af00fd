import { beforeEach, describe, expect, it } from "vitest";
import { useMessages } from "../../lib/i18n";
import "../../lib/room-words";
import { reasonText } from "../../lib/reasons";
import { startClock } from "../../lib/date";
import rooms from "../../i18n/rooms/zh-CN.json";
import shared from "../../i18n/shared/zh-CN.json";
import { bookerOf, commonRules, factsOf, feeLines, ownLines, ruleLines, treeLine } from "./rules";
import { found } from "./search";
import type { BookableRoom, Offer, Policy } from "./types";

const EVERYONE: Policy["bookers"] = ["resident", "party_branch", "mass_organization", "social_organization", "enterprise", "partner_unit", "house"];
const USUAL: Policy = {
  bookers: EVERYONE,
  approval: [],
  days_ahead: 28,
  notice_min: 0,
  least_min: 30,
  most_min: 240,
  people_least: 1,
  age_least: null,
  open_most: 2,
  week_min: null,
  month_min: null,
  quota_of: "person",
  release_min: 20,
  no_shows: { days: 90, warned_from: 1, stopped_from: 3 },
  fees: [],
};

beforeEach(() => {
  useMessages("zh-CN", { ...shared, ...rooms });
  startClock("Asia/Shanghai", "2026-11-22T01:00:00Z");
});

function room(id: string, more: Partial<BookableRoom> = {}): BookableRoom {
  const names = { "zh-CN": id };
  return { room: { id, name: names, floor: "2F" }, center: { id: "cen_1", name: names }, capacity: 20, part_of: null, before_min: 0, after_min: 0, rules: USUAL, ...more };
}

describe("rules in plain words", () => {
  it("says the usual ones", () => {
    expect(ruleLines(USUAL)).toEqual([
      "免费，不收任何费用。",
      "居民和各单位、团队都可以约。",
      "最多提前 28 天约。",
      "一次最短 30 分钟，最长 4 小时。",
      "同一间房，还没用的预约最多 2 个。",
      "开始 20 分钟后还没来签到，房间就让给别人。",
      "90 天里约了不来满 3 次，要过一阵子才能再约。",
      "来不了，随时可以取消，不收钱。",
    ]);
  });

  it("says every one there is", () => {
    const strict: Policy = {
      ...USUAL,
      bookers: ["resident", "enterprise"],
      approval: ["enterprise"],
      days_ahead: 0,
      notice_min: 120,
      people_least: 3,
      age_least: 18,
      week_min: 240,
      month_min: 600,
      quota_of: "household",
      release_min: null,
      no_shows: null,
      open_most: null,
      fees: [{ bookers: ["enterprise", "house"], hour_fen: 5050 }],
    };
    expect(ruleLines(strict)).toEqual([
      "企业：每小时 50.5 元。",
      "其他人免费。",
      "可以约的有：居民、企业。",
      "为自己预约，要满 18 岁。",
      "只能约当天。",
      "最晚在开始前 2 小时约。",
      "一次最短 30 分钟，最长 4 小时。",
      "至少 3 人来用。",
      "一家人合起来，每周最多 4 小时。",
      "一家人合起来，每月最多 10 小时。",
      "企业预约，要等工作人员同意。",
      "来不了，随时可以取消，不收钱。",
    ]);
  });

  it("does not call free what costs everybody something, nor costly what nobody pays", () => {
    expect(feeLines({ ...USUAL, bookers: ["enterprise"], fees: [{ bookers: ["enterprise"], hour_fen: 100 }] })).toEqual(["企业：每小时 1 元。"]);
    expect(feeLines({ ...USUAL, bookers: ["resident"], fees: [{ bookers: ["enterprise"], hour_fen: 100 }] })).toEqual(["免费，不收任何费用。"]);
    expect(feeLines({ ...USUAL, fees: [{ bookers: ["enterprise"], hour_fen: 0 }] })).toEqual(["免费，不收任何费用。"]);
  });

  it("says once what holds for most rooms", () => {
    const other = room("c", { rules: { ...USUAL, most_min: 60 } });
    expect(commonRules([other, room("a"), room("b")])).toEqual(USUAL);
    expect(commonRules([])).toBeNull();
  });

  it("says of one room only what it has besides, and all when less holds", () => {
    expect(ownLines(USUAL, USUAL)).toEqual([]);
    expect(ownLines({ ...USUAL, approval: EVERYONE, people_least: 2 }, USUAL)).toEqual(["至少 2 人来用。", "工作人员同意以后才算约好。"]);
    const shorter = { ...USUAL, most_min: 60 };
    expect(ownLines(shorter, USUAL)).toEqual(ruleLines(shorter));
    const milder = { ...USUAL, release_min: null };
    expect(ownLines(milder, USUAL)).toEqual(ruleLines(milder));
  });

  it("says what is taken along with a room", () => {
    const all = [room("大厅"), room("东厅", { part_of: "大厅" }), room("西厅", { part_of: "大厅" })];
    expect(treeLine(all[0]!, all)).toContain("东厅、西厅");
    expect(treeLine(all[1]!, all)).toContain("大厅");
    expect(treeLine(room("茶室"), all)).toBeNull();
    expect(factsOf(all[0]!)).toBe("2 楼 · 可容纳 20 人");
  });

  it("knows as what an organization books", () => {
    expect([bookerOf("property_company"), bookerOf("operator"), bookerOf("enterprise")]).toEqual(["house", "house", "enterprise"]);
  });
});

describe("reasons", () => {
  it("says codes as words and money as money", () => {
    expect(reasonText({ code: "bookings.not_for", values: { booker: "enterprise" } })).toBe("这个房间不接受企业预约。");
    expect(reasonText({ code: "bookings.not_open", values: { state: "cancelled" } })).toBe("这个预约现在是“已取消”，不能再改。");
    expect(reasonText({ code: "bookings.fee", values: { fee_fen: 7550 } })).toBe("费用 75.5 元。");
    expect(reasonText({ code: "bookings.no_shows", values: { count: 3, until: "2026-11-23" } })).toContain("明天 11月23日");
  });

  it("names rooms in the reader's language", () => {
    useMessages("en", { "reason.calendar.setup": "{room} needs {minutes} minutes" });
    const room = { "zh-CN": "东厅", "zh-TW": "東廳", en: "East hall" };
    expect(reasonText({ code: "calendar.setup", values: { room, minutes: 15 } })).toBe("East hall needs 15 minutes");
  });

  it("leaves the states of other parts alone", () => {
    useMessages("zh-CN", { ...rooms, "reason.seats.not_active": "{state}" });
    expect(reasonText({ code: "seats.not_active", values: { state: "waiting" } })).toBe("waiting");
  });
});

describe("which rooms are free then", () => {
  const answer = (outcome: "yes" | "waiting" | "no"): Offer => ({
    decision: { outcome, reasons: [{ code: `x.${outcome}`, values: {} }] },
    may_wait: false,
    fee_fen: 0,
    items: [],
    items_taken: [],
    alternatives: [],
  });

  it("asks once for each that is large enough, and puts the smallest free one first", async () => {
    const rooms = [room("hall", { capacity: 60 }), room("small", { capacity: 5 }), room("taken"), room("asked", { capacity: null }), room("fits")];
    const asked: string[] = [];
    const list = await found(rooms, 10, (id) => {
      asked.push(id);
      return Promise.resolve(answer(id === "taken" ? "no" : id === "asked" ? "waiting" : "yes"));
    });
    expect(asked.sort()).toEqual(["asked", "fits", "hall", "taken"]);
    expect(list.map((one) => `${one.room.room.id} ${one.free}`)).toEqual(["fits true", "hall true", "asked true", "small false", "taken false"]);
    expect(list[3]!.reasons).toEqual([{ code: "bookings.too_many", values: { capacity: 5 } }]);
  });
});
