/** Rows of one's own data as label and value, whatever part of the program they come from. */
import { dayTime, fullDate } from "../../lib/date";
import { lookUp, t } from "../../lib/i18n";
import { isNames, name } from "../../lib/names";

const INSTANT = /^\d{4}-\d{2}-\d{2}T/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** Ids of the program's own rows say nothing to people. */
const ID = /^[a-z]{3}_[0-9a-z]{26}$/;

export interface Shown {
  label: string;
  value: string;
}

function text(key: string, value: unknown, placeName: (id: string) => string): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (isNames(value)) return name(value);
  if (typeof value === "boolean") return t(value ? "ui.yes" : "ui.no");
  if (Array.isArray(value)) return value.map((one) => text(key, one, placeName)).filter(Boolean).join(t("ui.list_of")) || null;
  if (typeof value === "object") {
    const inner = fieldsOf(value, placeName);
    return inner.map((one) => `${one.label}${t("ui.colon")}${one.value}`).join(t("ui.list_of")) || null;
  }
  const written = String(value);
  if (INSTANT.test(written)) return dayTime(written);
  if (DATE.test(written)) return fullDate(written);
  if (ID.test(written)) return placeName(written) || null;
  return lookUp(`held.${key}.${written}`) ?? lookUp(`${key}.${written}`) ?? written;
}

/** Empty values and ids of rows are left out; a name of a field without a word stays as it is. */
export function fieldsOf(row: unknown, placeName: (id: string) => string): Shown[] {
  if (typeof row !== "object" || row === null) return [{ label: t("data.value"), value: String(row) }];
  return Object.entries(row).flatMap(([key, value]) => {
    const shown = text(key, value, placeName);
    return shown === null ? [] : [{ label: lookUp(`held.${key}`) ?? key.replaceAll("_", " "), value: shown }];
  });
}
