/** The visitor's center: the one they chose, else their home center, else a lively one. */
import { computed, type MaybeRefOrGetter, ref, toValue } from "vue";
import type { CenterCard } from "../../api/types";
import { acting, api, call } from "../../lib/api";
import { readCookie, writeCookie } from "../../lib/cookies";
import { useGet } from "../../lib/query";
import { account } from "../../lib/session";

const CENTER_COOKIE = "lianxin_center";

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

/** `wanted`: the center an address names, before all others. */
export function useCenter(wanted?: MaybeRefOrGetter<string | undefined>) {
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
      known(toValue(wanted)) ??
      known(chosen.value) ??
      known(account.value?.home_center) ??
      known(readCookie(CENTER_COOKIE)) ??
      liveliest.value?.id ??
      null,
  );
  const card = computed<CenterCard | null>(() => centers.value.find((one) => one.id === id.value) ?? null);
  return { list, centers, id, card };
}
