import { afterEach, expect, test, vi } from "vitest";
import { acting as state, actingAt, mayIn } from "../acting";
import { acting, actFor, api, call, read, stopActing } from "../api";

const father = { person: "per_06h013m0p66x156t001dkh8ytr", name: "王大爷", basis: "delegate" as const };
const answers = vi.fn(async (_url: string, _init?: RequestInit) => new Response("{}", { headers: { "Content-Type": "application/json" } }));
vi.stubGlobal("fetch", answers);
const sent = () => (answers.mock.lastCall![1]!.headers as Record<string, string>)["Lianxin-For"];

afterEach(() => {
  stopActing();
  answers.mockClear();
});

test("while acting, what is one's own is asked and done for the other", async () => {
  await read("/api/v1/me");
  expect(sent()).toBeUndefined();
  actFor(father);
  expect(acting).toBe(state);
  await read("/api/v1/me/sign-ups?when=coming");
  expect(sent()).toBe(father.person);
  await call(api.POST("/api/v1/sign-ups/{id}/leave", { params: { path: { id: "x" } }, body: {} }));
  expect(sent()).toBe(father.person);
  stopActing();
  await read("/api/v1/me");
  expect(sent()).toBeUndefined();
});

test("the sign-in, one's own security and the workplace stay one's own", () => {
  actFor(father);
  for (const path of ["about", "session", "sign-in/staff", "sign-out", "me/acting-for", "me/sign-ins", "me/factors/totp", "me/password", "desk/people", "admin/grants", "figures"]) {
    expect(actingAt(`/api/v1/${path}`), path).toBeNull();
  }
  for (const path of ["me", "me/details", "me/consents", "sessions/ses_1", "sign-ups/x", "me/sign-ups"]) {
    expect(actingAt(`/api/v1/${path}`), path).toBe(father.person);
  }
});

test("who was let into some parts may act in these", () => {
  expect(mayIn("people")).toBe(true);
  actFor(father);
  expect(mayIn("people")).toBe(true);
  actFor({ ...father, modules: ["activities", "seats"] });
  expect([mayIn("activities"), mayIn("people")]).toEqual([true, false]);
});

test("it is kept for the tab and nothing else is", () => {
  actFor({ ...father, phone: "13800002071" } as typeof father);
  expect(JSON.parse(sessionStorage.getItem("lianxin-for")!)).toEqual(father);
  expect(localStorage.length).toBe(0);
  stopActing();
  expect(sessionStorage.getItem("lianxin-for")).toBeNull();
});
