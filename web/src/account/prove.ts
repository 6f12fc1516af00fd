/** Proving a second factor: by a code or by a passkey. The sign-in is strong from then on. */
import type { Account } from "../api/types";
import { api, call } from "../lib/api";
import { account, reloadSession } from "../lib/session";
import { usePasskey } from "./passkey";

type Json = Record<string, never>;

async function strong(person: Account): Promise<void> {
  account.value = person;
  await reloadSession();
}

/** Six digits of the app, or a recovery code. */
export async function proveByCode(code: string): Promise<void> {
  const { account } = await call(api.POST("/api/v1/sign-in/second-factor", { body: { code } }));
  await strong(account);
}

export async function proveByPasskey(): Promise<void> {
  const { ceremony, options } = await call(api.POST("/api/v1/sign-in/second-factor/passkey/start", { body: {} }));
  const credential = (await usePasskey(options)) as Json;
  const { account } = await call(api.POST("/api/v1/sign-in/second-factor/passkey", { body: { ceremony, credential } }));
  await strong(account);
}

/** A sign-in with a passkey alone; it is strong at once. */
export async function signInByPasskey(): Promise<Account> {
  const { ceremony, options } = await call(api.POST("/api/v1/sign-in/passkey/start", { body: {} }));
  const credential = (await usePasskey(options)) as Json;
  return (await call(api.POST("/api/v1/sign-in/passkey", { body: { ceremony, credential } }))).account;
}
