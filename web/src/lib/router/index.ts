/**
 * A router of the part of vue-router's interface this site uses, in a fifth of its size: everybody loads it before
 * anything else. Nested lazy routes, guards, redirects, merged meta, props, kept scroll positions.
 */
import { type App, type Component, inject, nextTick, onScopeDispose, shallowReactive, shallowRef } from "vue";
import { branchesOf, resolve } from "./match";
import type { Guard, GuardAnswer, Loader, RouteLocation, RouteLocationRaw, RouteRecord, RouteRecordRaw } from "./types";
import { RouterLink, RouterView } from "./views";
import { ROUTER } from "./keys";

export { RouterLink, RouterView };
export type * from "./types";

export interface ScrollTarget {
  top: number;
  el?: string;
}

interface Options {
  routes: RouteRecordRaw[];
  /** More routes, loaded when an address is first gone to that is one of theirs. */
  later?: { at: RegExp; load: () => Promise<RouteRecordRaw[]> };
  scrollBehavior?: (to: RouteLocation, from: RouteLocation, saved: ScrollTarget | null) => ScrollTarget | undefined;
}

interface Entry {
  position: number;
  scroll?: number;
}

const MOST_REDIRECTS = 8;
const NOWHERE: RouteLocation = { path: "/", fullPath: "/", hash: "", query: {}, params: {}, meta: {}, matched: [] };

export type Router = ReturnType<typeof createRouter>;

export function createRouter({ routes, later, scrollBehavior }: Options) {
  let branches = branchesOf(routes);
  let waiting = later;
  const currentRoute = shallowRef<RouteLocation>(NOWHERE);
  const route = shallowReactive<RouteLocation>({ ...NOWHERE });
  const components = shallowReactive(new Map<RouteRecord, Component>());
  const leaveGuards = new Set<Guard>();
  const before: Guard[] = [];
  const after: ((to: RouteLocation, from: RouteLocation) => void)[] = [];
  const failed: ((error: unknown, to: RouteLocation) => void)[] = [];
  let turn = 0;
  let arrived: Promise<unknown> = Promise.resolve();
  let position = 0;

  const look = (to: RouteLocationRaw) => resolve(branches, to, currentRoute.value.path);

  /** The same, with the routes that belong to it. */
  async function find(to: RouteLocationRaw): Promise<RouteLocation> {
    if (!waiting?.at.test(look(to).path)) return look(to);
    const more = await waiting.load();
    if (waiting) branches = branchesOf([...routes, ...more]);
    waiting = undefined;
    return look(to);
  }

  async function load(record: RouteRecord): Promise<void> {
    if (!record.component || components.has(record)) return;
    const given = record.component;
    if (typeof given !== "function") return void components.set(record, given);
    const module = await (given as Loader)();
    components.set(record, "default" in module ? (module.default as Component) : module);
  }

  async function ask(to: RouteLocation, from: RouteLocation): Promise<GuardAnswer> {
    if (to.path !== from.path) {
      for (const guard of leaveGuards) if ((await guard(to, from)) === false) return false;
    }
    for (const guard of before) {
      const answer = await guard(to, from);
      if (answer !== undefined && answer !== true) return answer;
    }
    for (const record of to.matched) {
      if (record.redirect) return record.redirect;
      if (!record.beforeEnter || from.matched.includes(record)) continue;
      const answer = await record.beforeEnter(to, from);
      if (answer !== undefined && answer !== true) return answer;
    }
    return true;
  }

  /** Follows guards and redirects; null when something said no or a later navigation overtook this one. */
  async function decide(wanted: RouteLocationRaw, ticket: number): Promise<RouteLocation | null> {
    let to = await find(wanted);
    for (let hop = 0; hop < MOST_REDIRECTS; hop += 1) {
      const answer = await ask(to, currentRoute.value);
      if (ticket !== turn || answer === false) return null;
      if (answer === true || answer === undefined) {
        await Promise.all(to.matched.map(load));
        return ticket === turn ? to : null;
      }
      to = await find(answer);
    }
    throw new Error(`too many redirects at ${to.fullPath}`);
  }

  function write(to: RouteLocation, how: "push" | "replace"): void {
    const here: Entry = { position, scroll: scrollY };
    if (how === "push") {
      history.replaceState(here, "");
      position += 1;
      history.pushState({ position } satisfies Entry, "", to.fullPath);
    } else history.replaceState({ position } satisfies Entry, "", to.fullPath);
  }

  async function go(wanted: RouteLocationRaw, how: "push" | "replace" | "pop", saved: ScrollTarget | null = null): Promise<boolean> {
    const ticket = ++turn;
    const from = currentRoute.value;
    try {
      const to = await decide(wanted, ticket);
      if (!to) return false;
      if (how !== "pop") write(to, how === "push" && to.fullPath === from.fullPath ? "replace" : how);
      else if (to.fullPath !== location.pathname + location.search + location.hash) write(to, "replace");
      currentRoute.value = to;
      Object.assign(route, to);
      for (const one of after) one(to, from);
      await nextTick();
      const target = scrollBehavior?.(to, from, saved);
      if (target?.el) document.querySelector(target.el)?.scrollIntoView();
      else if (target) scrollTo({ top: target.top });
      return true;
    } catch (error) {
      if (ticket === turn) for (const one of failed) one(error, look(wanted));
      return false;
    }
  }

  async function popped(event: PopStateEvent): Promise<void> {
    const entry = (event.state ?? { position: 0 }) as Entry;
    const moved = entry.position - position;
    const saved = entry.scroll === undefined ? null : { top: entry.scroll };
    if (!(await go(location.pathname + location.search + location.hash, "pop", saved))) {
      // Someone said no: the address bar goes back to the page that is still shown.
      if (moved !== 0) history.pushState({ position } satisfies Entry, "", currentRoute.value.fullPath);
      return;
    }
    position = entry.position;
  }

  const router = {
    currentRoute,
    route,
    components,
    leaveGuards,
    resolve: look,
    push: (to: RouteLocationRaw) => go(to, typeof to === "object" && to.replace ? "replace" : "push"),
    replace: (to: RouteLocationRaw) => go(to, "replace"),
    back: () => history.back(),
    beforeEach: (guard: Guard) => void before.push(guard),
    afterEach: (one: (to: RouteLocation, from: RouteLocation) => void) => void after.push(one),
    onError: (one: (error: unknown, to: RouteLocation) => void) => void failed.push(one),
    install(app: App): void {
      app.provide(ROUTER, router);
      app.component("RouterLink", RouterLink);
      app.component("RouterView", RouterView);
      history.scrollRestoration = "manual";
      position = (history.state as Entry | null)?.position ?? 0;
      window.addEventListener("popstate", (event) => void popped(event));
      arrived = go(location.pathname + location.search + location.hash, "replace");
    },
    /** Ends when the first page can be shown, or could not be. */
    async ready(): Promise<void> {
      await arrived;
    },
  };
  return router;
}

export function useRouter(): Router {
  const router = inject(ROUTER);
  if (!router) throw new Error("no router is installed");
  return router;
}

/** The current location; its fields change as the visitor moves. */
export function useRoute(): RouteLocation {
  return useRouter().route;
}

/** Asked before the page is left for another path; `false` stays. */
export function onBeforeRouteLeave(guard: Guard): void {
  const { leaveGuards } = useRouter();
  leaveGuards.add(guard);
  onScopeDispose(() => leaveGuards.delete(guard));
}

declare module "vue" {
  interface GlobalComponents {
    RouterLink: typeof RouterLink;
    RouterView: typeof RouterView;
  }
}
