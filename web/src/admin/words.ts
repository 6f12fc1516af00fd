/** Names and sentences several pages of the administration say. */
import type { Names, Reason } from "../api/types";
import { civil, dayOf, dayTime } from "../lib/date";
import { lookUp, t, word } from "../lib/i18n";
import { name } from "../lib/names";
import type { Problem } from "../lib/problem";
import { problemText, readable } from "../lib/reasons";
import type { Tone } from "../ui/LxTag.vue";
import type { GrantLine, RightBasis } from "./types";

/** The program's roles are named here, the others by whoever made them. */
export function roleName(role: string, names?: Names | null): string {
  return name(names) || lookUp(`role.${role}`) || lookUp(`admin.role.${role}`) || role;
}

export function permissionName(permission: string): string {
  return lookUp(`permission.${permission}`) ?? permission;
}

export function moduleName(module: string): string {
  return word("admin.module", module);
}

/** What was done, in words where there are some; the name of the act stays visible beside it. */
export function actName(what: string): string | undefined {
  return lookUp(`act.${what}`);
}

/** A reason with roles and permissions by their names. `own` are roles the installation named itself. */
export function reasonOf(reason: Reason, own: (role: string) => string = roleName): string {
  const values = readable(reason.values);
  if (typeof values.role === "string") values.role = own(values.role);
  if (typeof values.permission === "string") values.permission = permissionName(values.permission);
  if (typeof values.state === "string") values.state = word("admin.state", values.state);
  return lookUp(`admin.reason.${reason.code}`, values) ?? lookUp(`desk.reason.${reason.code}`, values) ?? lookUp(`reason.${reason.code}`, values) ?? reason.code;
}

export function adminProblem(problem: Problem): string {
  return problem.reasons.length > 0 ? problem.reasons.map((one) => reasonOf(one)).join(" ") : problemText(problem);
}

/** From when to when something was given. */
export function spanText(one: Pick<GrantLine, "from" | "until" | "from_at" | "until_at">): string {
  const from = one.from_at ? dayTime(one.from_at) : one.from ? dayOf(one.from) : "";
  const until = one.until_at ? dayTime(one.until_at) : one.until ? dayOf(one.until) : "";
  if (from && until) return t("admin.span.between", { from, until });
  if (from) return t("admin.span.from", { from });
  return until ? t("admin.span.until", { until }) : t("admin.span.open");
}

/** Until when a right is held: the day or the moment, whichever comes first. */
export function heldUntil(basis: Pick<RightBasis, "until" | "until_at">): string {
  const moment = basis.until_at;
  if (moment && (!basis.until || civil(moment) <= basis.until)) return t("admin.span.until", { until: dayTime(moment) });
  return basis.until ? t("admin.span.until", { until: dayOf(basis.until) }) : t("admin.span.open");
}

export const KIND_TONES: Record<GrantLine["kind"], Tone> = { standing: "brand", duty: "amber", deputy: "violet", contract: "blue" };

export const LANGS = [
  { lang: "zh-CN", label: "简体中文" },
  { lang: "zh-TW", label: "繁體中文" },
  { lang: "en", label: "English" },
] as const;

/** Names to edit: every language is there, empty where nothing was said. */
export type NamesDraft = Record<(typeof LANGS)[number]["lang"], string>;

export function draftOf(names?: Names | null): NamesDraft {
  return { "zh-CN": names?.["zh-CN"] ?? "", "zh-TW": names?.["zh-TW"] ?? "", en: names?.en ?? "" };
}

/** As they are sent: languages nobody wrote in are left out. */
export function namesOf(draft: NamesDraft): Names {
  return Object.fromEntries(Object.entries(draft).map(([lang, text]) => [lang, text.trim()]).filter(([, text]) => text));
}
