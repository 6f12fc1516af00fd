import { loadFace } from "../lib/i18n";
import type { RouteRecordRaw } from "../lib/router";

/** Published facts and figures have many names; only these pages say them. */
const centerWords = async (): Promise<void> => loadFace("centers");
const districtWords = async (): Promise<void> => loadFace("districts");

const account = () => import("./account");
const rooms = (page: keyof typeof import("./rooms")) => async () => (await import("./rooms"))[page]();

export const residentRoutes: RouteRecordRaw[] = [
  {
    path: "/",
    component: () => import("./ResidentShell.vue"),
    children: [
      { path: "", component: () => import("./pages/HomePage.vue"), meta: { first: true, tab: "home" } },
      { path: "centers", component: () => import("./pages/CentersPage.vue"), meta: { first: true, tab: "centers" } },
      {
        path: "centers/:id",
        component: () => import("./pages/CenterPage.vue"),
        meta: { tab: "centers" },
        beforeEnter: centerWords,
        props: true,
      },
      {
        path: "districts/:id",
        component: () => import("./pages/DistrictPage.vue"),
        meta: { tab: "centers" },
        beforeEnter: districtWords,
        props: true,
      },
      { path: "activities", component: () => import("./pages/ActivitiesPage.vue"), meta: { first: true, tab: "activities" } },
      { path: "activities/:id", component: () => import("./pages/ActivityPage.vue"), meta: { tab: "activities" }, props: true },
      {
        path: "activities/:id/join",
        component: () => import("./pages/JoinPage.vue"),
        meta: { task: true, tab: "activities", needs: "signed" },
        props: true,
      },
      { path: "rooms", component: rooms("roomsPage") },
      { path: "rooms/now", component: rooms("nowPage") },
      { path: "rooms/items", component: rooms("lendingPage") },
      { path: "rooms/:id", component: rooms("roomPage"), props: true },
      { path: "rooms/:id/series", component: rooms("seriesFormPage"), meta: { needs: "signed" }, props: true },
      {
        path: "rooms/:id/here",
        component: rooms("herePage"),
        meta: { task: true, tab: "me", needs: "signed" },
        props: true,
      },
      { path: "sign-in", component: () => import("./pages/SignInPage.vue"), meta: { tab: "me" } },
      { path: "me", component: () => import("./pages/MePage.vue"), meta: { tab: "me", needs: "signed" } },
      { path: "me/activities", component: () => import("./pages/MyActivitiesPage.vue"), meta: { tab: "me", needs: "signed" } },
      {
        path: "me/activities/:id",
        component: () => import("./pages/SignUpPage.vue"),
        meta: { tab: "me", needs: "signed" },
        props: true,
      },
      { path: "me/series/:id", component: rooms("mySeriesPage"), meta: { tab: "me", needs: "signed" }, props: true },
      { path: "me/bookings", component: rooms("myBookingsPage"), meta: { tab: "me", needs: "signed" } },
      { path: "me/calendars", component: rooms("calendarsPage"), meta: { tab: "me", needs: "signed" } },
      { path: "me/rounds", component: rooms("roundsPage"), meta: { tab: "me", needs: "signed" } },
      { path: "me/rounds/:id", component: rooms("clubRoundPage"), meta: { tab: "me", needs: "signed" }, props: true },
      { path: "me/card", component: () => import("./pages/CardPage.vue"), meta: { tab: "me", needs: "signed" } },
      { path: "me/inbox", component: async () => (await import("./inbox")).page(), meta: { tab: "me", needs: "signed" } },
      { path: "me/settings", component: () => import("./pages/SettingsPage.vue"), meta: { tab: "me", needs: "signed" } },
      {
        path: "check-in/:id",
        component: () => import("./pages/CheckInPage.vue"),
        meta: { task: true, tab: "activities", needs: "signed" },
        props: true,
      },
      {
        path: "feedback/:id",
        component: () => import("./pages/FeedbackPage.vue"),
        meta: { task: true, tab: "activities", needs: "signed" },
        props: true,
      },
      { path: "forbidden", component: () => import("./pages/ForbiddenPage.vue") },
      {
        path: "me/:part",
        component: async () => (await account()).accountPage(),
        meta: { tab: "me", needs: "signed" },
        props: true,
      },
      { path: "sign-in/paper", component: async () => (await account()).paperPage(), meta: { tab: "me" } },
      { path: "sign-in/staff", component: () => import("./pages/StaffSignInPage.vue"), meta: { tab: "me" } },
    ],
  },
  { path: "/kiosk", component: async () => (await account()).kioskPage() },
];
