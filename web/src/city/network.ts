/** The centers of a region and what there is to watch among them. */
import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter } from "vue";
import type { CenterCard, RegionSummary, Schema, SessionCard } from "../api/types";
import { address, read, type Scalar } from "../lib/api";
import { addDays, now, today } from "../lib/date";
import { asProblem, type Problem } from "../lib/problem";

type Page<T> = { items: T[]; next?: string | null };
const PAGES_MOST = 20;

/** A list read to its end; districts have tens of centers, not thousands. */
export async function readAll<T>(path: string, params: Record<string, Scalar>): Promise<T[]> {
  const all: T[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES_MOST; page += 1) {
    const found: Page<T> = await read<Page<T>>(address(path, { ...params, limit: 100, after }));
    all.push(...found.items);
    after = found.next ?? null;
    if (!after) break;
  }
  return all;
}

export interface Watched {
  key: string;
  kind: "no_hours" | "cancelled" | "no_sessions" | "renovating";
  center: Pick<CenterCard, "id" | "name">;
  session?: SessionCard;
}

/** What a district manager should look at, most pressing first. Pure. */
export function watchList(centers: CenterCard[], sessions: SessionCard[], held: Map<string, number> | null): Watched[] {
  const open = centers.filter((one) => one.status === "open");
  const cancelled = sessions.filter((one) => one.status === "cancelled");
  return [
    ...cancelled.map((session): Watched => ({ key: session.id, kind: "cancelled", center: session.center, session })),
    ...open
      .filter((one) => one.now.reason?.code === "hours.not_published")
      .map((center): Watched => ({ key: `hours-${center.id}`, kind: "no_hours", center })),
    ...(held ? open.filter((one) => !held.get(one.id)) : []).map(
      (center): Watched => ({ key: `none-${center.id}`, kind: "no_sessions", center }),
    ),
    ...centers
      .filter((one) => one.status === "renovating")
      .map((center): Watched => ({ key: `works-${center.id}`, kind: "renovating", center })),
  ];
}

/** A region and everything below it that has centers of its own, with its depth, for a choice list. Pure. */
export function below(roots: string[], regions: RegionSummary[]): { region: RegionSummary; depth: number }[] {
  const out: { region: RegionSummary; depth: number }[] = [];
  const seen = new Set<string>();
  const visit = (region: RegionSummary | undefined, depth: number): void => {
    if (!region || seen.has(region.id) || region.kind === "estate" || region.kind === "community") return;
    seen.add(region.id);
    out.push({ region, depth });
    regions.filter((one) => one.parent === region.id).forEach((one) => visit(one, depth + 1));
  };
  roots.forEach((root) => visit(regions.find((one) => one.id === root), 0));
  return out;
}

const AHEAD_DAYS = 14;

export function useNetwork(region: MaybeRefOrGetter<string>) {
  const centers = shallowRef<CenterCard[] | null>(null);
  const sessions = shallowRef<SessionCard[]>([]);
  const problem = shallowRef<Problem | null>(null);
  const readAt = shallowRef<Date | null>(null);

  async function reload(): Promise<void> {
    const asked = toValue(region);
    if (!asked) return;
    try {
      const [places, coming] = await Promise.all([
        readAll<CenterCard>("/api/v1/centers", { region: asked }),
        readAll<SessionCard>("/api/v1/sessions", { region: asked, from: today(), to: addDays(today(), AHEAD_DAYS) }),
      ]);
      if (asked !== toValue(region)) return;
      centers.value = places;
      sessions.value = coming;
      problem.value = null;
      readAt.value = now();
    } catch (error) {
      problem.value = asProblem(error);
    }
  }
  watch(
    () => toValue(region),
    () => {
      centers.value = null;
      void reload();
    },
    { immediate: true },
  );
  return { centers, sessions, problem, readAt, reload, loading: computed(() => centers.value === null && !problem.value) };
}

export type Figures = Schema<"Figures">;

/** Sessions held by center, from figures counted by center. Pure. */
export function heldBy(figures: Figures | undefined): Map<string, number> | null {
  return figures ? new Map(figures.rows.map((row) => [row.key, row.sessions])) : null;
}
