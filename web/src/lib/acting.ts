/**
 * Acting for another: a daughter for her father, a guardian for a child, staff for a resident. It holds for this tab
 * only. What one reads and does is then the other's; signing in, one's own security and the workplace stay one's own.
 */
import { shallowRef } from "vue";

export interface Acting {
  person: string;
  name: string;
  basis: "guardian" | "delegate" | "staff";
  /** The parts of the program it is for; all when there is none. */
  modules?: string[] | null;
}

export const FOR_HEADER = "Lianxin-For";
const KEPT = "lianxin-for";
/** What never is about the other: the sign-in, the site itself, and the workplace of staff. */
const OWN =
  /^\/api\/v1\/(about|session$|sign-(in|out)|me\/(acting-for|sign-ins|factors|password|rights)|desk|admin|staff|city|figures|privacy)/;

function kept(): Acting | null {
  return JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Acting | null;
}

export const acting = shallowRef<Acting | null>(kept());

/** From now on in this tab. Everything that was read is read again, for the other. */
export function actFor({ person, name, basis, modules }: Acting): void {
  acting.value = { person, name, basis, modules };
  sessionStorage.setItem(KEPT, JSON.stringify(acting.value));
}

/** Whether one may act in this part of the program; for oneself always. */
export function mayIn(part: string): boolean {
  return acting.value?.modules?.includes(part) ?? true;
}

export function stopActing(): void {
  if (!acting.value) return;
  sessionStorage.removeItem(KEPT);
  acting.value = null;
}

/** For whom a request to this address is made; null for oneself. */
export function actingAt(path: string): string | null {
  return acting.value && !OWN.test(path) ? acting.value.person : null;
}
