/** Shapes from data, made ready to draw: cut into squares, so that only what is in sight is drawn. */
import { type Box, boxOf, type Plane, type Spot } from "./camera";

/** A piece of ground of one kind, ready to draw. */
export interface Piece {
  kind: string;
  path: Path2D;
  box: Box;
  /** Id of the region it is, when it is one. */
  id?: string;
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
