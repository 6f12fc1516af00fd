/** Everything the tabs of the planner share: the question, the plan on the drawing board, what they give. */
import { computed, inject, type InjectionKey, reactive, ref, shallowRef, watch } from "vue";
import { overRegions } from "../../desk/center";
import type { MapFeature } from "../../api/types";
import type { Point } from "../../lib/geo";
import { t } from "../../lib/i18n";
import type { Problem } from "../../lib/problem";
import { useGet } from "../../lib/query";
import { useRoute, useRouter } from "../../lib/router";
import { about, account } from "../../lib/session";
import { mayPlan } from "./access";
import { between, type Figures, figuresOf, markOf } from "./difference";
import { changed, closedCenters, type Draft, draftOf, fingerprint, isEmpty, newDraft, openSites, questionOf, withSite } from "./draft";
import { queryOf, questionIn, tabOf } from "./question";
import type { ComparedPlan, CoveragePart, CoverageQuestion, Scenario, Site } from "./types";
import { useCoverage } from "./useCoverage";

/** Whose coverage is shown: of today, of the plan on the board, of a saved one. */
export type Showing = "today" | "draft" | { scenario: string };

const NUMBERS: CoveragePart[] = ["regions", "centers"];
const SHAPES: CoveragePart[] = ["areas", "gaps", "left_out"];

export function createPlan() {
  const route = useRoute();
  const router = useRouter();
  const tab = computed(() => tabOf(route.query));
  const plans = computed(() => mayPlan(account.value?.desk ?? []));

  const networks = useGet("/api/v1/planning/networks");
  const populations = useGet("/api/v1/planning/populations");
  const scenarios = useGet("/api/v1/planning/scenarios");
  const district = computed(() => overRegions.value[0]?.place ?? about.value?.district ?? "");
  const ground = useGet("/api/v1/map", () => ({ region: district.value }), { enabled: computed(() => district.value !== "") });

  const question = reactive(questionIn(route.query));
  const network = computed(() => networks.data.value?.items.find((one) => one.id === question.network) ?? null);
  const population = computed(() => populations.data.value?.items.find((one) => one.id === question.population) ?? null);
  // What the address names may be gone; the newest takes its place.
  watch(
    [networks.data, populations.data],
    ([nets, people]) => {
      if (nets && !network.value) question.network = nets.items[0]?.id ?? "";
      if (people && !population.value) question.population = people.items[0]?.id ?? "";
    },
    { immediate: true },
  );
  watch(question, () => void router.replace({ query: { ...route.query, ...queryOf(question) } }));
  const ready = computed(() => network.value !== null && population.value !== null);
  const ways = useGet("/api/v1/planning/networks/{id}/map", () => ({ id: question.network }), {
    enabled: computed(() => network.value !== null),
    keep: true,
  });

  const draft = shallowRef<Draft>(newDraft());
  const kept = ref(fingerprint(draft.value));
  const unsaved = computed(() => fingerprint(draft.value) !== kept.value);
  const showing = ref<Showing>("today");
  const carried = shallowRef<{ key: string; from: Point } | null>(null);
  const before = shallowRef<Figures | null>(null);
  watch(tab, (now) => {
    if (now === "siting") showing.value = "draft";
    else if (now === "compare" || isEmpty(draft.value) || typeof showing.value === "object") showing.value = "today";
  }, { immediate: true });

  const viewed = computed<{ sites: Site[]; close: string[] }>(() => {
    const view = showing.value;
    if (view === "today") return { sites: [], close: [] };
    const from = view === "draft" ? draft.value : scenarios.data.value?.items.find((one) => one.id === view.scenario);
    if (!from) return { sites: [], close: [] };
    const plan = from.plan ?? null;
    return { sites: openSites({ sites: from.sites, plan }), close: closedCenters({ close: from.close, plan }) };
  });
  const asked = (sites: Site[], close: string[], parts: CoveragePart[]): CoverageQuestion | null =>
    ready.value && tab.value !== "data" ? { ...question, minutes: [...question.minutes], scenario: null, sites, close, parts } : null;
  const moving = () => carried.value !== null;
  const isToday = computed(() => viewed.value.sites.length === 0 && viewed.value.close.length === 0);
  const today = useCoverage(() => asked([], [], NUMBERS), () => false);
  const other = useCoverage(() => (isToday.value ? null : asked(viewed.value.sites, viewed.value.close, NUMBERS)), moving);
  const now = computed(() => (isToday.value ? today : other));
  const coverage = computed(() => now.value.data.value ?? (isToday.value ? null : today.data.value));
  /** Areas and gaps take longer: they wait until what is carried is put down, and for the numbers. */
  const resting = shallowRef(asked([], [], SHAPES));
  const unsettled = () => moving() || (!isToday.value && other.busy.value);
  watch(() => (unsettled() ? null : asked(viewed.value.sites, viewed.value.close, SHAPES)), (next) => unsettled() || (resting.value = next), {
    immediate: true,
  });
  const shapes = useCoverage(() => resting.value, () => false);

  const figures = computed(() => (coverage.value ? figuresOf(coverage.value) : null));
  const sinceBefore = computed(() => (showing.value === "draft" ? between(before.value, figures.value) : null));
  const sinceToday = computed(() =>
    isToday.value || !today.data.value ? null : between(figuresOf(today.data.value), figures.value),
  );
  watch(question, () => (before.value = null));

  /** Every change of the board goes through here, so that its effect can be shown. */
  function edit(change: (draft: Draft) => Draft): void {
    if (!carried.value) before.value = figures.value;
    draft.value = change(draft.value);
  }
  function carry(key: string, at: Point): void {
    const site = draft.value.sites.find((one) => one.key === key);
    if (!site) return;
    if (!carried.value) {
      before.value = figures.value;
      carried.value = { key, from: { lon: site.lon, lat: site.lat } };
    }
    draft.value = changed(draft.value, key, { lon: at.lon, lat: at.lat });
  }
  function putBack(): void {
    if (carried.value) draft.value = changed(draft.value, carried.value.key, carried.value.from);
    carried.value = null;
  }
  const selected = ref<string | null>(null);
  function add(at: Point, name?: string): void {
    const mark = markOf(draft.value.sites.length);
    edit((one) => withSite(one, at, name ?? t("planning.site.new", { mark })));
    selected.value = draft.value.sites.at(-1)!.key;
  }
  function open(scenario: Scenario): void {
    draft.value = draftOf(scenario);
    kept.value = fingerprint(draft.value);
    before.value = null;
    selected.value = null;
    Object.assign(question, questionOf(scenario));
  }
  function startAnew(): void {
    draft.value = newDraft();
    kept.value = fingerprint(draft.value);
    before.value = null;
    selected.value = null;
  }
  function saved(scenario: Scenario): void {
    draft.value = { ...draft.value, id: scenario.id, version: scenario.version, name: scenario.name };
    kept.value = fingerprint(draft.value);
  }

  return {
    tab, plans, networks, populations, scenarios, network, population, ready, ways, question, ground,
    features: computed(() => (ground.data.value?.features ?? []) as MapFeature[]),
    draft, unsaved, showing, viewed, carried, coverage, now, today, shapes, figures, sinceBefore, sinceToday, isToday,
    edit, carry, putBack, add, open, startAnew, saved,
    drop: () => (carried.value = null),
    selected,
    band: ref<number | null>(null),
    gap: ref<number | null>(null),
    region: ref<string | null>(null),
    placing: ref(false),
    /** Today and the plans laid beside it. */
    compared: { plans: shallowRef<ComparedPlan[] | null>(null), problem: shallowRef<Problem | null>(null), busy: ref(false) },
    /** Someone else saved the plan in between. */
    conflict: ref(false),
    look: shallowRef<{ at: Point[] } | null>(null),
  };
}

export type Plan = ReturnType<typeof createPlan>;
export const PLAN: InjectionKey<Plan> = Symbol("plan");

export function usePlan(): Plan {
  const plan = inject(PLAN);
  if (!plan) throw new Error("a part of the planner stands outside its page");
  return plan;
}
