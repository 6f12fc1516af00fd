import { afterEach, describe, expect, it } from "vitest";
import { startClock } from "../lib/date";
import { fromField, toField } from "./moment";

const NOW = "2026-11-22T04:00:00Z";
afterEach(() => startClock("Asia/Shanghai", NOW));

describe("moments in forms", () => {
  it("are in the installation's zone", () => {
    startClock("Asia/Shanghai", NOW);
    expect(toField(NOW)).toBe("2026-11-22T12:00");
    expect(fromField("2026-11-22T12:00")).toBe("2026-11-22T04:00:00.000Z");
  });

  it("cross midnight", () => {
    expect(fromField("2026-11-22T00:30")).toBe("2026-11-21T16:30:00.000Z");
    expect(toField("2026-11-21T16:30:00Z")).toBe("2026-11-22T00:30");
  });

  it("read back on both sides of a change of clocks", () => {
    startClock("Europe/Berlin", NOW);
    for (const at of ["2026-03-29T01:30", "2026-03-29T03:30", "2026-10-25T01:30", "2026-10-25T04:30"]) {
      expect(toField(fromField(at))).toBe(at);
    }
  });

  it("are nothing while nothing was written", () => {
    expect(toField(null)).toBe("");
    expect(fromField("")).toBeNull();
    expect(fromField("tomorrow")).toBeNull();
  });
});
