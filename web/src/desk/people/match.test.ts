import { describe, expect, it } from "vitest";
import { whyFound } from "./match";

describe("whyFound", () => {
  it.each([
    ["王丽", "王丽华", "name"],
    ["王lh", "王丽华", "name"],
    ["wlh", "王丽华", "initials"],
    ["WL", "王丽华", "initials"],
    ["wanglihua", "王丽华", "pinyin"],
    ["wang l", "王丽华", "pinyin"],
    ["li", "李明", "pinyin"],
    ["wlhx", "王丽", "pinyin"],
    ["muller", "Anna Müller", "name"],
    ["2071", "王丽华", "phone_end"],
    ["138 1234 2071", "王丽华", "phone"],
    ["+8613812342071", "王丽华", "phone"],
    ["lx 0123 4567 89ab cdef", "王丽华", "card"],
  ])("%s finds %s by %s", (typed, name, why) => expect(whyFound(typed, name)).toBe(why));
});
