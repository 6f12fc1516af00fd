/** Draws the ground under the sites: district, ways, how far people walk, and who is not reached. */
import { type Camera, meets, type Size, type Spot, viewOf } from "./camera";
import type { Piece } from "./ground";

export interface Scene {
  regions: Piece[];
  /** Water, green and roads of the district's own map. */
  district: Piece[];
  ways: Piece[];
  /** The furthest first. `band` is the place among the minutes, the nearest is 0. */
  bands: { piece: Piece; band: number }[];
  gaps: Piece[];
  /** Which gap is looked at. */
  gap: number | null;
  /** Which band alone is shown; all of them when null. */
  band: number | null;
  region: string | null;
  /** Homes too far from any street. */
  left: Spot[];
}

export interface Ink {
  ground: string;
  region: string;
  edge: string;
  water: string;
  green: string;
  road: string;
  way: string;
  gap: string;
  strong: string;
  /** The nearest band first. */
  bands: string[];
}

const VARIABLES: Record<Exclude<keyof Ink, "bands">, string> = {
  ground: "--map-ground",
  region: "--surface",
  edge: "--ink-3",
  water: "--map-water",
  green: "--map-green",
  road: "--map-road",
  way: "--ctl",
  gap: "--amber",
  strong: "--ink",
};
const STEPS = ["--step-4", "--step-3", "--step-2", "--step-1", "--step-1", "--step-1"];

/** The page's own colors, so that the map follows the theme. */
export function inkOf(element: Element): Ink {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim() || "#888888";
  const plain = Object.fromEntries(Object.entries(VARIABLES).map(([key, name]) => [key, read(name)]));
  return { ...(plain as Omit<Ink, "bands">), bands: STEPS.map(read) };
}

/** Widths of ways: never thinner than so many pixels, and so many meters wide when one is near. */
const WAYS: Record<string, { pixels: number; meters: number; from: number }> = {
  footway: { pixels: 0.8, meters: 3, from: 0.06 },
  steps: { pixels: 0.9, meters: 3, from: 0.06 },
  crossing: { pixels: 0.9, meters: 3, from: 0.1 },
  street: { pixels: 1.1, meters: 7, from: 0.06 },
  road: { pixels: 2.2, meters: 14, from: 0 },
};
/** Pixels per meter below which areas are drawn calmer: without holes and lines too small to be told apart. */
const CALM = 0.11;
const CROSS_PX = 3.5;
const MARGIN = 0.25;
const HATCH_PX = 9;

function hatch(context: CanvasRenderingContext2D, color: string, ratio: number): CanvasPattern | string {
  const tile = document.createElement("canvas");
  tile.width = tile.height = Math.round(HATCH_PX * ratio);
  const on = tile.getContext("2d");
  if (!on) return color;
  on.strokeStyle = color;
  on.lineWidth = 1.4 * ratio;
  on.beginPath();
  for (const from of [-1, 0, 1]) {
    on.moveTo(from * tile.width, tile.height);
    on.lineTo((from + 1) * tile.width, 0);
  }
  on.stroke();
  return context.createPattern(tile, "repeat") ?? color;
}

/** Draws the view and a quarter of it around, so that a moving hand does not uncover bare ground. */
export function paint(canvas: HTMLCanvasElement, scene: Scene, camera: Camera, size: Size, ink: Ink, ratio: number): void {
  const wide = Math.round(size.width * (1 + 2 * MARGIN) * ratio);
  const high = Math.round(size.height * (1 + 2 * MARGIN) * ratio);
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  const context = canvas.getContext("2d");
  if (!context) return;
  const view = viewOf(camera, size, MARGIN);
  const seen = (pieces: Piece[]) => pieces.filter((one) => meets(one.box, view));
  const px = 1 / camera.scale;
  const calm = camera.scale < CALM;

  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = ink.ground;
  context.fillRect(0, 0, wide, high);
  const zoom = camera.scale * ratio;
  context.setTransform(zoom, 0, 0, zoom, wide / 2 - camera.x * zoom, high / 2 - camera.y * zoom);
  context.lineJoin = "round";
  context.lineCap = "round";

  const fill = (piece: { path: Path2D }, color: string | CanvasPattern, alpha = 1) => {
    context.globalAlpha = alpha;
    context.fillStyle = color;
    context.fill(piece.path, "evenodd");
    context.globalAlpha = 1;
  };
  const line = (piece: { path: Path2D }, color: string, width: number, alpha = 1, dash: number[] = []) => {
    context.globalAlpha = alpha;
    context.strokeStyle = color;
    context.lineWidth = width;
    context.setLineDash(dash.map((one) => one * px));
    context.stroke(piece.path);
    context.setLineDash([]);
    context.globalAlpha = 1;
  };

  for (const one of seen(scene.regions)) fill(one, ink.region, 0.55);
  for (const one of seen(scene.district)) if (one.kind === "green") fill(one, ink.green);
  for (const one of seen(scene.district)) {
    if (one.kind !== "water") continue;
    fill(one, ink.water);
    line(one, ink.water, Math.max(2 * px, 4));
  }
  for (const { piece, band } of scene.bands) {
    if (scene.band !== null && scene.band !== band) continue;
    if (!meets(piece.box, view)) continue;
    fill({ path: calm && piece.far ? piece.far(px).fill : piece.path }, ink.bands[band] ?? ink.bands[0]!, 0.9);
  }
  const ways = scene.ways.length > 0 ? scene.ways : scene.district.filter((one) => one.kind === "road");
  for (const [kind, look] of Object.entries(WAYS)) {
    if (camera.scale < look.from) continue;
    const width = Math.max(look.pixels * px * (calm ? 0.6 : 1), Math.min(look.meters, 10 * px));
    const far = kind === "footway" || kind === "steps" || kind === "crossing";
    for (const one of seen(ways)) {
      if (one.kind !== kind) continue;
      line(one, far ? ink.way : ink.road, width, far ? 0.45 : 1, kind === "steps" ? [2, 2] : []);
    }
  }
  for (const { piece, band } of scene.bands) {
    if (scene.band !== null && scene.band !== band) continue;
    if (!meets(piece.box, view)) continue;
    if (calm && piece.far) line({ path: piece.far(px).outline }, ink.edge, 0.8 * px, 0.3);
    else line(piece, ink.edge, 1.1 * px, 0.75, band === 0 ? [] : band === 1 ? [7, 3] : [2, 3]);
  }
  for (const one of seen(scene.regions)) line(one, ink.edge, 1 * px, 0.35);
  const looked = scene.regions.find((one) => scene.region !== null && one.id === scene.region);
  if (looked) line(looked, ink.strong, 2.5 * px);
  if (scene.gaps.length > 0) {
    const stripes = hatch(context, ink.gap, ratio);
    if (typeof stripes !== "string") stripes.setTransform(new DOMMatrix().scale(1 / zoom));
    scene.gaps.forEach((one, index) => {
      if (!meets(one.box, view)) return;
      // Stripes need room to be seen as such.
      const small = Math.max(one.box.east - one.box.west, one.box.south - one.box.north) < 4 * HATCH_PX * px;
      fill(one, small ? ink.gap : stripes, small ? 0.3 : 0.6);
      line(one, ink.gap, (index === scene.gap ? 3.5 : calm ? 1 : 1.6) * px);
    });
  }
  if (scene.left.length > 0) {
    const crosses = { path: new Path2D() };
    const arm = CROSS_PX * px;
    for (const { x, y } of scene.left) {
      crosses.path.moveTo(x - arm, y - arm);
      crosses.path.lineTo(x + arm, y + arm);
      crosses.path.moveTo(x - arm, y + arm);
      crosses.path.lineTo(x + arm, y - arm);
    }
    line(crosses, ink.region, 4 * px);
    line(crosses, ink.strong, 1.8 * px);
  }
}

/** How the canvas lies when it was drawn from another camera. */
export function laid(drawn: Camera, now: Camera): string {
  const factor = now.scale / drawn.scale;
  const x = (drawn.x - now.x) * now.scale;
  const y = (drawn.y - now.y) * now.scale;
  return `translate(${x}px, ${y}px) scale(${factor})`;
}
