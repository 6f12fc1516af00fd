import { beforeEach, describe, expect, it } from "vitest";
import { useMessages } from "../../../lib/i18n";
import { reasonsOf } from "./lines";

beforeEach(() =>
  useMessages("zh-CN", {
    "field.not_a_phone": "{label}不是手机号",
    "field.wrong": "{label}不对",
    "people.field.phone": "手机号",
    "people.field.name": "姓名",
    "people.intake.phone_twice": "与第 {n} 行重复",
    "people.intake.as_line": "与第 {n} 行相同",
    "people.intake.cells_missing": "格数不对",
    "ui.list_of": "、",
  }),
);

describe("reasonsOf", () => {
  it("names each wrong column and why", () => {
    const errors = [
      { field: "phone", code: "not_a_phone" as const, values: {} },
      { field: "name", code: "required" as const, values: {} },
    ];
    expect(reasonsOf({ verdict: { kind: "refused", errors } })).toEqual(["手机号不是手机号", "姓名不对"]);
  });

  it("leads to the line that says the same phone", () => {
    const errors = [{ field: "phone", code: "taken" as const, values: { line: 3 } }];
    expect(reasonsOf({ verdict: { kind: "refused", errors } })).toEqual(["与第 3 行重复"]);
    expect(reasonsOf({ verdict: { kind: "refused", errors: [{ field: "line", code: "wrong_type", values: {} }] } })).toEqual(["格数不对"]);
  });

  it("says what changes and what is the same", () => {
    expect(reasonsOf({ verdict: { kind: "changed", person: "per_1", fields: ["name", "phone"] } })).toEqual(["姓名、手机号"]);
    expect(reasonsOf({ verdict: { kind: "same", person: null, line: 2 } })).toEqual(["与第 2 行相同"]);
    expect(reasonsOf({ verdict: { kind: "new" } })).toEqual([]);
  });
});
