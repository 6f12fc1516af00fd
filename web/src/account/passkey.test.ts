import { expect, test } from "vitest";
import { toBytes, toText } from "./passkey";

test("bytes are written without padding and signs that addresses cannot hold, and read back", () => {
  const bytes = Uint8Array.from([0, 251, 255, 62, 63, 1]);
  const text = toText(bytes.buffer);
  expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
  expect([...toBytes(text)]).toEqual([...bytes]);
  for (let length = 0; length < 9; length += 1) {
    const some = Uint8Array.from({ length }, (_, n) => 250 - n);
    expect([...toBytes(toText(some.buffer))]).toEqual([...some]);
  }
});
