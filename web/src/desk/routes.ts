import { adminRoutes } from "../admin/routes";
import type { RouteRecordRaw } from "../lib/router";

/** Loaded with their own words. */
const people = (which: Parameters<(typeof import("./people"))["page"]>[0]) => async () => (await import("./people")).page(which);

export const deskRoutes: RouteRecordRaw[] = [
  {
    path: "/desk",
    component: () => import("./DeskShell.vue"),
    meta: { face: "desk", needs: "staff" },
    children: [
      { path: "", redirect: "/desk/today" },
      { path: "today", component: () => import("./pages/TodayPage.vue") },
      { path: "programs", component: () => import("./pages/ProgramsPage.vue") },
      { path: "programs/new", component: () => import("./pages/NewProgramPage.vue") },
      { path: "programs/:id", component: () => import("./pages/ProgramPage.vue"), props: true },
      { path: "sessions/:id", component: () => import("./pages/SessionPage.vue"), props: true },
      { path: "sessions/:id/sheet", component: () => import("./pages/SheetPage.vue"), props: true },
      { path: "people", component: people("find") },
      { path: "people/duplicates", component: people("duplicates") },
      { path: "people/import", component: people("intake") },
      { path: "people/import/:id", component: people("list"), props: true },
      { path: "people/:person", component: people("person"), props: true },
      { path: "people/:person/merge/:other", component: people("merge"), props: true },
      { path: "people/:person/split", component: people("split"), props: true },
      { path: "people/:person/card", component: () => import("./pages/CardPage.vue"), props: true },
      { path: "organizations", component: people("organizations") },
      { path: "organizations/:id", component: people("organization"), props: true },
      { path: "figures", component: () => import("./pages/FiguresPage.vue") },
      { path: "hours", component: () => import("./pages/HoursPage.vue") },
    ],
  },
  ...adminRoutes,
];
