import { computed, defineComponent, h, inject, mergeProps, type PropType, provide, type SlotsType, type VNode } from "vue";
import { DEPTH, ROUTER } from "./keys";
import type { RouteLocationRaw } from "./types";

/** A link the browser can open in a new tab, and a plain click moves within the site. */
export const RouterLink = defineComponent({
  name: "RouterLink",
  inheritAttrs: false,
  props: {
    to: { type: [String, Object] as PropType<RouteLocationRaw>, required: true },
    replace: Boolean,
  },
  slots: Object as SlotsType<{ default?: unknown }>,
  setup(props, { attrs, slots }) {
    const router = inject(ROUTER)!;
    // Read with the current route, so that a query of "this page" follows the page.
    const target = computed(() => (void router.currentRoute.value, router.resolve(props.to)));
    function follow(event: MouseEvent): void {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      void (props.replace ? router.replace(props.to) : router.push(props.to));
    }
    return () => {
      const here = target.value.path === router.currentRoute.value.path;
      const current = "aria-current" in attrs ? {} : { "aria-current": here ? ("page" as const) : undefined };
      return h("a", mergeProps(attrs, { href: target.value.fullPath, onClick: follow }, current), slots.default?.({}));
    };
  },
});

/** Shows the page of its depth; with a slot the page is given to it as `Component`. */
export const RouterView = defineComponent({
  name: "RouterView",
  slots: Object as SlotsType<{ default: { Component: VNode | undefined } }>,
  setup(_props, { slots }) {
    const router = inject(ROUTER)!;
    const depth = inject(DEPTH, 0);
    provide(DEPTH, depth + 1);
    return () => {
      const record = router.currentRoute.value.matched[depth];
      const component = record && router.components.get(record);
      const page = component && h(component, record.props ? router.currentRoute.value.params : undefined);
      return (slots.default ? slots.default({ Component: page }) : page);
    };
  },
});
