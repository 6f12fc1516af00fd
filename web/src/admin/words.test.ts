import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startClock } from "../lib/date";
import { useMessages } from "../lib/i18n";
import { draftOf, heldUntil, namesOf, reasonOf, roleName } from "./words";

const NOW = "2026-11-22T04:00:00Z";
beforeEach(() => {
  startClock("Asia/Shanghai", NOW);
  useMessages("en", {
    "role.clerk": "Front desk",
    "permission.people.find": "Find people",
    "reason.people.right_not_held": "You do not hold {permission}.",
    "reason.people.right_by_role": "By the role {role}.",
    "admin.span.until": "until {until}",
    "admin.span.open": "no end",
    "date.today": "today",
    "date.tomorrow": "tomorrow",
  });
});
afterEach(() => useMessages("en", {}));

describe("words of the administration", () => {
  it("name roles and permissions inside reasons", () => {
    expect(reasonOf({ code: "people.right_not_held", values: { permission: "people.find" } })).toBe("You do not hold Find people.");
    expect(reasonOf({ code: "people.right_by_role", values: { role: "clerk" } })).toBe("By the role Front desk.");
    expect(reasonOf({ code: "people.right_by_role", values: { role: "evening" } }, () => "Evening desk")).toBe("By the role Evening desk.");
    expect(reasonOf({ code: "people.unheard_of", values: {} })).toBe("people.unheard_of");
  });

  it("prefer the name an installation gave, and show the key of a role nobody named", () => {
    expect(roleName("clerk", { en: "Welcome desk" })).toBe("Welcome desk");
    expect(roleName("clerk", null)).toBe("Front desk");
    expect(roleName("evening", null)).toBe("evening");
  });

  it("say the day or the moment a right ends, whichever comes first", () => {
    expect(heldUntil({ until: null, until_at: null })).toBe("no end");
    expect(heldUntil({ until: "2026-11-22", until_at: "2026-11-23T04:00:00Z" })).toContain("today");
    expect(heldUntil({ until: "2026-11-23", until_at: "2026-11-22T10:00:00Z" })).toContain("18:00");
  });

  it("send only the languages somebody wrote in", () => {
    const draft = draftOf({ "zh-CN": "晚班" });
    expect(draft).toEqual({ "zh-CN": "晚班", "zh-TW": "", en: "" });
    expect(namesOf({ ...draft, en: "  " })).toEqual({ "zh-CN": "晚班" });
  });
});
