/** Which day, which room and which view: in the address, so that it can be sent to a colleague. */
import { computed, onScopeDispose, ref } from "vue";
import { useRoute, useRouter } from "../../lib/router";
import { today } from "../../lib/date";

export const VIEWS = ["day", "week", "list"] as const;
export type View = (typeof VIEWS)[number];
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export function useWhere() {
  const route = useRoute();
  const router = useRouter();
  const date = computed(() => (DATE.test(route.query.date ?? "") ? route.query.date! : today()));
  const view = computed<View>(() => VIEWS.find((one) => one === route.query.view) ?? "day");
  const room = computed(() => route.query.room ?? "");
  function go(to: { date?: string; view?: View; room?: string }): void {
    const next = { date: date.value, view: view.value, room: room.value, ...to };
    void router.replace({
      query: {
        date: next.date === today() ? undefined : next.date,
        view: next.view === "day" ? undefined : next.view,
        room: next.room || undefined,
      },
    });
  }
  return { date, view, room, go };
}

/** Whether several rooms fit beside each other. */
export function useWide() {
  const asked = window.matchMedia("(min-width: 48em)");
  const wide = ref(asked.matches);
  const look = () => (wide.value = asked.matches);
  asked.addEventListener("change", look);
  onScopeDispose(() => asked.removeEventListener("change", look));
  return wide;
}
