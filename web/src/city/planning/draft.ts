/** The plan on the drawing board. Pure: each change gives a new one. */
import type { Point } from "../../lib/geo";
import type { Aim, AimKind, Question, Scenario, ScenarioFields, Site } from "./types";

export interface Draft {
  /** The scenario it is saved as. */
  id: string | null;
  version: number;
  name: string;
  sites: Site[];
  /** Centers of today that may close: a search decides, and until then they are. */
  close: string[];
  /** Sites that open and centers that stay; everything opens and closes while nothing was chosen. */
  plan: string[] | null;
  aim: Aim;
}

export const RESIDENTIAL: [number, number] = [30_000, 60_000];
export const INDUSTRIAL: [number, number] = [50_000, 90_000];

export function newAim(kind: AimKind = "cover_most"): Aim {
  return {
    kind,
    p: 5,
    budget: null,
    minutes: 15,
    elder_weight: 1,
    load_from: null,
    load_to: null,
    contiguous: false,
    seconds: 30,
    seed: 1,
  };
}

export function newDraft(): Draft {
  return { id: null, version: 0, name: "", sites: [], close: [], plan: null, aim: newAim() };
}

/** The smallest number no site has yet, so that keys stay what they are when others go. */
export function freeKey(sites: Pick<Site, "key">[]): string {
  const taken = new Set(sites.map((one) => one.key));
  let n = 1;
  while (taken.has(`site_${n}`)) n += 1;
  return `site_${n}`;
}

export function withSite(draft: Draft, at: Point, name: string): Draft {
  const key = freeKey(draft.sites);
  const site: Site = { key, name, lon: at.lon, lat: at.lat, cost: null, kept: false };
  return { ...draft, sites: [...draft.sites, site], plan: draft.plan && [...draft.plan, key] };
}

export function withoutSite(draft: Draft, key: string): Draft {
  return { ...draft, sites: draft.sites.filter((one) => one.key !== key), plan: draft.plan && draft.plan.filter((one) => one !== key) };
}

export function changed(draft: Draft, key: string, fields: Partial<Omit<Site, "key">>): Draft {
  return { ...draft, sites: draft.sites.map((one) => (one.key === key ? { ...one, ...fields } : one)) };
}

export function isOpen(draft: Pick<Draft, "plan">, key: string): boolean {
  return draft.plan === null || draft.plan.includes(key);
}

/** Takes a site into the plan or out of it. What a search said of centers that may close stays. */
export function opened(draft: Draft, key: string, open: boolean): Draft {
  const sites = draft.sites.map((one) => one.key);
  const others = (draft.plan ?? []).filter((one) => !sites.includes(one));
  const chosen = sites.filter((one) => (one === key ? open : isOpen(draft, one)));
  return { ...draft, plan: chosen.length === sites.length && others.length === 0 ? null : [...chosen, ...others] };
}

/** Marks a center as one that may close, or takes the mark away. */
export function closed(draft: Draft, center: string, close: boolean): Draft {
  const rest = draft.close.filter((one) => one !== center);
  return { ...draft, close: close ? [...rest, center] : rest, plan: draft.plan && draft.plan.filter((one) => one !== center) };
}

/** The answer of a search: sites that open, and centers that may close and stay. */
export function applied(draft: Draft, open: string[]): Draft {
  const known = [...draft.sites.map((one) => one.key), ...draft.close];
  return { ...draft, plan: known.filter((key) => open.includes(key) || draft.sites.some((one) => one.key === key && one.kept)) };
}

/** Centers of today that are not there in the plan. */
export function closedCenters(draft: Pick<Draft, "plan" | "close">): string[] {
  return draft.close.filter((one) => !draft.plan?.includes(one));
}

export function openSites(draft: Pick<Draft, "plan" | "sites">): Site[] {
  return draft.sites.filter((one) => isOpen(draft, one.key));
}

export function isEmpty(draft: Draft): boolean {
  return draft.sites.length === 0 && draft.close.length === 0;
}

export function costOf(draft: Draft): number {
  return openSites(draft).reduce((sum, one) => sum + (one.cost ?? 0), 0);
}

export function fieldsOf(draft: Draft, question: Question): ScenarioFields {
  const { id, name, sites, close, aim } = draft;
  // For what is kept already, null leaves what a search chose; that every site is built is said in full then.
  const plan = draft.plan ?? (id === null ? null : sites.map((one) => one.key));
  return { ...question, name, sites, close, aim, plan };
}

export function draftOf(scenario: Scenario): Draft {
  const { id, version, name, sites, close, plan, aim } = scenario;
  const { p = null, budget = null, load_from = null, load_to = null, elder_weight = 1, contiguous = false, seed = 1, ...rest } = aim;
  const whole: Aim = { ...rest, p, budget, load_from, load_to, elder_weight, contiguous, seed };
  return { id, version, name, sites, close, plan: plan ?? null, aim: whole };
}

export function questionOf({ network, population, profile, minutes, at, service }: ScenarioFields): Question {
  return { network, population, profile, minutes, at: at ?? null, service: service ?? null };
}

/** What saving would keep: equal texts mean nothing is unsaved. */
export function fingerprint(draft: Draft): string {
  const { name, sites, close, aim, plan } = draft;
  return JSON.stringify([name, sites, close, aim, plan]);
}
