/** Signed in, the chosen language is also the language of messages from us. */
import type { Language } from "../../api/types";
import { acting, api, call } from "../../lib/api";
import { account } from "../../lib/session";

export async function keepLanguage(language: Language): Promise<void> {
  const person = account.value;
  if (!person || acting.value || person.language === language) return;
  await call(api.PATCH("/api/v1/me", { body: { language } })).catch(() => undefined);
  account.value = { ...person, language };
}
