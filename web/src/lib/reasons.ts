/** Reasons, problems and field errors in the reader's words. */
import type { FieldError, Names, Reason } from "../api/types";
import { dayOf, dayTime } from "./date";
import { lookUp, t, type Values } from "./i18n";
import { isNames, name } from "./names";
import type { Problem } from "./problem";

const INSTANT = /^\d{4}-\d{2}-\d{2}T/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** How a value is said that is a code: by the list of its name. What needs more care is added by those who bring it. */
export const speech = {
  of: (key: string, value: string | number, _code?: string): string | undefined => lookUp(`${key}.${value}`),
};

/** Values as people read them: instants, dates, names and known words. `code`: of the reason that has them. */
export function readable(values: Record<string, string | number | Names> | undefined, code?: string): Values {
  const out: Values = {};
  for (const [key, value] of Object.entries(values ?? {})) {
    if (isNames(value)) out[key] = name(value);
    else if (INSTANT.test(String(value))) out[key] = dayTime(String(value));
    else if (DATE.test(String(value))) out[key] = dayOf(String(value));
    else out[key] = speech.of(key, value, code) ?? value;
  }
  return out;
}

export function reasonText(reason: Reason): string {
  return lookUp(`reason.${reason.code}`, readable(reason.values, reason.code)) ?? reason.code;
}

export function fieldErrorText(error: FieldError, label?: string): string {
  const what = label ?? t("field.this");
  return lookUp(`field.${error.code}`, { label: what, ...readable(error.values) }) ?? t("field.wrong", { label: what });
}

/** One sentence for a problem: its reasons when it has any, else what its code means. */
export function problemText(problem: Problem): string {
  if (problem.reasons.length > 0) return problem.reasons.map(reasonText).join(" ");
  return lookUp(`problem.${problem.code}`) ?? t("problem.internal");
}

/** Field errors of a problem as `field → text`, for forms. */
export function fieldTexts(problem: Problem | null, labels: Record<string, string>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const error of problem?.fields ?? []) {
    const field = error.field.replace(/\[(\d+)\]/g, ".$1");
    out[field] ??= fieldErrorText(error, labels[field]);
  }
  return out;
}
