/** Regions and centers as one tree, cut to what someone's rights reach. */
import { computed, type ComputedRef } from "vue";
import type { Names, Schema } from "../api/types";
import { centers } from "../desk/center";
import { useGet } from "../lib/query";

type RegionKind = Schema<"RegionKind">;

export interface Place {
  id: string;
  kind: "region" | "center";
  /** Which kind of region. */
  region?: RegionKind;
  name: Names;
  parent: string | null;
}

export interface PlaceNode extends Place {
  depth: number;
  below: PlaceNode[];
}

/** The places given and all below them, each once: regions by name, then the centers that lie directly in them. */
export function treeOf(all: Place[], roots: string[]): PlaceNode[] {
  const known = new Set(all.map((one) => one.id));
  const children = new Map<string, Place[]>();
  for (const one of all) {
    if (one.parent) children.set(one.parent, [...(children.get(one.parent) ?? []), one]);
  }
  const parents = new Map(all.map((one) => [one.id, one.parent]));
  const under = (id: string, above: string): boolean => {
    const seen = new Set<string>();
    for (let at = parents.get(id); at && !seen.has(at); at = parents.get(at)) {
      if (at === above) return true;
      seen.add(at);
    }
    return false;
  };
  const rank = (one: Place) => (one.kind === "region" ? 0 : 1);
  const node = (one: Place, depth: number): PlaceNode => ({
    ...one,
    depth,
    below: [...(children.get(one.id) ?? [])].sort((a, b) => rank(a) - rank(b)).map((child) => node(child, depth + 1)),
  });
  const tops = [...new Set(roots)].filter((id) => known.has(id) && !roots.some((other) => under(id, other)));
  return all.filter((one) => tops.includes(one.id)).map((one) => node(one, 0));
}

/** Every node of the trees, from the top down. */
export function flat(nodes: PlaceNode[]): PlaceNode[] {
  return nodes.flatMap((one) => [one, ...flat(one.below)]);
}

/** Everything above a place, nearest first. */
export function above(nodes: PlaceNode[], id: string): string[] {
  const byId = new Map(flat(nodes).map((one) => [one.id, one.parent]));
  const chain: string[] = [];
  for (let at = byId.get(id); at && byId.has(at) && !chain.includes(at); at = byId.get(at)) chain.push(at);
  return chain;
}

export function usePlaces(roots: ComputedRef<string[]>) {
  const regions = useGet("/api/v1/regions");
  const all = computed<Place[]>(() => [
    ...(regions.data.value?.items ?? []).map((one) => ({ id: one.id, kind: "region" as const, region: one.kind, name: one.name, parent: one.parent ?? null })),
    ...(centers.value ?? []).map((one) => ({ id: one.id, kind: "center" as const, name: one.name, parent: one.region as string | null })),
  ]);
  const tree = computed(() => treeOf(all.value, roots.value));
  const list = computed(() => flat(tree.value));
  const byId = computed(() => new Map(all.value.map((one) => [one.id, one])));
  return { tree, list, byId, problem: regions.problem, loading: regions.loading, reload: regions.reload };
}
