/** Between moments as the server has them and the date and time fields of a form, in the installation's zone. */
import { civil, time } from "../lib/date";

/** `2026-11-22T18:00` in the zone; empty for nothing. */
export function toField(at: string | null | undefined): string {
  return at ? `${civil(at)}T${time(at)}` : "";
}

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const read = (local: string): number => (LOCAL.test(local) ? Date.parse(`${local}:00Z`) : Number.NaN);

/** The moment a field names; null when it is empty or no date. */
export function fromField(local: string): string | null {
  const wanted = read(local.slice(0, 16));
  if (Number.isNaN(wanted)) return null;
  let at = wanted;
  // The zone's distance from UTC is known only where one stands: a second look settles it at a change of clocks.
  for (let look = 0; look < 2; look += 1) {
    const shown = read(toField(new Date(at).toISOString()));
    at += wanted - shown;
  }
  return new Date(at).toISOString();
}
