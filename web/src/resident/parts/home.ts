/** What both home pages show: the visitor's center, what comes next for them, and what happens there soon. */
import { computed, watch } from "vue";
import { addDays, dayOf, today } from "../../lib/date";
import { meters } from "../../lib/geo";
import { useGet } from "../../lib/query";
import { reasonText } from "../../lib/reasons";
import { account, signedIn } from "../../lib/session";
import { callPhone } from "./call";
import { useCenter } from "./center";

const AHEAD_DAYS = 6;

export function useHome() {
  const { list, centers, id, card } = useCenter();
  const ready = computed(() => id.value !== null && account.value !== undefined);
  const detail = useGet("/api/v1/centers/{id}", () => ({ id: id.value ?? "" }), { enabled: ready });
  const sessions = useGet(
    "/api/v1/sessions",
    () => ({ center: id.value ?? "", from: today(), limit: 6 }),
    { enabled: ready, keep: true },
  );
  const mine = useGet("/api/v1/me/sign-ups", { when: "coming", limit: 3 }, { enabled: signedIn });

  /** Days of the coming week whose hours differ, with the reason. */
  const changes = computed(() =>
    (detail.data.value?.week ?? [])
      .filter((one) => one.reason && one.date <= addDays(today(), AHEAD_DAYS) && one.reason.code !== "hours.not_published")
      .map((one) => ({ date: dayOf(one.date), text: reasonText(one.reason!) })),
  );
  /** Other centers by straight line from this one. */
  const near = computed(() => {
    const here = card.value;
    if (here?.lat == null || here.lon == null) return [];
    const from = { lat: here.lat, lon: here.lon };
    return centers.value
      .filter((one) => one.id !== here.id && one.lat != null && one.lon != null)
      .map((one) => ({ center: one, meters: meters(from, { lat: one.lat!, lon: one.lon! }) }))
      .sort((a, b) => a.meters - b.meters);
  });

  watch(card, (one) => (callPhone.value = one?.phone ?? null), { immediate: true });

  return { list, centers, id, card, detail, sessions, mine, changes, near };
}

export type Home = ReturnType<typeof useHome>;
