import { roomWords } from "../desk/routes";
import type { RouteRecordRaw } from "../lib/router";

export const screenRoutes: RouteRecordRaw[] = [
  {
    path: "/screen/door/:session",
    component: () => import("./pages/DoorPage.vue"),
    props: true,
    meta: { face: "desk", needs: "staff" },
  },
  {
    path: "/screen/room/:room",
    component: () => import("./pages/RoomDoorPage.vue"),
    props: true,
    beforeEnter: roomWords,
    meta: { face: "desk", needs: "staff" },
  },
];
