import { describe, expect, it } from "vitest";
import { type Ability, type Grant, grantsAt, mayWith, regionGrants } from "./may";

const regions = [
  { id: "reg_city", parent: null },
  { id: "reg_east", parent: "reg_city" },
  { id: "reg_west", parent: "reg_city" },
];
const name = { "zh-CN": "某地" };

function grant(role: string, permissions: string[], place = "cen_1", kind: Grant["kind"] = "standing"): Grant {
  const place_kind = place.startsWith("cen") ? ("center" as const) : ("region" as const);
  return { place, place_kind, name, role, role_names: null, kind, permissions, until: null, until_at: null };
}

const clerk = grant("clerk", ["activities.desk", "activities.attend", "people.find", "people.record", "people.act_for"]);
const east = grant("district_manager", ["activities.desk", "activities.figures", "places.edit_hours", "people.organizations"], "reg_east");

describe("grantsAt", () => {
  it("takes what is granted at the center and at the regions it lies in", () => {
    expect(grantsAt({ id: "cen_1", region: "reg_east" }, [clerk, east], regions)).toEqual([clerk, east]);
    expect(grantsAt({ id: "cen_1", region: "reg_west" }, [clerk, east], regions)).toEqual([clerk]);
    expect(grantsAt({ id: "cen_2", region: "reg_west" }, [clerk, east], regions)).toEqual([]);
  });

  it("gives nothing extra while the tree is not known", () => {
    expect(grantsAt({ id: "cen_1", region: "reg_east" }, [clerk, east])).toEqual([clerk]);
    expect(grantsAt({ id: "cen_2", region: "reg_east" }, [clerk, east])).toEqual([east]);
  });

  it("ends on a tree that bites its tail", () => {
    const loop = [{ id: "a", parent: "b" }, { id: "b", parent: "a" }];
    expect(grantsAt({ id: "cen_2", region: "a" }, [east], loop)).toEqual([]);
  });
});

describe("mayWith", () => {
  it("keeps names from district managers and figures from clerks", () => {
    expect(mayWith([east], "attend")).toBe(false);
    expect(mayWith([east], "figures")).toBe(true);
    expect(mayWith([clerk], "figures")).toBe(false);
    expect(mayWith([clerk], "attend")).toBe(true);
    expect(mayWith([], "attend")).toBe(false);
  });

  it("goes by what a grant brings along, not by the name of its role", () => {
    const allowed = (one: Grant, ...abilities: Ability[]) => abilities.filter((ability) => mayWith([one], ability));
    const duty = grant("duty_officer", ["activities.desk", "activities.attend", "people.find", "people.card", "people.family"], "cen_1", "duty");
    expect(allowed(duty, "attend", "find", "card", "record", "act_for")).toEqual(["attend", "find", "card"]);
    const worker = grant("social_worker", ["people.record", "people.record_sensitive", "people.act_for"]);
    expect(allowed(worker, "day", "find", "record", "record_sensitive", "act_for")).toEqual(["record", "record_sensitive", "act_for"]);
    const operator = grant("operator", ["activities.desk", "activities.publish", "people.find"], "cen_1", "contract");
    expect(allowed(operator, "publish", "find", "decide_residency")).toEqual(["publish", "find"]);
    const auditor = grant("auditor", ["kernel.audit"], "reg_city");
    expect(allowed(auditor, "day", "find", "figures", "organizations")).toEqual([]);
    expect(allowed(grant("evening_desk", ["people.find", "people.card"]), "find", "card", "add")).toEqual(["find", "card"]);
    expect(allowed(grant("clerk", []), "day", "find")).toEqual([]);
  });

  it("opens the city view only with a region", () => {
    expect(regionGrants([clerk])).toEqual([]);
    expect(regionGrants([clerk, east])).toEqual([east]);
    expect(regionGrants([{ ...east, permissions: ["activities.attend"] }])).toEqual([]);
  });
});
