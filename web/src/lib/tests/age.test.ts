import { beforeAll, expect, test } from "vitest";
import { ageBody, ageForm, ageText, BANDS } from "../age";
import { useMessages } from "../i18n";
import english from "../../i18n/shared/en.json";
import traditional from "../../i18n/shared/zh-TW.json";
import chinese from "../../i18n/shared/zh-CN.json";

beforeAll(() => useMessages("zh-CN", chinese));

const sixty = { band: "60_69", on: "2026-11-22" } as const;

test("a band is told with the year it was said in, and before the group", () => {
  expect(ageText({ age_group: "elder", age_band: sixty })).toBe("60–69 岁（2026 年说的）");
  expect(ageText({ age_group: "elder", age_band: null })).toBe(chinese["band.elder"]);
  expect(ageText({ age_group: null })).toBeNull();
});

test("every band has its words in three languages", () => {
  for (const words of [chinese, traditional, english]) {
    for (const band of BANDS) expect((words as Record<string, string>)[`age_band.${band}`], band).toBeTruthy();
  }
});

test("only what was changed is sent", () => {
  const before = ageForm({ birth_date: null, age_band: sixty });
  expect(before).toEqual({ birth: "", band: "60_69" });
  expect(ageBody(before, before)).toEqual({});
  expect(ageBody({ birth: "1962-03-09", band: "" }, before)).toEqual({ birth_date: "1962-03-09", age_band: null });
  expect(ageBody({ birth: "", band: "70_79" }, before)).toEqual({ age_band: "70_79" });
  expect(ageBody({ birth: "", band: "" }, before)).toEqual({ age_band: null });
  expect(ageBody({ birth: "", band: "80_plus" })).toEqual({ age_band: "80_plus" });
});
