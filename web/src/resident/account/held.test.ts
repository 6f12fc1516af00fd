import { beforeAll, expect, test } from "vitest";
import { useMessages } from "../../lib/i18n";
import { fieldsOf } from "./held";

const place = (id: string) => (id === "cen_06h013m0p66x156t001dkh8ytr" ? "竹园" : "");

beforeAll(() =>
  useMessages("zh-CN", { "ui.yes": "是", "ui.no": "否", "ui.list_of": "、", "ui.colon": "：", "data.value": "内容", "held.name": "姓名", "held.state": "状态", "held.state.seated": "已报上" }),
);

test("known fields and words are said, empty ones and ids left out", () => {
  const row = { id: "sgn_06h013m0p66x156t001dkh8ytr", name: "王秀英", phone: null, state: "seated", other_thing: 3, note: "", done: false };
  expect(fieldsOf(row, place)).toEqual([
    { label: "姓名", value: "王秀英" },
    { label: "状态", value: "已报上" },
    { label: "other thing", value: "3" },
    { label: "done", value: "否" },
  ]);
});

test("places are named, names are chosen by language, lists and parts are written out", () => {
  const row = {
    home_center: "cen_06h013m0p66x156t001dkh8ytr",
    center: "cen_06h013m0p66x156t001dkh8yts",
    title: { "zh-CN": "合唱", en: "Choir" },
    words: ["a", "b"],
    lunar: { month: 8, day: 15 },
  };
  expect(fieldsOf(row, place)).toEqual([
    { label: "home center", value: "竹园" },
    { label: "title", value: "合唱" },
    { label: "words", value: "a、b" },
    { label: "lunar", value: "month：8、day：15" },
  ]);
});

test("a row that is no object is still shown", () => {
  expect(fieldsOf("x", place)).toEqual([{ label: "内容", value: "x" }]);
});
