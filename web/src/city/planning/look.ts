/** Positions of shapes, for looking at them. Pure. */
import type { Point } from "../../lib/geo";

export function positionsOf(coordinates: unknown, into: Point[] = []): Point[] {
  if (!Array.isArray(coordinates)) return into;
  if (typeof coordinates[0] === "number") into.push({ lon: coordinates[0], lat: coordinates[1] as number });
  else for (const one of coordinates) positionsOf(one, into);
  return into;
}

/** West, south, east, north. */
export type Bounds = [number, number, number, number];

/** Of what there is; null of nothing. */
export function boundsOf(points: Point[]): Bounds | null {
  if (points.length === 0) return null;
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { lon, lat } of points) {
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  }
  return bounds;
}
