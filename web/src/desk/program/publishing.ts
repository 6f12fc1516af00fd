/** From the form to the server: check the dates, save a draft, publish. */
import { computed, reactive, shallowRef, watch } from "vue";
import type { Schema } from "../../api/types";
import { api, call } from "../../lib/api";
import { today } from "../../lib/date";
import { useFormErrors } from "../../lib/form";
import { Problem } from "../../lib/problem";
import { refresh, useAction } from "../../lib/query";
import { centerId } from "../center";
import { type DateResult, newSeries, seriesFaults, toSeries } from "../series";
import { draftFaults, newDraft, toFields } from "./draft";
import { programControls } from "./fields";
import { keepDraft } from "./keep";

export function useNewProgram(created: (made: Schema<"NewProgram">) => void) {
  const form = reactive({ draft: newDraft(), series: newSeries(today()) });
  const kept = keepDraft(form);
  const checked = shallowRef<DateResult[] | null>(null);
  const problem = shallowRef<Problem | null>(null);

  /** Another time or room: what was checked no longer holds. */
  watch(
    () => JSON.stringify([form.draft.where, form.draft.room, form.draft.outdoor, { ...form.series, leftOut: [] }, centerId.value]),
    () => (checked.value = null),
  );

  const body = (publish: boolean): Schema<"ProgramDraft"> => ({
    center: centerId.value,
    ...toFields(form.draft),
    series: toSeries(form.series),
    publish,
  });

  function ready(): boolean {
    const fields = [...draftFaults(form.draft), ...seriesFaults(form.series)];
    problem.value = fields.length > 0 ? new Problem({ code: "invalid", fields }) : null;
    return fields.length === 0;
  }

  const check = useAction(async () => {
    if (!ready()) return;
    const found = await call(api.POST("/api/v1/desk/programs/preview", { body: body(false) }));
    checked.value = found.dates;
  });
  const save = useAction(async (intent, publish: boolean) => {
    if (!ready()) return;
    const made = await call(api.POST("/api/v1/desk/programs", { body: body(publish), headers: { "Idempotency-Key": intent } }));
    kept.drop();
    await refresh("/api/v1/desk/programs", "/api/v1/desk/today", "/api/v1/sessions");
    created(made);
  });
  watch([check.problem, save.problem], ([a, b]) => (problem.value = b ?? a ?? problem.value));

  const refused = computed(() => (checked.value ?? []).filter((one) => one.refused && !form.series.leftOut.includes(one.date)).length);
  return { form, kept, checked, refused, problem, check, save, ...useFormErrors(problem, programControls()) };
}
