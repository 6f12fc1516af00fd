/** Coverage of one question, read again as the question changes. */
import { onScopeDispose, ref, shallowRef, watch } from "vue";
import { now } from "../../lib/date";
import { asProblem, type Problem } from "../../lib/problem";
import { ask, calledBack } from "./client";
import { lane } from "./lane";
import type { Coverage, CoverageQuestion } from "./types";

/** `moving`: while something is carried, answers may lag behind; else only the newest question counts. */
export function useCoverage(question: () => CoverageQuestion | null, moving: () => boolean) {
  const data = shallowRef<Coverage | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const busy = ref(false);
  const readAt = shallowRef<Date | null>(null);
  let asked = "";

  const questions = lane<CoverageQuestion, Coverage>({
    run: (body, signal) => ask("POST", "coverage", { body, signal }),
    show: (answer) => {
      data.value = answer;
      problem.value = null;
      readAt.value = now();
    },
    fail: (error) => {
      asked = "";
      if (!calledBack(error)) problem.value = asProblem(error);
    },
    busy: (is) => (busy.value = is),
  });

  function send(settled: boolean): void {
    const next = question();
    const text = next ? JSON.stringify(next) : "";
    if (!next) {
      questions.stop();
      data.value = null;
    } else if (settled || text !== asked) questions.ask(next, settled);
    asked = text;
  }

  watch(
    () => JSON.stringify(question()),
    () => send(!moving()),
    { immediate: true },
  );
  // Put down: the last place is asked for once more, and everything under way is stale.
  watch(moving, (is) => is || send(true));
  onScopeDispose(() => questions.stop());
  return { data, problem, busy, readAt, reload: () => send(true) };
}

export type CoverageRead = ReturnType<typeof useCoverage>;
