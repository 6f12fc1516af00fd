/** A session that ended while someone worked: to the staff sign-in, and back to the same page afterwards. */
import type { Problem } from "../lib/problem";
import { account } from "../lib/session";
import { router } from "../router";

/** True when that is what the problem was; the page has nothing more to say then. */
export function sessionEnded(problem: Problem | null): boolean {
  if (problem?.code !== "sign_in") return false;
  const here = router.currentRoute.value;
  if (here.path.startsWith("/sign-in")) return true;
  account.value = null;
  void router.push({ path: "/sign-in/staff", query: { next: here.fullPath } });
  return true;
}
