import type { RouteRecordRaw } from "../lib/router";

/** The administration lives in the staff shell; its pages and their words come together, only to those who open them. */
const page = (name: string) => async () => (await import("./index")).page(name);

export const adminRoutes: RouteRecordRaw[] = [
  {
    path: "/desk/admin",
    component: () => import("../desk/DeskShell.vue"),
    meta: { face: "desk", needs: "staff" },
    children: [
      { path: "", component: page("Start") },
      { path: "grants", component: page("Grants") },
      { path: "rights", component: page("Rights") },
      { path: "roles", component: page("Roles") },
      { path: "roles/:role", component: page("Role"), props: true },
      { path: "accounts", component: page("Accounts") },
      { path: "staff", component: page("Staff") },
      { path: "kiosks", component: page("Kiosks") },
      { path: "audit", component: page("Audit") },
      { path: "requests", component: page("Requests") },
      { path: "requests/:id", component: page("Request"), props: true },
      { path: "purposes", component: page("Purposes") },
      { path: "purposes/:purpose", component: page("Purpose"), props: true },
      { path: "retention", component: page("Retention") },
      { path: "assessments", component: page("Assessments") },
      { path: "assessments/:id", component: page("Assessment"), props: true },
      { path: "breaches", component: page("Breaches") },
      { path: "breaches/:id", component: page("Breach"), props: true },
      { path: "provisions", component: page("Provisions") },
    ],
  },
];
