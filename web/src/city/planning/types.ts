/** What the planner's interface says, under short names. Minutes are whole, money is in fen, positions in degrees. */
import type { Point } from "../../lib/geo";

export type Profile = "adult" | "elder" | "wheels";
export const PROFILES: Profile[] = ["adult", "elder", "wheels"];

export type AimKind = "cover_most" | "cover_all" | "least_walk" | "least_farthest" | "balanced_load";
export const AIMS: AimKind[] = ["cover_most", "cover_all", "least_walk", "least_farthest", "balanced_load"];

export type Position = [number, number];
export interface Shape {
  type: "Feature";
  properties: { kind?: string; minutes?: number };
  geometry: { type: string; coordinates: unknown };
}
export interface Shapes {
  type: "FeatureCollection";
  features: Shape[];
}

export interface Remark {
  code: string;
  count: number;
}

export interface Network {
  id: string;
  name: string;
  points: number;
  segments: number;
  length_m: number;
  parts: number;
  largest_share: number;
  bounds: [number, number, number, number];
  remarks: Remark[];
  created_at: string;
}

export interface AgeGroup {
  from: number;
  to?: number | null;
}

export interface Population {
  id: string;
  name: string;
  people: number;
  elders: number;
  homes: number;
  groups: AgeGroup[];
  bounds: [number, number, number, number];
  remarks?: Remark[];
  created_at: string;
}

export interface Site extends Point {
  key: string;
  name: string;
  cost?: number | null;
  kept?: boolean;
}

export interface At {
  weekday: number;
  time: string;
}

export interface Question {
  network: string;
  population: string;
  profile: Profile;
  minutes: number[];
  at: At | null;
  service: string | null;
}

export type CoveragePart = "areas" | "gaps" | "regions" | "centers";
export interface CoverageQuestion extends Question {
  scenario: string | null;
  sites: Site[];
  close: string[];
  parts: CoveragePart[];
}

export interface CoverageBand {
  minutes: number;
  people: number;
  elders: number;
  share: number;
  elder_share: number;
}

export interface CoveredGroup extends AgeGroup {
  people: number;
  covered: number[];
}

export interface CoveredRegion {
  key: string;
  name: string;
  people: number;
  elders: number;
  covered: number[];
  elders_covered: number[];
}

export type LoadFlag = "under" | "fits" | "over";
export interface CoveredCenter extends Point {
  key: string;
  name: string;
  site: boolean;
  open: boolean;
  people: number[];
  elders: number[];
  load: number;
  load_from?: number | null;
  load_to?: number | null;
  load_flag?: LoadFlag | null;
  radius_m?: number | null;
  radius_people?: number | null;
}

export interface Gap extends Point {
  name: string;
  people: number;
  elders: number;
  nearest_minutes?: number | null;
  outline?: { type: string; coordinates: unknown } | null;
}

export interface Coverage {
  people: number;
  elders: number;
  left_out: { homes: number; people: number; farthest_m?: number | null };
  bands: CoverageBand[];
  groups: CoveredGroup[];
  regions: CoveredRegion[];
  centers: CoveredCenter[];
  mean_minutes?: number | null;
  gaps: Gap[];
  areas?: Shapes | null;
  took_ms: number;
}

export interface Aim {
  kind: AimKind;
  p?: number | null;
  budget?: number | null;
  minutes: number;
  elder_weight: number;
  load_from?: number | null;
  load_to?: number | null;
  contiguous: boolean;
  seconds: number;
  seed: number;
}

export interface ScenarioFields extends Question {
  name: string;
  sites: Site[];
  close: string[];
  aim: Aim;
}

export interface Scenario extends ScenarioFields {
  id: string;
  version: number;
  /** What the last search chose: sites, and centers that may close and stay. Everything when there was none. */
  plan?: string[] | null;
  created_at: string;
  changed_at: string;
}

export type Unit = "people" | "sites" | "fen" | "person_minutes" | "minutes";
export interface RunAnswer {
  open: string[];
  unit: Unit;
  value: number;
  bound: number;
  gap: number;
  bound_by: string;
  status: string;
  marginal?: { p: number; value: number }[] | null;
}

export interface Run {
  id: string;
  scenario: string;
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  part?: string | null;
  share?: number | null;
  started_at?: string | null;
  finished_at?: string | null;
  answer?: RunAnswer | null;
  problem?: { code: string; values?: Record<string, string | number> } | null;
}

export interface ComparedPlan {
  scenario?: string | null;
  name?: string | null;
  bands: CoverageBand[];
  people_gained: number;
  elders_gained: number;
  mean_minutes?: number | null;
  minutes_saved: number;
  centers: { key: string; name: string; load: number }[];
  cost?: number | null;
  cost_per_person?: number | null;
}

export interface FiveSlot {
  kind: string;
  center?: string | null;
  name?: string | null;
  status: "there" | "coming" | "missing";
}
export interface FiveInOne {
  region: string;
  name: string;
  slots: FiveSlot[];
  complete: boolean;
}

export interface Estates {
  estates: number;
  with_station: number;
}
