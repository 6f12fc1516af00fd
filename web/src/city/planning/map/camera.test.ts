import { describe, expect, it } from "vitest";
import { meters } from "../../../lib/geo";
import { boxOf, CLOSEST, fit, meets, pan, planeAround, step, toGround, toScreen, viewOf, within, zoom } from "./camera";

const size = { width: 800, height: 600 };
const box = { west: -4000, east: 4000, north: -3000, south: 3000 };

describe("the camera", () => {
  it("goes to the plane and back", () => {
    const plane = planeAround(113.9, 34.62);
    const spot = plane.at(113.95, 34.58);
    expect(spot.x).toBeGreaterThan(0);
    expect(spot.y).toBeGreaterThan(0);
    const back = plane.back(spot);
    expect(back.lon).toBeCloseTo(113.95, 9);
    expect(back.lat).toBeCloseTo(34.58, 9);
    const real = meters({ lon: 113.9, lat: 34.62 }, { lon: 113.95, lat: 34.58 });
    expect(Math.abs(Math.hypot(spot.x, spot.y) - real) / real).toBeLessThan(0.002);
  });

  it("shows all of a box", () => {
    const camera = fit(box, size, 0);
    expect(camera.scale).toBeCloseTo(0.1);
    expect(toScreen(camera, size, { x: -4000, y: -3000 })).toEqual({ x: 0, y: 0 });
    expect(toGround(camera, size, { x: 800, y: 600 })).toEqual({ x: 4000, y: 3000 });
    expect(fit({ west: 0, east: 0, north: 0, south: 0 }, size).scale).toBe(CLOSEST);
  });

  it("zooms around what is under the hand, and pans with it", () => {
    const at = { x: 200, y: 100 };
    const before = fit(box, size);
    const under = toGround(before, size, at);
    const after = zoom(before, size, at, 1.7);
    const now = toGround(after, size, at);
    expect(now.x).toBeCloseTo(under.x, 6);
    expect(now.y).toBeCloseTo(under.y, 6);
    const moved = pan(after, 30, -20);
    const there = toScreen(moved, size, under);
    expect(there.x).toBeCloseTo(230, 6);
    expect(there.y).toBeCloseTo(80, 6);
  });

  it("stays over the map", () => {
    const far = within({ x: 99_999, y: -99_999, scale: 0.000_01 }, box, size);
    expect([far.x, far.y]).toEqual([4000, -3000]);
    expect(far.scale).toBeCloseTo(fit(box, size).scale * 0.6);
    expect(within({ x: 0, y: 0, scale: 100 }, box, size).scale).toBe(CLOSEST);
  });

  it("steps 25 meters on the ground", () => {
    const from = { lon: 117, lat: 36.65 };
    expect(meters(from, step(from, 25, 0))).toBeCloseTo(25, 1);
    expect(meters(from, step(from, 0, -100))).toBeCloseTo(100, 1);
    expect(step(from, 0, 25).lat).toBeGreaterThan(from.lat);
    expect(step(from, 25, 0).lon).toBeGreaterThan(from.lon);
  });

  it("knows what is in sight", () => {
    const camera = fit(box, size, 0);
    expect(viewOf(camera, size)).toEqual(box);
    expect(meets(box, { west: 4000, east: 5000, north: 0, south: 1 })).toBe(true);
    expect(meets(box, { west: 4001, east: 5000, north: 0, south: 1 })).toBe(false);
    expect(boxOf([])).toBeNull();
    expect(boxOf([{ x: 1, y: 2 }, { x: -1, y: 5 }])).toEqual({ west: -1, east: 1, north: 2, south: 5 });
  });
});
