import { describe, expect, it } from "vitest";
import { cardCode, character, GUN_GAP_MS, ScanBuffer } from "../scan";

const CODE = "LX-7K2M-4567-89AB-CDEF";

function type(buffer: ScanBuffer, text: string, gap: number, start = 0): string | null {
  let at = start;
  let out: string | null = null;
  for (const key of [...text, "Enter"]) {
    out = buffer.press({ key, code: "" }, at);
    at += gap;
  }
  return out;
}

describe("cardCode", () => {
  it("reads any case, gaps and look-alikes", () => {
    expect(cardCode(" lx7k2m456789abcdef ")).toBe(CODE);
    expect(cardCode("LX-OIL3-4567-89AB-CDEF")).toBe("LX-0113-4567-89AB-CDEF");
  });

  it("refuses what is no card", () => {
    for (const text of ["", "LX", "7K2M456789ABCDEF", "LX-7K2M-4567-89AB-CDE", "LX-7K2M-4567-89AB-CDEU", "王芳"]) {
      expect(cardCode(text), text).toBeNull();
    }
  });
});

describe("ScanBuffer", () => {
  it("gives what a gun typed", () => {
    expect(type(new ScanBuffer(), CODE, 5)).toBe(CODE);
  });

  it("ignores what people type", () => {
    expect(type(new ScanBuffer(), CODE, GUN_GAP_MS + 1)).toBeNull();
  });

  it("ignores short bursts", () => {
    expect(type(new ScanBuffer(), "12345", 5)).toBeNull();
  });

  it("forgets what was typed by hand just before", () => {
    const buffer = new ScanBuffer();
    buffer.press({ key: "w", code: "KeyW" }, 0);
    expect(type(buffer, CODE, 5, 500)).toBe(CODE);
  });

  it("keeps the shift key of a gun out of the text, and starts again after other keys", () => {
    const buffer = new ScanBuffer();
    buffer.press({ key: "Shift", code: "ShiftLeft" }, 0);
    expect(type(buffer, CODE, 5, 5)).toBe(CODE);
    buffer.press({ key: "Tab", code: "Tab" }, 1000);
    expect(type(buffer, CODE, 5, 1005)).toBe(CODE);
  });

  it("reads the places of keys while a Chinese input method is on", () => {
    expect(character({ key: "Process", code: "KeyL" })).toBe("L");
    expect(character({ key: "Process", code: "Digit7" })).toBe("7");
    expect(character({ key: "Process", code: "Minus" })).toBe("-");
    expect(character({ key: "ArrowUp", code: "ArrowUp" })).toBeNull();
  });
});
