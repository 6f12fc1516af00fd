/** Why a line means what it does, in words. */
import type { FieldError, Schema } from "../../../api/types";
import { lookUp, t } from "../../../lib/i18n";
import { fieldErrorText } from "../../../lib/reasons";

const columnName = (field: string): string => lookUp(`people.field.${field}`) ?? field;

/** Each wrong column with its reason; for a changed line the columns that change. */
export function reasonsOf({ verdict }: Pick<Schema<"ImportLine">, "verdict">): string[] {
  if (verdict.kind === "refused") return verdict.errors.map(refusal);
  if (verdict.kind === "changed") return [verdict.fields.map(columnName).join(t("ui.list_of"))];
  if (verdict.kind === "same" && verdict.line != null) return [t("people.intake.as_line", { n: verdict.line })];
  return [];
}

function refusal(error: Schema<"LineError">): string {
  if (error.field === "line") return t("people.intake.cells_missing");
  if (error.field === "phone" && error.values.line !== undefined) return t("people.intake.phone_twice", { n: Number(error.values.line) });
  return fieldErrorText(error as FieldError, columnName(error.field));
}
