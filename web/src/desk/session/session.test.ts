import { describe, expect, it } from "vitest";
import { momentOf } from "../words";
import { standing } from "./attendance";
import { matches } from "./search";

const member = (name: string, present_at: string | null = null, left_at: string | null = null) => ({
  id: name,
  name,
  band: "adult" as const,
  present_at,
  left_at,
});

describe("standing", () => {
  it("counts a party's members one by one", () => {
    const party = [member("a", "2026-11-21T01:31:00Z"), member("b", "2026-11-21T01:30:00Z", "2026-11-21T02:00:00Z"), member("c")];
    expect(standing(party)).toEqual({ size: 3, present: 2, left: 1, since: "2026-11-21T01:30:00Z" });
    expect(standing([member("a")])).toEqual({ size: 1, present: 0, left: 0, since: null });
  });
});

describe("matches", () => {
  const one = { name: "Wang Fang", phone_hint: "138****2071", party: [member("Wang Fang"), member("李小宝")] };

  it("finds by any name of the party and by the last digits", () => {
    for (const q of ["wang", "wangfang", "小宝", "2071", "71", ""]) expect(matches(one, q), q).toBe(true);
    for (const q of ["138", "7", "张", "2072"]) expect(matches(one, q), q).toBe(false);
  });
});

describe("momentOf", () => {
  const session = {
    status: "scheduled" as const,
    program_status: "published" as const,
    starts_at: "2026-11-21T02:00:00Z",
    ends_at: "2026-11-21T03:00:00Z",
  };
  const at = (time: string) => new Date(`2026-11-21T${time}:00Z`);

  it("follows the clock", () => {
    expect(momentOf(session, at("00:59"))).toBe("later");
    expect(momentOf(session, at("01:00"))).toBe("soon");
    expect(momentOf(session, at("02:00"))).toBe("now");
    expect(momentOf(session, at("03:00"))).toBe("ended");
  });

  it("says cancelled and draft whatever the clock", () => {
    expect(momentOf({ ...session, status: "cancelled" }, at("02:30"))).toBe("cancelled");
    expect(momentOf({ ...session, program_status: "draft" }, at("02:30"))).toBe("draft");
  });
});
