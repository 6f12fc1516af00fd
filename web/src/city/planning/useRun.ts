/** A search for sites: started, watched, called off. */
import { computed, onScopeDispose, shallowRef } from "vue";
import { asProblem, type Problem } from "../../lib/problem";
import { ask } from "./client";
import type { Run } from "./types";

const EVERY_MS = 700;
const SLOWER_MS = 3000;

export function over(run: Pick<Run, "state">): boolean {
  return !["queued", "running"].includes(run.state);
}

/** `ended` is called when a search that was watched is over. */
export function useRun(ended: () => unknown) {
  const run = shallowRef<Run | null>(null);
  const problem = shallowRef<Problem | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look(id: string): Promise<void> {
    let wait = EVERY_MS;
    try {
      const found = await ask<Run>("GET", `runs/${id}`);
      if (run.value?.id !== id) return;
      run.value = found;
      problem.value = null;
    } catch (error) {
      // A lost connection does not end the search; it goes on and is asked for again.
      problem.value = asProblem(error);
      if (!["offline", "busy"].includes(problem.value.code)) return;
      wait = SLOWER_MS;
    }
    if (run.value && over(run.value)) ended();
    else timer = setTimeout(() => void look(id), wait);
  }

  /** The last search of a plan that was opened; a search goes on while nobody looks. */
  async function resume(scenario: string | null, answered: boolean): Promise<void> {
    clearTimeout(timer);
    run.value = null;
    problem.value = null;
    if (!scenario) return;
    try {
      const { items } = await ask<{ items: Run[] }>("GET", `scenarios/${scenario}/runs`);
      const last = items[0];
      // What was found before the question changed is no answer to it.
      if (run.value || !last || (over(last) && !answered)) return;
      run.value = last;
      if (!over(last)) await look(last.id);
    } catch (error) {
      problem.value = asProblem(error);
    }
  }

  async function start(scenario: string): Promise<void> {
    clearTimeout(timer);
    problem.value = null;
    try {
      run.value = await ask<Run>("POST", `scenarios/${scenario}/runs`, { body: {} });
      await look(run.value.id);
    } catch (error) {
      problem.value = asProblem(error);
    }
  }

  async function cancel(): Promise<void> {
    if (!run.value) return;
    try {
      await ask("POST", `runs/${run.value.id}/cancel`, { body: {} });
      clearTimeout(timer);
      await look(run.value.id);
    } catch (error) {
      problem.value = asProblem(error);
    }
  }

  onScopeDispose(() => clearTimeout(timer));
  return { run, problem, start, resume, cancel, running: computed(() => run.value !== null && !over(run.value)) };
}
