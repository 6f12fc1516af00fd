import { afterEach, describe, expect, it, vi } from "vitest";
import { address, api, call, newIntent, read } from "../api";
import { distance, meters } from "../geo";
import { useMessages } from "../i18n";
import { dropIsland, readIsland, takeFromIsland } from "../island";
import { asProblem, Problem, problemFrom } from "../problem";

function answer(status: number, body: unknown, type = "application/json"): Response {
  return new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { "Content-Type": type } });
}

afterEach(() => vi.unstubAllGlobals());

describe("addresses", () => {
  it("fills the path and leaves empty values out", () => {
    expect(address("/api/v1/centers/{id}", { id: "cen_1/2" })).toBe("/api/v1/centers/cen_1%2F2");
    expect(address("/api/v1/sessions", { q: "", center: null, free: true, limit: 20 })).toBe("/api/v1/sessions?free=true&limit=20");
  });
});

describe("calls", () => {
  it("send one idempotency key per intent and JSON", async () => {
    const sent = vi.fn(async (_url: string, _init: RequestInit) => answer(200, {}));
    vi.stubGlobal("fetch", sent);
    const intent = newIntent();
    await call(api.POST("/api/v1/sign-ups/{id}/leave", { params: { path: { id: "s" } }, body: {}, headers: { "Idempotency-Key": intent } }));
    await call(api.POST("/api/v1/sign-out", { body: {} }));
    const [first, second] = sent.mock.calls.map(([url, init]) => ({ url, headers: init.headers as Record<string, string> }));
    expect(first!.url).toBe("/api/v1/sign-ups/s/leave");
    expect(first!.headers["Idempotency-Key"]).toBe(intent);
    expect(second!.headers["Idempotency-Key"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(second!.headers["Idempotency-Key"]).not.toBe(intent);
    expect(second!.headers["Content-Type"]).toBe("application/json");
  });

  it("throw what the server refused, with its reasons", async () => {
    const body = { code: "conflict", status: 409, reasons: [{ code: "seats.full", values: {} }] };
    vi.stubGlobal("fetch", async () => answer(409, body, "application/problem+json"));
    const problem = await read("/api/v1/me").catch((error: unknown) => error as Problem);
    expect(problem).toBeInstanceOf(Problem);
    expect((problem as Problem).has("seats.full")).toBe(true);
  });

  it("tell a lost network from a fault", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("failed to fetch");
    });
    await expect(read("/api/v1/me")).rejects.toMatchObject({ code: "offline" });
    expect(asProblem(new Error("x")).code).toBe("internal");
  });

  it("understand an answer that is not problem+json", () => {
    expect(problemFrom(503, undefined).code).toBe("busy");
    expect(problemFrom(418, "teapot").code).toBe("internal");
  });
});

describe("the island", () => {
  it("gives each answer once", () => {
    document.body.innerHTML = `<script type="application/json" id="lx-island">{"/api/v1/about":{"zone":"UTC"}}</script>`;
    expect(takeFromIsland("/api/v1/about")).toEqual({ zone: "UTC" });
    expect(takeFromIsland("/api/v1/about")).toBeUndefined();
    dropIsland();
  });

  it("is empty when damaged", () => {
    expect(readIsland("{").size).toBe(0);
    expect(readIsland(null).size).toBe(0);
  });
});

describe("distance", () => {
  it("measures the great circle", () => {
    expect(meters({ lat: 34.757, lon: 113.664 }, { lat: 34.757, lon: 113.664 })).toBe(0);
    expect(meters({ lat: 0, lon: 0 }, { lat: 0, lon: 1 })).toBeCloseTo(111_195, -1);
  });

  it("rounds to what it can know", () => {
    useMessages("en", { "geo.meters": "{d} m", "geo.kilometers": "{d} km" });
    expect(distance(3)).toBe("10 m");
    expect(distance(347)).toBe("350 m");
    expect(distance(1234)).toBe("1.2 km");
    expect(distance(12_340)).toBe("12 km");
  });
});
