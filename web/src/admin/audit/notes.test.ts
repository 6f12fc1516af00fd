import { afterEach, describe, expect, it } from "vitest";
import { useMessages } from "../../lib/i18n";
import { noteTexts } from "./notes";

afterEach(() => useMessages("en", {}));

describe("notes of the audit", () => {
  it("are said in words where there are some, else as they stand", () => {
    useMessages("en", { "admin.note.own_household.true": "Own household" });
    expect(noteTexts({ own_household: true, linked: true, outcome: "new", left: 3, more: { a: 1 } })).toEqual([
      "Own household", "linked", "outcome: new", "left: 3", 'more: {"a":1}',
    ]);
  });

  it("are none for a line without", () => {
    expect(noteTexts({})).toEqual([]);
    expect(noteTexts(null)).toEqual([]);
  });
});
