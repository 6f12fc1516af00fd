/** Positions are used on the visitor's request only and are sent to nobody but the list they asked for. */
import { lookUp, number } from "./i18n";

export interface Point {
  lat: number;
  lon: number;
}

const EARTH_RADIUS_M = 6_371_008.8;

/** Great-circle distance in meters. */
export function meters(a: Point, b: Point): number {
  const rad = Math.PI / 180;
  const dLat = (b.lat - a.lat) * rad;
  const dLon = (b.lon - a.lon) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Rounded so that it does not pretend to be exact: 350 m, 1.2 km, 14 km. */
export function distance(m: number): string {
  if (m < 950) {
    const n = Math.max(10, Math.round(m / 10) * 10);
    return lookUp("geo.meters", { d: number(n) }) ?? `${n} m`;
  }
  const km = m / 1000;
  const d = number(km, km < 10 ? 1 : 0);
  return lookUp("geo.kilometers", { d }) ?? `${d} km`;
}

export type WhereProblem = "denied" | "not_found" | "none";

/** Asks the browser where the visitor is; rejects with a word the page can explain. */
export function whereAmI(): Promise<Point> {
  return new Promise((resolve, reject) => {
    if (!("geolocation" in navigator)) return reject("none" satisfies WhereProblem);
    navigator.geolocation.getCurrentPosition(
      (found) => resolve({ lat: found.coords.latitude, lon: found.coords.longitude }),
      (error) => reject((error.code === 1 ? "denied" : "not_found") satisfies WhereProblem),
      { timeout: 10_000, maximumAge: 300_000 },
    );
  });
}
