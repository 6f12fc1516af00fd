import { beforeEach, describe, expect, it } from "vitest";
import { fillIn, lookUp, t, useMessages, word } from "../i18n";
import { nameIn } from "../names";

describe("messages", () => {
  beforeEach(() => useMessages("en", { "seats.few_one": "Only {n} place", "seats.few_other": "Only {n} places", "kind.sport": "Sport" }));

  it("chooses the plural form by n", () => {
    expect(t("seats.few", { n: 1 })).toBe("Only 1 place");
    expect(t("seats.few", { n: 3 })).toBe("Only 3 places");
  });

  it("uses the plain form where a language has no plural", () => {
    useMessages("zh-CN", { "seats.few": "只剩 {n} 个名额" });
    expect(t("seats.few", { n: 1 })).toBe("只剩 1 个名额");
  });

  it("leaves a placeholder visible when its value is missing", () => {
    expect(fillIn("{a} and {b}", { a: "x" })).toBe("x and {b}");
  });

  it("does not treat values as templates", () => {
    expect(fillIn("{a}", { a: "{b}", b: "no" })).toBe("{b}");
    expect(fillIn("Every week from {a}", { a: "Tomorrow Nov 24" })).toBe("Every week from tomorrow Nov 24");
    expect(fillIn("{a}: free", { a: "Today Nov 23" })).toBe("Today Nov 23: free");
  });

  it("says so when there is no such key", () => {
    expect(lookUp("reason.nothing")).toBeUndefined();
    expect(word("kind", "sport")).toBe("Sport");
    expect(word("kind", "chess")).toBe("chess");
  });
});

describe("names", () => {
  it("falls back in a fixed order", () => {
    expect(nameIn({ "zh-CN": "杜岭", en: "Duling" }, "en")).toBe("Duling");
    expect(nameIn({ "zh-CN": "杜岭" }, "en")).toBe("杜岭");
    expect(nameIn({ "zh-CN": "", "zh-TW": "杜嶺" }, "en")).toBe("杜嶺");
    expect(nameIn(null, "en")).toBe("");
  });
});
