/** What both home pages show: the visitor's center, what comes next for them, and what happens there soon. */
import { computed, ref, watch } from "vue";
import type { CenterCard } from "../../api/types";
import { acting, api, call } from "../../lib/api";
import { readCookie, writeCookie } from "../../lib/cookies";
import { addDays, dayOf, today } from "../../lib/date";
import { meters } from "../../lib/geo";
import { useGet } from "../../lib/query";
import { reasonText } from "../../lib/reasons";
import { account, signedIn } from "../../lib/session";
import { callPhone } from "./call";

const CENTER_COOKIE = "lianxin_center";
const AHEAD_DAYS = 6;

const chosen = ref<string | null>(null);

/** Remembers the center of a visitor; signed in it becomes their home center. */
export async function chooseCenter(id: string): Promise<void> {
  chosen.value = id;
  writeCookie(CENTER_COOKIE, id);
  const person = account.value;
  if (!person || acting.value) return;
  await call(api.PATCH("/api/v1/me", { body: { home_center: id } }));
  account.value = { ...person, home_center: id };
}

export function useHome() {
  const list = useGet("/api/v1/centers", { limit: 100 });
  const centers = computed(() => list.data.value?.items ?? []);
  const known = (id: string | null | undefined) => (id && centers.value.some((one) => one.id === id) ? id : null);
  /** For a first visit: an open center with something on today, else any. */
  const liveliest = computed(() => {
    const open = centers.value.filter((one) => one.status === "open");
    const most = Math.max(0, ...open.map((one) => one.sessions_today));
    return open.find((one) => one.sessions_today === most) ?? centers.value[0];
  });
  const id = computed(
    () =>
      known(chosen.value) ??
      known(account.value?.home_center) ??
      known(readCookie(CENTER_COOKIE)) ??
      liveliest.value?.id ??
      null,
  );
  const ready = computed(() => id.value !== null && account.value !== undefined);
  const detail = useGet("/api/v1/centers/{id}", () => ({ id: id.value ?? "" }), { enabled: ready });
  const sessions = useGet(
    "/api/v1/sessions",
    () => ({ center: id.value ?? "", from: today(), limit: 6 }),
    { enabled: ready, keep: true },
  );
  const mine = useGet("/api/v1/me/sign-ups", { when: "coming", limit: 3 }, { enabled: signedIn });

  const card = computed<CenterCard | null>(() => centers.value.find((one) => one.id === id.value) ?? null);
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
