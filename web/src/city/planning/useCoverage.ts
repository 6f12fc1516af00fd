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
  let answered = "";

  // Questions as text, so that one that is asked again is known.
  const questions = lane<string, Coverage>({
    run: (text, signal) => ask("POST", "coverage", { body: JSON.parse(text) as CoverageQuestion, signal }),
    show: (answer, text) => {
      answered = text;
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
      answered = "";
    } else if (settled || text !== asked) questions.ask(text, settled);
    asked = text;
  }

  watch(
    () => JSON.stringify(question()),
    () => send(!moving()),
    { immediate: true },
  );
  // Put down: everything that is under way is stale, but for what is asked or answered already.
  watch(moving, (is) => is || (!busy.value && answered !== "" && JSON.stringify(question()) === answered) || send(true));
  onScopeDispose(() => questions.stop());
  return { data, problem, busy, readAt, reload: () => send(true) };
}

export type CoverageRead = ReturnType<typeof useCoverage>;
