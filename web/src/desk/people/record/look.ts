/**
 * One person's record, field by field: nothing is read before the page shows it, and nothing sensitive before it was
 * said what for. Every look is written down, so it is not repeated behind the clerk's back.
 */
import { computed, ref, shallowRef } from "vue";
import type { Schema } from "../../../api/types";
import { api, call } from "../../../lib/api";
import { useAction } from "../../../lib/query";
import { withSecondFactor } from "../../../lib/second-factor";

export type Field = Schema<"Field">;
export type Purpose = Schema<"Purpose">;
type Full = Schema<"PersonRecord">;

export const HEAD: Field[] = ["name", "phone_hint", "age_group", "age_band", "home_center"];
export const PLAIN: Field[] = ["birth_date", "sex", "lunar_birthday", "language"];
export const SENSITIVE: Field[] = ["needs", "sensitive_standings"];
export const PURPOSES: Purpose[] = ["service", "verification", "case_work", "emergency", "data_request", "inspection"];

export function useRecord(person: string) {
  const known = shallowRef<Partial<Full>>({});
  const seen = ref<Field[]>([]);
  const look = useAction(async (_intent, fields: Field[], purpose?: Purpose) => {
    const query = { fields: fields.join(","), purpose };
    const ask = () => call(api.GET("/api/v1/desk/people/{id}/record", { params: { path: { id: person }, query } }));
    const found = await withSecondFactor(ask);
    const told = Object.fromEntries(found.fields.map((field) => [field, found[field]]));
    known.value = { ...known.value, ...told, own_household: found.own_household };
    seen.value = [...new Set([...seen.value, ...found.fields])];
  });

  /** Sensitive fields leave the screen; to see them again is another look. */
  function forget(fields: Field[]): void {
    seen.value = seen.value.filter((field) => !fields.includes(field));
    known.value = Object.fromEntries(Object.entries(known.value).filter(([field]) => !fields.includes(field as Field)));
  }

  return {
    known,
    look,
    forget,
    has: (...fields: Field[]) => fields.every((field) => seen.value.includes(field)),
    ownHousehold: computed(() => known.value.own_household ?? false),
  };
}

export type PersonRecord = ReturnType<typeof useRecord>;
