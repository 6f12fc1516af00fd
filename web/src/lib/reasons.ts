/** Reasons, problems and field errors in the reader's words. */
import type { FieldError, Names, Reason } from "../api/types";
import { dayOf, dayTime } from "./date";
import { lookUp, t, type Values } from "./i18n";
import { isNames, name } from "./names";
import type { Problem } from "./problem";

const INSTANT = /^\d{4}-\d{2}-\d{2}T/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Values as people read them: instants, dates, names and known words. */
export function readable(values: Record<string, string | number | Names> | undefined): Values {
  const out: Values = {};
  for (const [key, value] of Object.entries(values ?? {})) {
    if (isNames(value)) out[key] = name(value);
    else if (typeof value !== "string") out[key] = value as number;
    else if (INSTANT.test(value)) out[key] = dayTime(value);
    else if (DATE.test(value)) out[key] = dayOf(value);
    else if (key === "status") out[key] = lookUp(`status.${value}`) ?? value;
    else out[key] = value;
  }
  return out;
}

export function reasonText(reason: Reason): string {
  return lookUp(`reason.${reason.code}`, readable(reason.values)) ?? reason.code;
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
