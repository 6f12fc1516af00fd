/** Changing a program others may be changing too. */
import { computed, reactive, ref, shallowRef, watch } from "vue";
import { address, api, call, read } from "../../lib/api";
import { useFormErrors } from "../../lib/form";
import { t } from "../../lib/i18n";
import { Problem } from "../../lib/problem";
import { refresh, useAction, useGet } from "../../lib/query";
import { toast } from "../../ui/toast";
import { draftFaults, fromFields, newDraft, type Program, type ProgramFields, toFields } from "./draft";
import { programControls } from "./fields";
import { changed, difference, type FieldName, merge, pick } from "./merge";

export function useProgram(id: () => string) {
  const { data, problem: missing, loading, reload } = useGet("/api/v1/desk/programs/{id}", () => ({ id: id() }));
  const form = reactive({ draft: newDraft() });
  const base = shallowRef<ProgramFields | null>(null);
  const version = ref(0);
  const problem = shallowRef<Problem | null>(null);
  /** Someone else saved meanwhile: what came over from them, and what both changed. */
  const merged = shallowRef<{ taken: FieldName[]; both: FieldName[] } | null>(null);

  function start(program: Program): void {
    form.draft = fromFields(program);
    base.value = pick(program, toFields(form.draft));
    version.value = program.version;
  }
  const dirty = computed(() => base.value !== null && changed(base.value, toFields(form.draft)).length > 0);
  watch(data, (program) => program && !dirty.value && start(program), { immediate: true });

  async function takeNewest(): Promise<void> {
    const newest = await read<Program>(address("/api/v1/desk/programs/{id}", { id: id() }));
    const out = merge(base.value!, toFields(form.draft), newest);
    merged.value = { taken: out.taken, both: out.both };
    form.draft = fromFields(out.fields);
    base.value = pick(newest, out.fields);
    version.value = newest.version;
  }

  const renew = () => refresh("/api/v1/desk/programs", "/api/v1/desk/today", "/api/v1/sessions");

  const save = useAction(async (intent) => {
    problem.value = null;
    const fields = draftFaults(form.draft);
    if (fields.length > 0) {
      problem.value = new Problem({ code: "invalid", fields });
      return;
    }
    const body = { version: version.value, ...difference(base.value!, toFields(form.draft)) };
    const options = { params: { path: { id: id() } }, body, headers: { "Idempotency-Key": intent } };
    try {
      start(await call(api.PATCH("/api/v1/desk/programs/{id}", options)));
    } catch (error) {
      if (!(error instanceof Problem && error.has("activities.changed_meanwhile"))) throw error;
      await takeNewest();
      return;
    }
    merged.value = null;
    toast(t("ui.saved"));
    await renew();
  });
  watch(save.problem, (found) => (problem.value = found ?? problem.value));

  const options = (intent: string) => ({ params: { path: { id: id() } }, body: {}, headers: { "Idempotency-Key": intent } });
  const publish = useAction(async (intent) => {
    start(await call(api.POST("/api/v1/desk/programs/{id}/publish", options(intent))));
    toast(t("desk.programs.published"));
    await renew();
  });
  const archive = useAction(async (intent) => {
    start(await call(api.POST("/api/v1/desk/programs/{id}/archive", options(intent))));
    toast(t("desk.programs.archived"));
    await renew();
  });
  return { data, missing, loading, reload, form, dirty, merged, problem, save, publish, archive, renew, ...useFormErrors(problem, programControls()) };
}
