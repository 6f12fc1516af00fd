import { beforeAll, describe, expect, it } from "vitest";
import { useMessages } from "../../lib/i18n";
import { steps, valueOf, verdictOf } from "./answer";
import { newAim } from "./draft";

beforeAll(() => useMessages("en", {}));
const open = ["site_1", "site_2"];

describe("what a search says", () => {
  it("claims a proof only when there is one", () => {
    const aim = newAim("cover_most");
    expect(verdictOf(aim, { status: "proved", gap: 0, open }).key).toBe("planning.answer.proved.cover_most");
    expect(verdictOf({ ...aim, budget: 5 }, { status: "proved", gap: 0, open }).key).toBe("planning.answer.proved.budget");
    const late = verdictOf(aim, { status: "time_up", gap: 0.0042, open });
    expect(late.key).toBe("planning.answer.time_up");
    expect(late.values.gap).toBe("0.42%");
    expect(verdictOf(aim, { status: "bounded", gap: 0.000_001, open }).values.gap).toBe("0.01%");
  });

  it("does not call weighted sums people", () => {
    const answer = { unit: "people" as const, value: 1000, bound: 1001.4, open };
    expect(valueOf(newAim("cover_most"), answer)).toEqual({ key: "planning.answer.value.people", values: { value: "1,000", bound: "1,001", count: 2 } });
    expect(valueOf(newAim("cover_all"), { ...answer, unit: "fen", value: 120_000_000, bound: 0 }).values.value).toBe("1,200,000");
    expect(valueOf(newAim("least_farthest"), { ...answer, unit: "minutes", value: 21.27, bound: 21.27 }).values.value).toBe("21.3");
    expect(valueOf({ ...newAim("cover_most"), elder_weight: 3 }, answer).key).toBe("planning.answer.value.weighted");
  });

  it("shows what each further site adds", () => {
    const marginal = [{ p: 3, value: 130 }, { p: 1, value: 80 }, { p: 2, value: 110 }];
    expect(steps(marginal, 50).map((one) => [one.p, one.more])).toEqual([[1, 30], [2, 30], [3, 20]]);
    expect(steps(marginal, null)[0]?.more).toBeNull();
  });
});
