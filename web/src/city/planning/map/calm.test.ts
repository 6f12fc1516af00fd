import { describe, expect, it } from "vitest";
import { calmed, type Ring } from "./calm";

const square = (side: number, hole = false): Ring => ({
  spots: [
    { x: 0, y: 0 },
    { x: side / 2, y: 0 },
    { x: side, y: 0 },
    { x: side, y: side },
    { x: 0, y: side },
  ],
  hole,
});

describe("areas from afar", () => {
  it("keep what can be seen", () => {
    expect(calmed([square(1000), square(400, true)], 10)).toEqual([square(1000), square(400, true)]);
  });

  it("lose small holes before small islands", () => {
    const sizes = (pixel: number) => calmed([square(1000), square(100, true), square(100)], pixel).map((one) => one.hole);
    expect(sizes(1)).toEqual([false, true, false]);
    expect(sizes(20)).toEqual([false, false]);
    expect(sizes(50)).toEqual([false]);
  });

  it("have no more spots than pixels", () => {
    const round = Array.from({ length: 1000 }, (_, n) => ({ x: 500 * Math.cos(n / 159), y: 500 * Math.sin(n / 159) }));
    const [far] = calmed([{ spots: round, hole: false }], 20);
    expect(far!.spots.length).toBeLessThan(120);
    expect(far!.spots.length).toBeGreaterThan(60);
  });
});
