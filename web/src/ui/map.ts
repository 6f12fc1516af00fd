/** A flat drawing of a small piece of the earth: equirectangular around its middle, good to a few meters in a city. */
import type { MapFeature } from "../api/types";
import type { Point } from "../lib/geo";

export interface Frame {
  west: number;
  south: number;
  east: number;
  north: number;
}

export interface Projection {
  width: number;
  height: number;
  /** Drawing units per meter. */
  scale: number;
  at(lon: number, lat: number): [number, number];
}

const METERS_PER_DEGREE = 111_195;

function eachPosition(coordinates: unknown, visit: (lon: number, lat: number) => void): void {
  if (!Array.isArray(coordinates)) return;
  if (typeof coordinates[0] === "number") visit(coordinates[0], coordinates[1] as number);
  else for (const inner of coordinates) eachPosition(inner, visit);
}

/** South-west and north-east of a circle. */
export function corners(around: Point, meters: number): [Point, Point] {
  const north = meters / METERS_PER_DEGREE;
  const east = north / Math.cos((around.lat * Math.PI) / 180);
  return [
    { lat: around.lat - north, lon: around.lon - east },
    { lat: around.lat + north, lon: around.lon + east },
  ];
}

/** What must be visible: all points, and the regions when there are no points. */
export function frameOf(points: Point[], features: MapFeature[]): Frame | null {
  const frame: Frame = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  const take = (lon: number, lat: number) => {
    frame.west = Math.min(frame.west, lon);
    frame.east = Math.max(frame.east, lon);
    frame.south = Math.min(frame.south, lat);
    frame.north = Math.max(frame.north, lat);
  };
  points.forEach((point) => take(point.lon, point.lat));
  if (points.length === 0) {
    features.filter((one) => one.properties.kind === "region").forEach((one) => eachPosition(one.geometry.coordinates, take));
  }
  return Number.isFinite(frame.west) ? frame : null;
}

/** Fits a frame into a drawing, with a margin and never closer than `leastMeters` across. */
export function project(frame: Frame, width: number, height: number, leastMeters = 1200): Projection {
  const midLat = (frame.south + frame.north) / 2;
  const midLon = (frame.west + frame.east) / 2;
  const east = METERS_PER_DEGREE * Math.cos((midLat * Math.PI) / 180);
  const wide = Math.max((frame.east - frame.west) * east, leastMeters);
  const high = Math.max((frame.north - frame.south) * METERS_PER_DEGREE, leastMeters * (height / width));
  const scale = Math.min(width / wide, height / high) * 0.82;
  return {
    width,
    height,
    scale,
    at: (lon, lat) => [
      width / 2 + (lon - midLon) * east * scale,
      height / 2 - (lat - midLat) * METERS_PER_DEGREE * scale,
    ],
  };
}

function line(positions: unknown, to: Projection, close: boolean): string {
  const points = (positions as [number, number][]).map(([lon, lat]) => {
    const [x, y] = to.at(lon, lat);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return points.length > 1 ? `M${points.join("L")}${close ? "Z" : ""}` : "";
}

/** The path of one feature; points and unknown shapes give nothing. */
export function pathOf(feature: MapFeature, to: Projection): string {
  const shape = feature.geometry.coordinates as unknown[];
  switch (feature.geometry.type) {
    case "Polygon":
      return shape.map((ring) => line(ring, to, true)).join("");
    case "MultiPolygon":
      return (shape as unknown[][]).flatMap((rings) => rings.map((ring) => line(ring, to, true))).join("");
    case "LineString":
      return line(shape, to, false);
    case "MultiLineString":
      return shape.map((part) => line(part, to, false)).join("");
    default:
      return "";
  }
}

/** A round length for the scale bar that takes about a fifth of the drawing. */
export function scaleBar(scale: number, width: number): number {
  const wanted = width / 5 / scale;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return ([5, 2, 1].find((step) => step * power <= wanted) ?? 1) * power;
}
