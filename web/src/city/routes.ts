import type { RouteRecordRaw } from "../lib/router";
import { loadFace } from "../lib/i18n";

/** The city view shares the staff shell and the words of figures with the desk. */
const deskWords = async (): Promise<void> => loadFace("desk");

export const cityRoutes: RouteRecordRaw[] = [
  {
    path: "/city",
    component: () => import("../desk/DeskShell.vue"),
    meta: { face: "city", needs: "staff" },
    beforeEnter: deskWords,
    children: [
      { path: "", component: () => import("./pages/CityPage.vue") },
      { path: "planning", component: async () => (await import("./planning")).page() },
    ],
  },
  {
    path: "/city/wall",
    component: () => import("./pages/WallPage.vue"),
    meta: { face: "city", needs: "staff" },
    beforeEnter: deskWords,
  },
];
