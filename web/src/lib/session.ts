/** Who is signed in, and what the installation says about itself. */
import { computed, nextTick, shallowRef } from "vue";
import type { About, Account, Language } from "../api/types";
import { api, call, read } from "./api";
import { startClock } from "./date";
import { language, setLanguage } from "./i18n";
import { dropIsland, takeFromIsland } from "./island";
import { forgetCopies } from "./offline";
import { forgetReads } from "./query";

/** undefined until the server has said. */
export const account = shallowRef<Account | null | undefined>(undefined);
export const about = shallowRef<About | null>(null);

export const signedIn = computed(() => Boolean(account.value));
export const staff = computed(() => (account.value?.desk.length ?? 0) > 0);

let asked: Promise<void> | null = null;

async function first<T>(url: string): Promise<T> {
  return takeFromIsland<T>(url) ?? read<T>(url);
}

async function ask(): Promise<void> {
  const [said, state] = await Promise.all([
    first<About>("/api/v1/about"),
    first<{ account: Account | null }>("/api/v1/session"),
  ]);
  about.value = said;
  startClock(said.zone, said.now);
  account.value = state.account;
}

/** Resolves when the account is known. Signed out when the server cannot be reached; pages show their own problem. */
export function knowSession(): Promise<void> {
  asked ??= ask().catch(() => {
    account.value ??= null;
    asked = null;
  });
  return asked;
}

export async function reloadSession(): Promise<void> {
  asked = null;
  await knowSession();
}

/** After sign-in: nothing read before is valid for the new person, and their language is used. */
export async function welcome(person: Account): Promise<void> {
  dropIsland();
  forgetReads();
  account.value = person;
  const wanted = person.language as Language;
  if (wanted !== language.value) await setLanguage(wanted);
}

export async function signOut(): Promise<void> {
  await call(api.POST("/api/v1/sign-out", { body: {} }));
  forgetCopies();
  dropIsland();
  // First open pages learn that nobody is signed in, then what was read is forgotten: else they would read it again.
  account.value = null;
  await nextTick();
  forgetReads();
}
