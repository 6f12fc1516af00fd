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

export function useRun() {
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
    if (run.value && !over(run.value)) timer = setTimeout(() => void look(id), wait);
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
  return { run, problem, start, cancel, running: computed(() => run.value !== null && !over(run.value)) };
}
