import { adminRoutes } from "../admin/routes";
import { loadFace, loadRare } from "../lib/i18n";
import type { RouteRecordRaw } from "../lib/router";

/** What rooms and the calendar answer with. */
export const roomWords = async (): Promise<void> => void (await Promise.all([import("../lib/room-words"), loadFace("rooms"), loadRare("rooms")]));

const seriesWords = async (): Promise<void> => void (await Promise.all([roomWords(), import("../lib/series-words").then((words) => words.seriesWords())]));
/** What equipment, loans and calendar feeds say. */
const thingWords = async (): Promise<void> => void (await Promise.all([(await import("../lib/thing-words")).thingWords(), roomWords()]));
/** What season rounds say. */
const useWords = async (): Promise<void> => void (await Promise.all([(await import("../lib/use-words")).useWords(), roomWords()]));
const roundWords = async (): Promise<void> => void (await Promise.all([(await import("../lib/round-words")).roundWords(), roomWords()]));

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
      { path: "programs/new", component: () => import("./pages/NewProgramPage.vue"), beforeEnter: roomWords },
      { path: "programs/:id", component: () => import("./pages/ProgramPage.vue"), beforeEnter: roomWords, props: true },
      { path: "sessions/:id", component: () => import("./pages/SessionPage.vue"), props: true },
      { path: "sessions/:id/sheet", component: () => import("./pages/SheetPage.vue"), props: true },
      { path: "rooms", component: () => import("./rooms/pages/RoomsPage.vue"), beforeEnter: roomWords },
      { path: "rooms/requests", component: () => import("./rooms/requests/RequestsPage.vue"), beforeEnter: seriesWords },
      { path: "rooms/series", component: () => import("./rooms/series/SeriesPage.vue"), beforeEnter: seriesWords },
      { path: "rooms/closings", component: () => import("./rooms/closings/ClosingsPage.vue"), beforeEnter: roomWords },
      { path: "rooms/items", component: () => import("./rooms/things/ItemsPage.vue"), beforeEnter: thingWords },
      { path: "rooms/loans", component: () => import("./rooms/things/LoansPage.vue"), beforeEnter: thingWords },
      { path: "rooms/feeds", component: () => import("./rooms/feeds/FeedsPage.vue"), beforeEnter: thingWords },
      { path: "rooms/rules", component: () => import("./rooms/rules/RulesPage.vue"), beforeEnter: roomWords },
      { path: "rooms/rounds", component: () => import("./rooms/rounds/RoundsPage.vue"), beforeEnter: roundWords },
      { path: "rooms/rounds/:id", component: () => import("./rooms/rounds/RoundPage.vue"), beforeEnter: roundWords, props: true },
      { path: "rooms/use", component: () => import("./rooms/use/UsePage.vue"), beforeEnter: useWords },
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
