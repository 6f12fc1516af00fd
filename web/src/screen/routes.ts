import type { RouteRecordRaw } from "../lib/router";

export const screenRoutes: RouteRecordRaw[] = [
  {
    path: "/screen/door/:session",
    component: () => import("./pages/DoorPage.vue"),
    props: true,
    meta: { face: "desk", needs: "staff" },
  },
];
