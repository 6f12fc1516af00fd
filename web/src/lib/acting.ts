/**
 * Acting for another: a daughter for her father, a guardian for a child, staff for a resident. It holds for this tab
 * only. What one reads and does is then the other's; signing in, one's own security and the workplace stay one's own.
 */
import { shallowRef } from "vue";

export interface Acting {
  person: string;
  name: string;
}

export const FOR_HEADER = "Lianxin-For";
const KEPT = "lianxin-for";
/** What never is about the other: the sign-in, the site itself, and the workplace of staff. */
const OWN =
  /^\/api\/v1\/(about|session$|sign-(in|out)|me\/(acting-for|sign-ins|factors|password|rights)|desk|admin|staff|city|figures|privacy)/;

/** `per_… 王大爷`: an id has no space. */
function kept(): Acting | null {
  const found = /^(\S+) (.+)/.exec(sessionStorage.getItem(KEPT) ?? "");
  return found && { person: found[1]!, name: found[2]! };
}

export const acting = shallowRef<Acting | null>(kept());

/** From now on in this tab. Everything that was read is read again, for the other. */
export function actFor({ person, name }: Acting): void {
  sessionStorage.setItem(KEPT, `${person} ${name}`);
  acting.value = { person, name };
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
