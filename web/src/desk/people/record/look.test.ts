import { afterEach, describe, expect, it, vi } from "vitest";
import { proof } from "../../../lib/above";
import { SENSITIVE, useRecord } from "./look";

type Answer = [number, object];
const record = (fields: string[], values: object): Answer => [
  200,
  { person: "per_1", fields, own_household: false, name: null, phone: null, needs: null, sensitive_standings: null, ...values },
];

function answering(...answers: Answer[]) {
  const fetch = vi.fn(async (_url: string) => {
    const [status, body] = answers.shift()!;
    return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
  });
  vi.stubGlobal("fetch", fetch);
  return fetch;
}
afterEach(() => vi.unstubAllGlobals());

describe("useRecord", () => {
  it("asks for the named fields only and keeps what it saw before", async () => {
    const fetch = answering(record(["name"], { name: "王丽华" }), record(["phone"], { phone: "13812342071", own_household: true }));
    const { look, known, has, ownHousehold } = useRecord("per_1");
    await look.run(["name"]);
    expect(fetch.mock.calls[0]![0]).toBe("/api/v1/desk/people/per_1/record?fields=name");
    expect(has("name")).toBe(true);
    expect(has("phone")).toBe(false);
    await look.run(["phone"]);
    expect(known.value).toMatchObject({ name: "王丽华", phone: "13812342071" });
    expect(ownHousehold.value).toBe(true);
  });

  it("states the purpose, proves a second factor when asked, and lets go of what is sensitive", async () => {
    const refused: Answer = [403, { code: "second_factor", status: 403 }];
    const fetch = answering(refused, record(SENSITIVE, { needs: { words: ["hearing"] }, sensitive_standings: [] }));
    const { look, known, has, forget } = useRecord("per_1");
    const running = look.run(SENSITIVE, "case_work");
    await vi.waitFor(() => expect(proof.value).not.toBeNull());
    proof.value!(true);
    await running;
    expect(fetch.mock.calls[1]![0]).toContain("purpose=case_work");
    expect(has(...SENSITIVE)).toBe(true);
    forget(SENSITIVE);
    expect(has("needs")).toBe(false);
    expect(known.value.needs).toBeUndefined();
  });

  it("shows nothing when the second factor was not proved", async () => {
    answering([403, { code: "second_factor", status: 403 }]);
    const { look, has } = useRecord("per_1");
    const running = look.run(SENSITIVE, "service");
    await vi.waitFor(() => expect(proof.value).not.toBeNull());
    proof.value!(false);
    await running;
    expect(has("needs")).toBe(false);
    expect(look.problem.value?.code).toBe("second_factor");
  });
});
