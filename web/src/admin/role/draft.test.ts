import { describe, expect, it } from "vitest";
import type { RoleLine } from "../types";
import { changeOf, draftOfRole } from "./draft";

const role: RoleLine = {
  role: "evening_desk",
  names: { "zh-CN": "晚班", en: "Evening desk" },
  built_in: false,
  above: false,
  status: "active",
  version: 3,
  permissions: ["people.find", "activities.desk"],
  added: [],
  removed: [],
};

describe("a role that is edited", () => {
  it("is no change when it says the same in another order", () => {
    const draft = draftOfRole(role);
    draft.permissions = ["activities.desk", "people.find"];
    draft.names.en = " Evening desk ";
    expect(changeOf(role, draft)).toBeNull();
  });

  it("sends all permissions it shall have, and nothing that stays", () => {
    const draft = draftOfRole(role);
    draft.permissions = ["people.find", "people.add"];
    expect(changeOf(role, draft)).toEqual({ permissions: ["people.add", "people.find"] });
  });

  it("sends an empty list when everything is taken away", () => {
    const draft = draftOfRole(role);
    draft.permissions = [];
    expect(changeOf(role, draft)).toEqual({ permissions: [] });
  });

  it("renames only the installation's own roles", () => {
    const draft = draftOfRole(role);
    draft.names["zh-CN"] = "夜班";
    draft.above = true;
    expect(changeOf(role, draft)).toEqual({ names: { "zh-CN": "夜班", en: "Evening desk" }, above: true });
    expect(changeOf({ ...role, built_in: true }, draft)).toBeNull();
  });

  it("leaves the role that was read as it was", () => {
    const draft = draftOfRole(role);
    draft.permissions.push("people.add");
    expect(role.permissions).toHaveLength(2);
  });
});
