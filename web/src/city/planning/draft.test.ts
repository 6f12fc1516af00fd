import { describe, expect, it } from "vitest";
import { applied, changed, closed, closedCenters, costOf, fingerprint, freeKey, isEmpty, newDraft, opened, openSites, withoutSite, withSite } from "./draft";

const at = { lon: 113.9, lat: 34.6 };
const three = () => ["A", "B", "C"].reduce((draft, name) => withSite(draft, at, name), newDraft());
const keys = (sites: { key: string }[]) => sites.map((one) => one.key);

describe("the plan on the drawing board", () => {
  it("gives each site a key of its own that stays", () => {
    const draft = withoutSite(three(), "site_2");
    expect(keys(draft.sites)).toEqual(["site_1", "site_3"]);
    expect(freeKey(draft.sites)).toBe("site_2");
    expect(keys(withSite(draft, at, "D").sites)).toEqual(["site_1", "site_3", "site_2"]);
  });

  it("has every site open until some are chosen", () => {
    const draft = three();
    expect(draft.plan).toBeNull();
    const less = opened(draft, "site_2", false);
    expect(keys(openSites(less))).toEqual(["site_1", "site_3"]);
    expect(opened(less, "site_2", true).plan).toBeNull();
    expect(keys(openSites(withSite(less, at, "D")))).toEqual(["site_1", "site_3", "site_4"]);
    expect(withoutSite(less, "site_3").plan).toEqual(["site_1"]);
  });

  it("takes the answer of a search: known sites, kept ones, and centers that stay", () => {
    const asked = closed(closed(changed(three(), "site_1", { kept: true }), "cen_1", true), "cen_2", true);
    expect(closedCenters(asked)).toEqual(["cen_1", "cen_2"]);
    const draft = applied(asked, ["cen_1", "site_3", "site_9"]);
    expect(keys(openSites(draft))).toEqual(["site_1", "site_3"]);
    expect(closedCenters(draft)).toEqual(["cen_2"]);
    expect(closedCenters(opened(draft, "site_2", true))).toEqual(["cen_2"]);
  });

  it("counts the cost of what is open", () => {
    const draft = changed(changed(three(), "site_1", { cost: 500 }), "site_2", { cost: 70 });
    expect(costOf(draft)).toBe(570);
    expect(costOf(opened(draft, "site_1", false))).toBe(70);
  });

  it("closes a center once and opens it again", () => {
    const draft = closed(closed(newDraft(), "cen_1", true), "cen_1", true);
    expect(draft.close).toEqual(["cen_1"]);
    expect(isEmpty(draft)).toBe(false);
    expect(isEmpty(closed(draft, "cen_1", false))).toBe(true);
  });

  it("knows when something is unsaved", () => {
    const draft = three();
    expect(fingerprint({ ...draft, id: "scn_1", version: 4 })).toBe(fingerprint(draft));
    expect(fingerprint(changed(draft, "site_1", { lon: 113.91 }))).not.toBe(fingerprint(draft));
  });
});
