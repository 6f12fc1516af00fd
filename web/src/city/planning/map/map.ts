/** What a map of the planner shows and says, whatever draws it. */
import type { MapFeature } from "../../../api/types";
import type { Point } from "../../../lib/geo";
import type { Bounds } from "../look";
import type { Gap, Shapes } from "../types";

export interface MapSite extends Point {
  key: string;
  name: string;
  /** Short text in the mark; centers of the register have none until they are looked at. */
  mark: string;
  kind: "center" | "site";
  /** `spare`: a site that is not part of the plan; `closed`: a center that the plan closes or that is not open. */
  state: "open" | "spare" | "closed";
  kept?: boolean;
  movable: boolean;
}

export interface PlanMapProps {
  label: string;
  bounds: Bounds;
  ground: MapFeature[];
  ways: Shapes | null;
  areas: Shapes | null;
  gaps: Gap[];
  sites: MapSite[];
  selected: string | null;
  gap: number | null;
  band: number | null;
  region: string | null;
  /** Homes too far from any street. */
  left: Point[];
  /** The next click on the map places a site. */
  placing: boolean;
  /** Where to look; another object looks again. */
  look: { at: Point[] } | null;
}

export interface PlanMapEvents {
  pick: [key: string];
  pickGap: [index: number];
  place: [at: Point];
  /** Under way: more follows. */
  moving: [key: string, at: Point];
  dropped: [key: string];
  putBack: [key: string];
  leavePlacing: [];
}
