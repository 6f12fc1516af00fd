import { describe, expect, it } from "vitest";
import { draftFaults, fromFields, newDraft, type ProgramDraft, toFields } from "./draft";
import { changed, difference, merge } from "./merge";

const draft: ProgramDraft = {
  ...newDraft(),
  title: { "zh-CN": " 合唱团 ", "zh-TW": "", en: "Choir" },
  kind: "arts_group",
  room: "rom_1",
  yuan: "12.5",
};
const codes = (of: ProgramDraft) => draftFaults(of).map((one) => `${one.field} ${one.code}`);

describe("toFields", () => {
  it("trims, leaves empty languages out and counts money in fen", () => {
    const fields = toFields(draft);
    expect(fields.title).toEqual({ "zh-CN": "合唱团", en: "Choir" });
    expect(fields.description).toBeNull();
    expect(fields.fee_fen).toBe(1250);
    expect(fields.mode).toBe("on_site");
  });

  it("drops what does not belong to the chosen place", () => {
    const online = toFields({ ...draft, where: "online", seatsOnline: "50", outdoor: "广场" });
    expect(online).toMatchObject({ mode: "online", room: null, outdoor: null, seats_on_site: null, seats_online: 50 });
    const hybrid = toFields({ ...draft, alsoOnline: true, seatsOnline: "" });
    expect(hybrid).toMatchObject({ mode: "hybrid", room: "rom_1", seats_on_site: 20, seats_online: null });
  });

  it("drops the rules of sign-up when none is needed", () => {
    const open = toFields({ ...draft, signUp: false, fairFirst: true, next: "offered" });
    expect(open).toMatchObject({ sign_up_needed: false, waiting_list: false, offer_minutes: null, fair_first: false });
  });

  it("comes back the same through the form", () => {
    const fields = toFields({ ...draft, next: "offered", offerMinutes: "90", where: "outdoor", outdoor: "广场", room: "" });
    expect(toFields(fromFields(fields))).toEqual(fields);
  });
});

describe("draftFaults", () => {
  it("finds what is missing or is no number", () => {
    expect(codes(draft)).toEqual([]);
    expect(codes({ ...draft, title: { ...draft.title, "zh-CN": " " }, kind: "", room: "" })).toEqual([
      "title required",
      "kind required",
      "room required",
    ]);
    expect(codes({ ...draft, seatsOnSite: "1.5", yuan: "1,5" })).toEqual(["seats_on_site wrong_type", "fee_fen wrong_type"]);
  });
});

describe("merge", () => {
  const base = toFields(draft);

  it("sends only what changed", () => {
    expect(difference(base, { ...base, party_max: 4 })).toEqual({ party_max: 4 });
    expect(changed(base, { ...base, title: { en: "Choir", "zh-CN": "合唱团", "zh-TW": "" } })).toEqual([]);
  });

  it("takes the other's fields and keeps mine", () => {
    const out = merge(base, { ...base, party_max: 4 }, { ...base, seats_on_site: 30, contact: "李老师" });
    expect(out.fields).toMatchObject({ party_max: 4, seats_on_site: 30, contact: "李老师" });
    expect(out.taken).toEqual(["seats_on_site", "contact"]);
    expect(out.both).toEqual([]);
  });

  it("names what both changed, unless to the same", () => {
    const out = merge(base, { ...base, party_max: 4, fee_fen: 0 }, { ...base, party_max: 5, fee_fen: 0 });
    expect(out.both).toEqual(["party_max"]);
    expect(out.fields.party_max).toBe(4);
  });
});
