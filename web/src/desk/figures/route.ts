/** The period of a page, kept in its address so that it can be sent to a colleague. */
import { computed } from "vue";
import { useRoute, useRouter } from "../../lib/router";
import { today } from "../../lib/date";
import { type Period, periodOf, type PeriodKey, PERIODS } from "./period";

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export function usePeriod() {
  const route = useRoute();
  const router = useRouter();
  const choice = computed<PeriodKey>(() => PERIODS.find((one) => one === route.query.period) ?? "this_month");
  const period = computed<Period>(() => {
    if (choice.value !== "custom") return periodOf(choice.value, today());
    const { from, to } = route.query;
    const given = typeof from === "string" && typeof to === "string" && DATE.test(from) && DATE.test(to) && from <= to;
    return given ? { from, to } : periodOf("this_month", today());
  });
  function pick(key: PeriodKey, dates: Period): void {
    const { from: _from, to: _to, ...rest } = route.query;
    void router.replace({ query: { ...rest, period: key, ...(key === "custom" ? dates : {}) } });
  }
  return { choice, period, pick };
}
