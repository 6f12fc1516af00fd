import { describe, expect, it } from "vitest";
import { formOf, type Policy, policyOf } from "./policy";

const policy: Policy = {
  bookers: ["resident", "party_branch", "enterprise"],
  approval: ["enterprise"],
  days_ahead: 28,
  notice_min: 60,
  least_min: 30,
  most_min: 240,
  people_least: 2,
  series_most: 26,
  series_ask_weeks: 8,
  loans: { most: 2, days: 7 },
  age_least: null,
  open_most: 2,
  week_min: null,
  month_min: 600,
  quota_of: "household",
  release_min: 20,
  no_shows: { days: 90, warned_from: 1, stopped_from: 3 },
  fees: [{ bookers: ["enterprise"], hour_fen: 5050 }],
};

describe("the form of the rules", () => {
  it("gives back what it was made of", () => {
    expect(policyOf(formOf(policy))).toEqual(policy);
    const open = { ...policy, no_shows: null, release_min: null, fees: [], approval: [] };
    expect(policyOf(formOf(open))).toEqual(open);
  });

  it("shows a price in yuan and puts those who pay the same together", () => {
    const form = formOf(policy);
    expect(form.yuan.enterprise).toBe("50.5");
    expect(form.yuan.resident).toBe("");
    form.yuan.partner_unit = "50.50";
    form.yuan.house = "0";
    expect(policyOf(form).fees).toEqual([{ bookers: ["enterprise", "partner_unit"], hour_fen: 5050 }]);
  });

  it("asks for no decision on those who may not book", () => {
    const form = formOf(policy);
    form.bookers = ["party_branch", "resident"];
    expect(policyOf(form)).toMatchObject({ bookers: ["resident", "party_branch"], approval: [] });
  });

  it("sends what is no number as one that is refused", () => {
    const form = formOf(policy);
    form.numbers.days_ahead = "";
    form.numbers.open_most = "two";
    form.yuan.resident = "free";
    expect(policyOf(form)).toMatchObject({ days_ahead: -1, open_most: -1 });
    expect(policyOf(form).fees[0]).toEqual({ bookers: ["resident"], hour_fen: -1 });
  });
});
