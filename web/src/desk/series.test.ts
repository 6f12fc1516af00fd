import { describe, expect, it } from "vitest";
import { DATES_MOST, newSeries, type SeriesDraft, seriesDates, seriesFaults, toSeries } from "./series";

const weekly: SeriesDraft = {
  ...newSeries("2026-03-01"),
  kind: "weekly",
  weekdays: [4, 2],
  first: "2026-03-02",
  last: "2026-03-15",
  from: "09:30",
  to: "11:00",
};
const codes = (draft: SeriesDraft) => seriesFaults(draft).map((one) => `${one.field} ${one.code}`);

describe("seriesDates", () => {
  it("lists the weekdays between both dates, both included", () => {
    expect(seriesDates(weekly)).toEqual(["2026-03-03", "2026-03-05", "2026-03-10", "2026-03-12"]);
    expect(seriesDates({ ...weekly, weekdays: [1, 7] })).toEqual(["2026-03-02", "2026-03-08", "2026-03-09", "2026-03-15"]);
  });

  it("keeps dates left out in the list, so that they can be taken back", () => {
    expect(seriesDates({ ...weekly, leftOut: ["2026-03-05"] })).toContain("2026-03-05");
  });

  it("crosses a leap day and a year's end", () => {
    expect(seriesDates({ ...weekly, weekdays: [2], first: "2028-02-28", last: "2028-03-01" })).toEqual(["2028-02-29"]);
    expect(seriesDates({ ...weekly, weekdays: [4, 5], first: "2026-12-31", last: "2027-01-01" })).toEqual([
      "2026-12-31",
      "2027-01-01",
    ]);
  });

  it("gives nothing while something is missing, and never more than one too many", () => {
    expect(seriesDates({ ...weekly, weekdays: [] })).toEqual([]);
    expect(seriesDates({ ...weekly, last: "" })).toEqual([]);
    expect(seriesDates({ ...weekly, last: "2026-03-01" })).toEqual([]);
    expect(seriesDates({ ...weekly, weekdays: [1, 2, 3, 4, 5, 6, 7], last: "2099-01-01" })).toHaveLength(DATES_MOST + 1);
  });
});

describe("toSeries", () => {
  it("sorts weekdays and drops dates the series no longer has", () => {
    const sent = toSeries({ ...weekly, leftOut: ["2026-03-12", "2026-03-05", "2026-04-01"] });
    expect(sent).toMatchObject({ weekdays: [2, 4], left_out: ["2026-03-05", "2026-03-12"] });
  });

  it("sends only what a single date needs", () => {
    expect(toSeries({ ...weekly, kind: "once", date: "2026-03-03" })).toEqual({
      kind: "once",
      date: "2026-03-03",
      from: "09:30",
      to: "11:00",
    });
  });
});

describe("seriesFaults", () => {
  it("finds nothing wrong with a whole series", () => {
    expect(codes(weekly)).toEqual([]);
  });

  it("names every field that is wrong", () => {
    expect(codes({ ...weekly, weekdays: [], first: "", from: "" })).toEqual([
      "series.weekdays required",
      "series.first required",
      "series.from required",
    ]);
    expect(codes({ ...weekly, last: "2026-03-01" })).toEqual(["series.last before_start"]);
    expect(codes({ ...weekly, to: "09:30" })).toEqual(["series.to before_start"]);
  });

  it("wants at least one date and not too many", () => {
    expect(codes({ ...weekly, weekdays: [2], last: "2026-03-03", leftOut: ["2026-03-03"] })).toEqual(["series required"]);
    expect(codes({ ...weekly, weekdays: [1, 2, 3, 4, 5, 6, 7], last: "2026-12-31" })).toEqual(["series too_many"]);
  });
});
