/** Where the map looks: flat meters around the middle of what is shown, and a camera above them. Pure. */
import type { Point } from "../../../lib/geo";

const METERS_PER_DEGREE = 111_195;

/** Meters, x to the east, y to the south. */
export interface Spot {
  x: number;
  y: number;
}

export interface Box {
  west: number;
  north: number;
  east: number;
  south: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Camera extends Spot {
  /** Pixels per meter. */
  scale: number;
}

export interface Plane {
  at(lon: number, lat: number): Spot;
  back(spot: Spot): Point;
}

/** Equirectangular around a middle: good to a few meters across a district. */
export function planeAround(lon: number, lat: number): Plane {
  const east = METERS_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  return {
    at: (toLon, toLat) => ({ x: (toLon - lon) * east, y: (lat - toLat) * METERS_PER_DEGREE }),
    back: ({ x, y }) => ({ lon: lon + x / east, lat: lat - y / METERS_PER_DEGREE }),
  };
}

export const CLOSEST = 4;
const FARTHEST_SHARE = 0.6;

/** Everything in the box, with a margin around it. */
export function fit(box: Box, size: Size, margin = 24): Camera {
  const wide = Math.max(box.east - box.west, 100);
  const high = Math.max(box.south - box.north, 100);
  const room = { width: Math.max(size.width - 2 * margin, 50), height: Math.max(size.height - 2 * margin, 50) };
  const scale = Math.min(room.width / wide, room.height / high, CLOSEST);
  return { x: (box.west + box.east) / 2, y: (box.north + box.south) / 2, scale };
}

export function toScreen(camera: Camera, size: Size, spot: Spot): Spot {
  return { x: (spot.x - camera.x) * camera.scale + size.width / 2, y: (spot.y - camera.y) * camera.scale + size.height / 2 };
}

export function toGround(camera: Camera, size: Size, at: Spot): Spot {
  return { x: (at.x - size.width / 2) / camera.scale + camera.x, y: (at.y - size.height / 2) / camera.scale + camera.y };
}

/** Keeps the middle over the map and the map not too small. */
export function within(camera: Camera, box: Box, size: Size): Camera {
  const least = fit(box, size).scale * FARTHEST_SHARE;
  return {
    scale: Math.min(CLOSEST, Math.max(least, camera.scale)),
    x: Math.min(box.east, Math.max(box.west, camera.x)),
    y: Math.min(box.south, Math.max(box.north, camera.y)),
  };
}

/** Moved by so many pixels of the hand. */
export function pan(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale };
}

/** What lies under `at` stays there. */
export function zoom(camera: Camera, size: Size, at: Spot, factor: number): Camera {
  const under = toGround(camera, size, at);
  const scale = camera.scale * factor;
  return { scale, x: under.x - (at.x - size.width / 2) / scale, y: under.y - (at.y - size.height / 2) / scale };
}

/** A place so many meters further east and north. */
export function step(from: Point, east: number, north: number): Point {
  const plane = planeAround(from.lon, from.lat);
  return plane.back({ x: east, y: -north });
}

export function boxOf(spots: Iterable<Spot>): Box | null {
  const box: Box = { west: Infinity, north: Infinity, east: -Infinity, south: -Infinity };
  for (const { x, y } of spots) {
    box.west = Math.min(box.west, x);
    box.east = Math.max(box.east, x);
    box.north = Math.min(box.north, y);
    box.south = Math.max(box.south, y);
  }
  return Number.isFinite(box.west) ? box : null;
}

export function meets(a: Box, b: Box): boolean {
  return a.west <= b.east && a.east >= b.west && a.north <= b.south && a.south >= b.north;
}

/** What the camera sees, with `margin` (a share of the size) around it. */
export function viewOf(camera: Camera, size: Size, margin = 0): Box {
  const x = (size.width * (0.5 + margin)) / camera.scale;
  const y = (size.height * (0.5 + margin)) / camera.scale;
  return { west: camera.x - x, east: camera.x + x, north: camera.y - y, south: camera.y + y };
}
