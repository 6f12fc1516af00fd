import { beforeAll, describe, expect, it } from "vitest";
import { useMessages } from "../../lib/i18n";
import { between, fenOf, figuresOf, markOf, percent, signed, yuan } from "./difference";

beforeAll(() => useMessages("en", {}));

const coverage = (people: number, elders: number, mean: number | null) => ({
  bands: [
    { minutes: 5, people: 10, elders: 1, share: 0.1, elder_share: 0.1 },
    { minutes: 15, people, elders, share: 0.5, elder_share: 0.5 },
  ],
  mean_minutes: mean,
});

describe("differences", () => {
  it("compares what the longest walk reaches", () => {
    const before = figuresOf(coverage(1000, 200, 9.5));
    const after = figuresOf(coverage(2234, 190, 9.1));
    const change = between(before, after);
    expect(change?.people).toBe(1234);
    expect(change?.elders).toBe(-10);
    expect(change?.mean).toBeCloseTo(-0.4);
    expect(between(null, after)).toBeNull();
    expect(between(before, figuresOf(coverage(1, 1, null)))?.mean).toBeNull();
  });

  it("writes the sign", () => {
    expect(signed(1234)).toBe("+1,234");
    expect(signed(-56)).toBe("−56");
    expect(signed(0)).toBe("±0");
    expect(signed(-0.04, 1)).toBe("±0");
    expect(signed(-0.16, 1)).toBe("−0.2");
  });

  it("does not round away people", () => {
    expect(percent(0.99999)).toBe("99.9%");
    expect(percent(1)).toBe("100%");
    expect(percent(0.00001)).toBe("0.1%");
    expect(percent(0)).toBe("0%");
    expect(percent(0.1234)).toBe("12.3%");
    expect(percent(0.66)).toBe("66.0%");
  });

  it("takes yuan and keeps fen", () => {
    expect(fenOf("1,200,000")).toBe(120_000_000);
    expect(fenOf("0.29")).toBe(29);
    expect(fenOf("12.345")).toBeNull();
    expect(fenOf("-3")).toBeNull();
    expect(fenOf("")).toBeNull();
    expect(yuan(120_000_000)).toBe("1,200,000");
    expect(yuan(150)).toBe("1.5");
  });

  it("marks sites like columns of a sheet", () => {
    expect([0, 1, 25, 26, 27, 51, 52, 701, 702].map(markOf)).toEqual(["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
  });
});
