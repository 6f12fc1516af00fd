/** Who is signed in, and what the installation says about itself. */
import { computed, nextTick, shallowRef } from "vue";
import type { About, Account, Language } from "../api/types";
import { acting, stopActing } from "./acting";
import { api, call, type Data, read } from "./api";
import { startClock } from "./date";
import { language, setLanguage } from "./i18n";
import { dropIsland, takeFromIsland } from "./island";
import { forgetCopies } from "./offline";
import { forgetReads } from "./query";

type State = Data<"/api/v1/session">;
type SignInState = NonNullable<State["sign_in"]>;

/** undefined until the server has said. */
export const account = shallowRef<Account | null | undefined>(undefined);
export const about = shallowRef<About | null>(null);

/** How the visitor signed in; null when nobody is. */
export const signIn = shallowRef<SignInState | null>(null);

/** Signed in by a card: shortly, and for one's bookings alone. */
export const atKiosk = computed(() => signIn.value?.kind === "kiosk");

export const signedIn = computed(() => Boolean(account.value));
export const staff = computed(() => (account.value?.desk.length ?? 0) > 0);

/** Messages nobody has read; not counted where they cannot be read: acting for another, and at a kiosk. */
export const unread = computed(() => (acting.value || atKiosk.value ? 0 : (account.value?.unread ?? 0)));

let asked: Promise<void> | null = null;

async function first<T>(url: string): Promise<T> {
  return takeFromIsland<T>(url) ?? read<T>(url);
}

async function ask(): Promise<void> {
  const [said, state] = await Promise.all([
    first<About>("/api/v1/about"),
    first<State>("/api/v1/session"),
  ]);
  about.value = said;
  startClock(said.zone, said.now);
  account.value = state.account ?? null;
  signIn.value = state.sign_in ?? null;
  if (!state.account) stopActing();
}

/** Resolves when the account is known. Signed out when the server cannot be reached; pages show their own problem. */
export function knowSession(): Promise<void> {
  asked ??= ask().catch(() => {
    account.value ??= null;
    asked = null;
  });
  return asked;
}

/** Asks anew how the visitor is signed in: after a sign-in or a second factor. */
export async function reloadSession(): Promise<void> {
  asked = null;
  await knowSession();
}

/** After sign-in: nothing read before is valid for the new person, and their language is used. */
export async function welcome(person: Account): Promise<void> {
  stopActing();
  dropIsland();
  forgetReads();
  account.value = person;
  const wanted = person.language as Language;
  if (wanted !== language.value) await setLanguage(wanted);
}

export async function signOut(): Promise<void> {
  await call(api.POST("/api/v1/sign-out", { body: {} }));
  stopActing();
  forgetCopies();
  dropIsland();
  // First open pages learn that nobody is signed in, then what was read is forgotten: else they would read it again.
  account.value = signIn.value = null;
  await nextTick();
  forgetReads();
}
