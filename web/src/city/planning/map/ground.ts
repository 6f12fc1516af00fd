/** Shapes from data, made ready to draw: cut into squares, so that only what is in sight is drawn. */
import { type Box, boxOf, type Plane, type Spot } from "./camera";
import { calmed, type Ring } from "./calm";

/** A piece of ground of one kind, ready to draw. */
export interface Piece {
  kind: string;
  path: Path2D;
  box: Box;
  /** Id of the region it is, when it is one. */
  id?: string;
  /** The same from afar, where it is drawn calmer there. `pixel`: meters of a pixel. */
  far?: (pixel: number) => Far;
}

/** An area without what is too small to be seen. */
export interface Far {
  fill: Path2D;
  /** Its outer lines alone. */
  outline: Path2D;
}

interface Drawn {
  properties: { kind?: string; minutes?: number; id?: string };
  geometry: { type: string; coordinates: unknown };
}

type Line = [number, number][];
const SQUARE_M = 1200;

/** Every line and ring of a geometry; `closed` when they bound an area. */
export function linesOf(geometry: { type: string; coordinates: unknown }): { lines: Line[]; closed: boolean } {
  switch (geometry.type) {
    case "LineString":
      return { lines: [geometry.coordinates as Line], closed: false };
    case "MultiLineString":
      return { lines: geometry.coordinates as Line[], closed: false };
    case "Polygon":
      return { lines: geometry.coordinates as Line[], closed: true };
    case "MultiPolygon":
      return { lines: (geometry.coordinates as Line[][]).flat(), closed: true };
    default:
      return { lines: [], closed: false };
  }
}

function grow(box: Box | null, other: Box): Box {
  if (!box) return { ...other };
  return {
    west: Math.min(box.west, other.west),
    east: Math.max(box.east, other.east),
    north: Math.min(box.north, other.north),
    south: Math.max(box.south, other.south),
  };
}

function trace(path: Path2D, spots: Spot[], closed: boolean): void {
  spots.forEach(({ x, y }, index) => (index === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
  if (closed) path.closePath();
}

/** Areas stay whole; lines are sorted into squares by their first point, and each square knows how far its lines reach. */
export function piecesOf(features: readonly Drawn[], plane: Plane, kindOf: (one: Drawn) => string): Piece[] {
  const pieces: Piece[] = [];
  const squares = new Map<string, Piece>();
  for (const one of features) {
    const { lines, closed } = linesOf(one.geometry);
    const kind = kindOf(one);
    let whole: Piece | null = null;
    for (const line of lines) {
      const spots = line.map(([lon, lat]) => plane.at(lon, lat));
      const box = boxOf(spots);
      if (!box || spots.length < 2) continue;
      let into: Piece | null = whole;
      if (!closed) {
        const key = `${kind} ${Math.floor(spots[0]!.x / SQUARE_M)} ${Math.floor(spots[0]!.y / SQUARE_M)}`;
        into = squares.get(key) ?? null;
        if (!into) squares.set(key, (into = { kind, path: new Path2D(), box }));
      } else if (!into) into = whole = { kind, path: new Path2D(), box, id: one.properties.id };
      trace(into.path, spots, closed);
      into.box = grow(into.box, box);
    }
    if (whole) pieces.push(whole);
  }
  return [...pieces, ...squares.values()];
}

/** How an area looks from afar, worked out once for each doubling of the distance. */
function farOf(rings: Ring[]): (pixel: number) => Far {
  const known = new Map<number, Far>();
  return (pixel) => {
    const level = 2 ** Math.floor(Math.log2(pixel));
    let far = known.get(level);
    if (!far) {
      known.set(level, (far = { fill: new Path2D(), outline: new Path2D() }));
      for (const { spots, hole } of calmed(rings, level)) {
        trace(far.fill, spots, true);
        if (!hole) trace(far.outline, spots, true);
      }
    }
    return far;
  };
}

/** An area of many rings that is looked at from near and from afar. */
export function areaOf(geometry: Drawn["geometry"], plane: Plane): Piece | null {
  const polygons = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) as Line[][];
  const rings = polygons.flatMap((polygon) =>
    polygon.map((line, index) => ({ spots: line.map(([lon, lat]) => plane.at(lon, lat)), hole: index > 0 })),
  );
  const box = boxOf(rings.flatMap((one) => one.spots));
  if (!box) return null;
  const path = new Path2D();
  for (const { spots } of rings) trace(path, spots, true);
  return { kind: "area", path, box, far: farOf(rings) };
}
