/** The center the desk works for: one choice for all pages, kept in a cookie on this device. */
import { computed, ref, shallowRef } from "vue";
import type { CenterCard, RegionSummary } from "../api/types";
import { readCookie, writeCookie } from "../lib/cookies";
import { account } from "../lib/session";
import { type Ability, type Grant, grantsAt, mayWith, regionGrants } from "./may";

const COOKIE = "lianxin_desk_center";

export const centers = shallowRef<CenterCard[] | undefined>(undefined);
export const regions = shallowRef<RegionSummary[] | undefined>(undefined);
const chosen = ref(readCookie(COOKIE) ?? "");

function byId(id: string | null | undefined): CenterCard | undefined {
  return centers.value?.find((one) => one.id === id);
}

export const center = computed<CenterCard | null>(() => {
  const granted = account.value?.desk.find((one) => one.place_kind === "center")?.place;
  return byId(chosen.value) ?? byId(granted) ?? byId(account.value?.home_center) ?? centers.value?.[0] ?? null;
});

export const centerId = computed(() => center.value?.id ?? "");

export function chooseCenter(id: string): void {
  chosen.value = id;
  writeCookie(COOKIE, id);
}

/** May the account do this at a center; at the chosen one when none is named. */
export function may(ability: Ability, at?: string): boolean {
  const place = at === undefined ? center.value : (byId(at) ?? null);
  return place !== null && mayWith(grantsAt(place, account.value?.desk ?? [], regions.value), ability);
}

/** Where the account may do this, as it was granted. */
export function placesFor(ability: Ability): Grant[] {
  return (account.value?.desk ?? []).filter((one) => mayWith([one], ability));
}

export const overRegions = computed(() => regionGrants(account.value?.desk ?? []));
