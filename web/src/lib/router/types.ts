/** The shapes of routes. The names follow vue-router, so that what is known of it holds here. */
import type { Component } from "vue";
import type { Face } from "../i18n";

export interface RouteMeta {
  /** Which messages and which root attributes the page uses. Resident when absent. */
  face?: Face;
  /** `signed`: anyone signed in; `staff`: a role at some center or region. */
  needs?: "signed" | "staff";
  /** The page says only what the first part of the messages holds; the rest follows in the background. */
  first?: boolean;
  /** One thing to finish: the bottom tabs stay away. */
  task?: boolean;
  /** Which tab is current. */
  tab?: "home" | "activities" | "centers" | "me";
}

export type Query = Record<string, string>;
export type QueryRaw = Record<string, string | number | null | undefined>;
export type RouteLocationRaw = string | { path?: string; query?: QueryRaw; hash?: string; replace?: boolean };

export interface RouteLocation {
  path: string;
  fullPath: string;
  hash: string;
  query: Query;
  params: Record<string, string>;
  meta: RouteMeta;
  matched: RouteRecord[];
}

/** What a guard says: go on, stay, or go elsewhere. */
export type GuardAnswer = boolean | void | RouteLocationRaw;
export type Guard = (to: RouteLocation, from: RouteLocation) => GuardAnswer | Promise<GuardAnswer>;
export type Loader = () => Promise<{ default: Component } | Component>;

export interface RouteRecordRaw {
  path: string;
  component?: Component | Loader;
  redirect?: RouteLocationRaw;
  /** Path parameters become the page's props. */
  props?: boolean;
  meta?: RouteMeta;
  beforeEnter?: Guard;
  children?: RouteRecordRaw[];
}

/** A record as matched; the same object as long as the routes live. */
export type RouteRecord = RouteRecordRaw;
