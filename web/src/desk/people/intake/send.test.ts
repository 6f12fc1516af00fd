import { afterEach, describe, expect, it, vi } from "vitest";
import { MOST_BYTES, sendList, typeOf } from "./send";

afterEach(() => vi.unstubAllGlobals());

describe("typeOf", () => {
  it("goes by the name of the file", () => {
    expect(typeOf({ name: "名单.CSV" })).toBe("text/csv");
    expect(typeOf({ name: "名单.xlsx" })).toMatch(/spreadsheetml/);
    expect(typeOf({ name: "名单.xls" })).toBeNull();
    expect(typeOf({ name: "csv" })).toBeNull();
  });
});

describe("sendList", () => {
  it("sends neither other files nor ones that are too large", async () => {
    const fetch = vi.fn();
    vi.stubGlobal("fetch", fetch);
    await expect(sendList(new File(["x"], "a.pdf"), "cen_1")).rejects.toMatchObject({ fields: [{ field: "file" }] });
    const huge = Object.defineProperty(new File(["x"], "a.csv"), "size", { value: MOST_BYTES + 1 });
    await expect(sendList(huge, "cen_1")).rejects.toMatchObject({ code: "too_large" });
    expect(fetch).not.toHaveBeenCalled();
  });

  it("gives what the server read, or why it did not", async () => {
    const answers = [new Response('{"import":"imp_1"}', { status: 201 }), new Response("<html>", { status: 413 })];
    const fetch = vi.fn(async (..._sent: unknown[]) => answers.shift()!);
    vi.stubGlobal("fetch", fetch);
    const file = new File(["name\n王"], "a.csv");
    expect(await sendList(file, "cen_1", "key")).toEqual({ import: "imp_1" });
    const [url, sent] = fetch.mock.calls[0]! as [string, RequestInit];
    expect(url).toBe("/api/v1/desk/imports?center=cen_1");
    expect(sent.body).toBe(file);
    expect(sent.headers).toMatchObject({ "Content-Type": "text/csv", "Idempotency-Key": "key" });
    await expect(sendList(file, "cen_1")).rejects.toMatchObject({ code: "too_large" });
  });
});
