import { describe, expect, it, vi } from "vitest";
import { createRouter } from "../router";
import { branchesOf, resolve } from "../router/match";

const routes = branchesOf([
  {
    path: "/",
    meta: { tab: "home" },
    children: [
      { path: "" },
      { path: "activities/:id", meta: { tab: "activities" } },
      { path: "activities/:id/join", meta: { needs: "signed" } },
      { path: "sign-in/:what" },
      { path: "sign-in/staff", meta: { task: true } },
    ],
  },
  { path: "/:rest(.*)*", meta: { face: "shared" } },
]);
const at = (to: Parameters<typeof resolve>[1], current = "/") => resolve(routes, to, current);

describe("matching", () => {
  it("finds the root, parameters and the query", () => {
    expect(at("/").matched).toHaveLength(2);
    const found = at("/activities/ses_1?step=2#top");
    expect(found.params).toEqual({ id: "ses_1" });
    expect(found.query).toEqual({ step: "2" });
    expect(found.hash).toBe("#top");
  });

  it("merges meta from the outside in", () => {
    expect(at("/activities/a").meta.tab).toBe("activities");
    expect(at("/activities/a/join").meta).toEqual({ tab: "home", needs: "signed" });
  });

  it("prefers fixed words to parameters and both to anything", () => {
    expect(at("/sign-in/staff").meta.task).toBe(true);
    expect(at("/sign-in/other").params).toEqual({ what: "other" });
    expect(at("/no/such/page").meta.face).toBe("shared");
  });

  it("takes a query alone as this page and drops empty values", () => {
    const found = at({ query: { when: "today", kind: undefined, page: 2 } }, "/activities/a");
    expect(found.fullPath).toBe("/activities/a?when=today&page=2");
  });

  it("decodes parameters and survives damaged ones", () => {
    expect(at("/activities/%E4%B8%AD").params.id).toBe("中");
    expect(at("/activities/%E4%B8").params.id).toBe("%E4%B8");
  });
});

describe("routes that come later", () => {
  it("are loaded once, when an address of theirs is gone to", async () => {
    const page = { render: () => null };
    const load = vi.fn(async () => [{ path: "/desk", component: page, children: [{ path: "today", meta: { needs: "staff" as const } }] }]);
    const router = createRouter({
      routes: [{ path: "/", component: page }, { path: "/:rest(.*)*", component: page, meta: { tab: "me" } }],
      later: { at: /^\/desk(\/|$)/, load },
    });
    await router.push("/desktop");
    expect(router.route.meta.tab).toBe("me");
    expect(load).not.toHaveBeenCalled();
    expect(router.resolve("/desk/today").fullPath).toBe("/desk/today");
    await Promise.all([router.push("/desk/today"), router.push("/desk/today")]);
    expect(router.route.meta.needs).toBe("staff");
    await router.push("/");
    await router.push("/desk/nowhere");
    expect(router.route.meta.tab).toBe("me");
    expect(load.mock.calls.length).toBeLessThanOrEqual(2);
    const before = load.mock.calls.length;
    await router.push("/desk/today");
    expect(load).toHaveBeenCalledTimes(before);
  });
});
