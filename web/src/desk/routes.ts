import type { RouteRecordRaw } from "../lib/router";

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
      { path: "people", component: () => import("./pages/PeoplePage.vue") },
      { path: "people/:person/card", component: () => import("./pages/CardPage.vue"), props: true },
      { path: "figures", component: () => import("./pages/FiguresPage.vue") },
      { path: "hours", component: () => import("./pages/HoursPage.vue") },
    ],
  },
];
