/** In which parts of the program someone may act for another, in words. */
import { t, word } from "../../lib/i18n";
import { SCOPES } from "./words";

export function scopeText(modules: string[] | null | undefined): string {
  if (!modules) return t("scope.all");
  const known = SCOPES.filter((one) => modules.includes(one.key)).map((one) => word("scope", one.key));
  const behind = SCOPES.flatMap((one) => one.modules);
  const others = modules.filter((one) => !behind.includes(one)).map((one) => word("scope", one));
  return [...known, ...others].join(t("ui.list_of"));
}
