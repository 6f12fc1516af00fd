/** Three faces, each with its own chunk group; what a path needs is in its `meta`. Those of staff come when they go there. */
import { type Face, loadFace, loadFirst, lookUp } from "./lib/i18n";
import { moved, unreachable } from "./lib/moved";
import { createRouter, type RouteRecordRaw } from "./lib/router";
import { account, knowSession, staff } from "./lib/session";
import { residentRoutes } from "./resident/routes";
import { toast } from "./ui/toast";

const lost: RouteRecordRaw = {
  path: "/:rest(.*)*",
  component: () => import("./resident/ResidentShell.vue"),
  children: [{ path: "", component: () => import("./resident/pages/NotFoundPage.vue") }],
};

const WORKPLACE = /^\/(desk|city|screen)(\/|$)/;

/** The face of an address before the router has run, so that its messages load with the first script. */
export function faceOf(path: string): Face {
  return WORKPLACE.test(path) ? "shared" : "resident";
}

/** The rest of the messages waits until the first screen has its data. */
const LATER_MS = 2500;

export const router = createRouter({
  routes: [...residentRoutes, lost],
  later: { at: WORKPLACE, load: async () => (await import("./workplace")).workplaceRoutes() },
  scrollBehavior(to, from, saved) {
    if (saved) return saved;
    if (to.hash) return { el: to.hash, top: 0 };
    return to.path === from.path ? undefined : { top: 0 };
  },
});

router.beforeEach(async (to, from) => {
  if (from.matched.length > 0 && to.path !== from.path) moved.yet = true;
  const faces: Face[] = ["shared", to.meta.face ?? "resident"];
  const everything = () => loadFace(...faces);
  const loading = to.meta.first ? loadFirst(...faces) : everything();
  if (to.meta.first) setTimeout(() => void everything().catch(() => undefined), LATER_MS);
  if (to.meta.needs) {
    await knowSession();
    const back = { next: to.fullPath };
    if (to.meta.needs === "staff" && !account.value) return { path: "/sign-in/staff", query: back };
    if (!account.value) return { path: "/sign-in", query: back };
    if (to.meta.needs === "staff" && !staff.value) {
      await loading;
      return { path: "/forbidden", replace: true };
    }
  }
  await loading;
  return true;
});

router.afterEach((to) => {
  const root = document.documentElement;
  const face = to.meta.face ?? "resident";
  if (face === "resident") delete root.dataset.face;
  else root.dataset.face = face;
});

const RELOADED = "lianxin-reloaded";

/**
 * A release may have replaced the files this page knew: load the page anew, once. Without a network, or when that did
 * not help, the visitor stays where they were, or is told when there is no page yet.
 */
router.onError((error, to) => {
  console.error(error);
  if (navigator.onLine && sessionStorage.getItem(RELOADED) !== to.fullPath) {
    sessionStorage.setItem(RELOADED, to.fullPath);
    location.assign(to.fullPath);
  } else if (router.currentRoute.value.matched.length === 0) unreachable.value = true;
  else toast(lookUp("problem.offline") ?? "");
});

router.afterEach(() => {
  unreachable.value = false;
  sessionStorage.removeItem(RELOADED);
});
