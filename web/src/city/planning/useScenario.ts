/** Keeping plans: save, open, copy, delete. A version that someone else changed is said, not overwritten. */
import { refresh, useAction } from "../../lib/query";
import { ask, planning } from "./client";
import { fieldsOf } from "./draft";
import type { Scenario } from "./types";
import type { Plan } from "./usePlan";

const list = () => refresh(planning("scenarios"));

export function useScenario(plan: Plan) {
  const changedByOthers = plan.conflict;

  const save = useAction(async (intent, name: string, copy: boolean) => {
    const draft = plan.draft.value;
    const fields = { ...fieldsOf(draft, { ...plan.question, minutes: [...plan.question.minutes] }), name };
    const made = draft.id === null || copy;
    const kept = made
      ? await ask<Scenario>("POST", "scenarios", { body: fields, intent })
      : await ask<Scenario>("PUT", `scenarios/${draft.id}`, { body: { ...fields, version: draft.version } });
    changedByOthers.value = false;
    plan.saved(kept);
    await list();
    return kept;
  });

  async function keep(name: string, copy = false): Promise<Scenario | undefined> {
    const kept = await save.run(name, copy);
    if (!kept && save.problem.value?.status === 409) changedByOthers.value = true;
    return kept;
  }

  const remove = useAction(async (_intent, id: string) => {
    await ask("DELETE", `scenarios/${id}`);
    if (plan.draft.value.id === id) plan.startAnew();
    await list();
    return true;
  });

  /** Takes what others saved; what is on the board goes. */
  const reload = useAction(async (_intent, id: string) => {
    plan.open(await ask<Scenario>("GET", `scenarios/${id}`));
    changedByOthers.value = false;
    return true;
  });

  return { keep, save, remove, reload, changedByOthers };
}
