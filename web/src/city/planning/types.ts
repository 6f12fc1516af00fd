/** What the planner's interface says, under short names. Minutes are whole, money is in fen, positions in degrees. */
import type { Schema } from "../../api/types";

export type Profile = Schema<"Walker">;
export const PROFILES: Profile[] = ["adult", "elder", "wheels"];

export type AimKind = Schema<"AimKind">;
export const AIMS: AimKind[] = ["cover_most", "cover_all", "least_walk", "least_farthest", "balanced_load"];

/** GeoJSON as the map draws it; the server leaves the inner shape open. */
export interface Shape {
  type: string;
  properties: { kind?: string; minutes?: number };
  geometry: { type: string; coordinates: unknown };
}
export interface Shapes {
  type: string;
  features: Shape[];
}
export interface Outline {
  type: string;
  coordinates: unknown;
}

export type Remark = Schema<"RemarkCount">;
export type Network = Schema<"Network">;
export type AgeGroup = Schema<"AgeGroup">;
export type Population = Schema<"Population">;
export type Site = Schema<"Site">;
export type At = Schema<"Moment">;

/** What stays the same whoever's plan is looked at. */
export interface Question {
  network: string;
  population: string;
  profile: Profile;
  minutes: number[];
  at: At | null;
  service: string | null;
}

export type CoveragePart = Schema<"CoveragePart">;
export type CoverageQuestion = Schema<"Question">;

export interface CoverageBand {
  minutes: number;
  people: number;
  elders: number;
  share: number;
  elder_share: number;
}

export type CoveredGroup = Schema<"AgeReach">;
export type CoveredRegion = Schema<"RegionReach">;
export type LoadFlag = Schema<"LoadFlag">;
export type CoveredCenter = Schema<"CenterReach">;
export type Gap = Omit<Schema<"Gap">, "outline"> & { outline?: Outline | null };
export type Coverage = Omit<Schema<"Coverage">, "bands" | "gaps" | "areas"> & {
  bands: CoverageBand[];
  gaps: Gap[];
  areas?: Shapes | null;
};

export type Aim = Required<Schema<"Aim">>;
export type ScenarioFields = Schema<"ScenarioFields">;
export type Scenario = Schema<"Scenario">;
export type RunAnswer = Schema<"RunAnswer">;
export type Run = Schema<"Run">;
export type ComparedPlan = Omit<Schema<"PlanOfComparison">, "bands"> & { bands: CoverageBand[] };
export type FiveInOne = Schema<"FiveStreet">;
