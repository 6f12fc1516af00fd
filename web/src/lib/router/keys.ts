import type { InjectionKey } from "vue";
import type { Router } from "./index";

export const ROUTER: InjectionKey<Router> = Symbol("router");
/** How deep a view lies: each shows the record of its depth. */
export const DEPTH: InjectionKey<number> = Symbol("depth");
