/** Words of the registers, and the choices their forms offer. */
import { computed } from "vue";
import { word } from "../../lib/i18n";
import { name } from "../../lib/names";
import { useGet } from "../../lib/query";
import type { Tone } from "../../ui/LxTag.vue";
import type { AssessmentView, BreachView, DataClass, DataRequest, ProvisionView, PurposeView, RiskLevel } from "../types";

export const CLASSES: DataClass[] = ["public", "internal", "personal", "sensitive"];
export const BASES: PurposeView["basis"][] = ["consent", "contract", "statutory_duty", "public_interest", "emergency"];
export const SEPARATE: NonNullable<PurposeView["separate"]>[] = ["sensitive", "publish", "provide"];
export const ON_WITHDRAWAL: PurposeView["on_withdrawal"][] = ["erase", "restrict", "keep"];
export const LEVELS: RiskLevel[] = ["low", "medium", "high"];
export const PROVISION_KINDS: ProvisionView["kind"][] = ["entrusted", "provided", "joint"];
export const OUTCOMES: NonNullable<DataRequest["outcome"]>[] = ["granted", "partly", "refused"];

export const REQUEST_TONES: Record<DataRequest["state"], Tone> = { received: "blue", in_progress: "amber", answered: "green", withdrawn: "grey" };
export const ASSESSMENT_TONES: Record<AssessmentView["state"], Tone> = { draft: "grey", submitted: "amber", approved: "green", rejected: "zhu" };
export const BREACH_TONES: Record<BreachView["state"], Tone> = { open: "zhu", closed: "grey" };
export const LEVEL_TONES: Record<RiskLevel, Tone> = { low: "green", medium: "amber", high: "zhu" };

export function choices<Value extends string>(group: string, values: Value[]): { value: Value; label: string }[] {
  return values.map((value) => ({ value, label: word(group, value) }));
}

/** The register of purposes by key, for naming them. */
export function usePurposes() {
  const { data, problem, loading, reload } = useGet("/api/v1/privacy/purposes");
  const items = computed<PurposeView[]>(() => data.value?.items ?? []);
  const nameOf = (key: string): string => name(items.value.find((one) => one.key === key)?.name) || key;
  const options = computed(() => items.value.filter((one) => one.active).map((one) => ({ value: one.key, label: name(one.name) })));
  return { items, options, nameOf, problem, loading, reload };
}
