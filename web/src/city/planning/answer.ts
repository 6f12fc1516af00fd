/** What a search found, in plain words. Pure: keys and values for `t`. */
import type { Key } from "../../lib/i18n";
import { number } from "../../lib/i18n";
import { percent, yuan } from "./difference";
import type { Aim, RunAnswer } from "./types";

export interface Said {
  key: Key;
  values: Record<string, string | number>;
}

/** What the answer reaches, in its unit. Minutes walked by all together are told as the sum they are. */
export function valueOf(aim: Aim, answer: Pick<RunAnswer, "unit" | "value" | "bound" | "open">): Said {
  const weighted = answer.unit === "people" && aim.elder_weight > 1;
  const say = (value: number) => (answer.unit === "fen" ? yuan(value) : number(value, answer.unit === "minutes" ? 1 : 0));
  return {
    key: weighted ? "planning.answer.value.weighted" : `planning.answer.value.${answer.unit}`,
    values: { value: say(answer.value), bound: say(answer.bound), count: answer.open.length },
  };
}

/** Whether something better can exist: never more than the bound proves. */
export function verdictOf(aim: Aim, answer: Pick<RunAnswer, "status" | "gap" | "open">): Said {
  const values = { gap: percent(answer.gap, 2), count: answer.open.length };
  if (answer.status === "proved") {
    const budget = aim.budget != null && aim.kind !== "cover_all";
    return { key: budget ? "planning.answer.proved.budget" : `planning.answer.proved.${aim.kind}`, values };
  }
  return { key: answer.status === "time_up" ? "planning.answer.time_up" : "planning.answer.bounded", values };
}

/** What each further site adds; the first adds to `before`, what is reached without any, when that is known. */
export function steps(marginal: { p: number; value: number }[], before: number | null): { p: number; value: number; more: number | null }[] {
  const sorted = [...marginal].sort((a, b) => a.p - b.p);
  return sorted.map((one, index) => {
    const last = sorted[index - 1]?.value ?? before;
    return { ...one, more: last === null ? null : one.value - last };
  });
}
