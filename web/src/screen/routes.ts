import { roomWords } from "../desk/routes";
import type { RouteRecordRaw } from "../lib/router";

const lobbyWords = async (): Promise<void> => void (await Promise.all([(await import("../lib/now-words")).nowWords(), roomWords()]));

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
  {
    // What it shows everybody may know, so nobody's sign-in stays on a device in the lobby.
    path: "/screen/center/:center",
    component: () => import("./pages/LobbyPage.vue"),
    props: true,
    beforeEnter: lobbyWords,
    meta: { face: "desk" },
  },
];
