/** Areas as they can be seen from afar: without what is smaller than the eye tells apart. Pure. */
import { boxOf, type Spot } from "./camera";

/** One closed line of an area. */
export interface Ring {
  spots: Spot[];
  /** It bounds ground left out inside the area. */
  hole: boolean;
}

const SMALLEST_HOLE_PX = 14;
const SMALLEST_PX = 3;
const STEP_PX = 1.5;

/** Keeps the spots at least so far apart. */
function thinned(spots: readonly Spot[], apart: number): Spot[] {
  const kept: Spot[] = [];
  let last: Spot | null = null;
  for (const spot of spots) {
    if (last && Math.hypot(spot.x - last.x, spot.y - last.y) < apart) continue;
    kept.push(spot);
    last = spot;
  }
  return kept;
}

/** `pixel`: meters of a pixel. */
export function calmed(rings: readonly Ring[], pixel: number): Ring[] {
  return rings.flatMap(({ spots, hole }) => {
    const box = boxOf(spots);
    if (!box) return [];
    const least = (hole ? SMALLEST_HOLE_PX : SMALLEST_PX) * pixel;
    if (Math.max(box.east - box.west, box.south - box.north) < least) return [];
    const fewer = thinned(spots, STEP_PX * pixel);
    return fewer.length < 3 ? [] : [{ spots: fewer, hole }];
  });
}
