/** What the desk knows of the rooms of its center on some days, read together and kept fresh. */
import { computed, watch } from "vue";
import { refresh, useGet } from "../../lib/query";
import { centerId, may } from "../center";
import { fromBookings, join } from "./blocks";
import { RoomTree } from "./tree";

const FRESH_MS = 20_000;

export function useCalendar(days: () => { from: string; to: string }) {
  const here = computed(() => centerId.value !== "");
  const see = computed(() => here.value && may("see_rooms"));
  const attend = computed(() => here.value && may("attend_rooms"));
  const ofCenter = () => ({ center: centerId.value });
  const ofDays = () => ({ center: centerId.value, ...days() });

  const rooms = useGet("/api/v1/centers/{id}/rooms", () => ({ id: centerId.value }), { enabled: here });
  const bookable = useGet("/api/v1/rooms", ofCenter, { enabled: here });
  const held = useGet("/api/v1/desk/occupancies", ofDays, { enabled: see, every: FRESH_MS, keep: true });
  const bookings = useGet("/api/v1/desk/bookings", ofDays, { enabled: attend, keep: true });
  const closings = useGet("/api/v1/desk/closings", ofCenter, { enabled: see });

  // Who looks at names is written down, so they are read again only when something was booked or changed.
  const marks = computed(() => (held.data.value?.items ?? []).map((one) => `${one.id} ${one.version}`).join());
  watch(marks, (_now, before) => {
    if (before) void bookings.reload();
  });

  const tree = computed(() => new RoomTree(rooms.data.value?.items ?? []));
  const ordered = computed(() => tree.value.ordered());
  const rules = computed(() => new Map((bookable.data.value?.items ?? []).map((one) => [one.room.id, one])));
  const blocks = computed(() => {
    const named = bookings.data.value?.items ?? [];
    return see.value ? join(held.data.value?.items ?? [], named, ordered.value) : fromBookings(named);
  });
  const reads = [rooms, held, bookings, closings];
  return {
    rooms: ordered,
    rules,
    tree,
    blocks,
    closings: computed(() => closings.data.value?.items ?? []),
    loading: computed(() => rooms.loading.value || (see.value ? held.loading.value : bookings.loading.value)),
    problem: computed(() => reads.map((one) => one.problem.value).find((one) => one !== null) ?? null),
    /** After a change. */
    reload: () => refresh("/api/v1/desk/occupancies", "/api/v1/desk/bookings", "/api/v1/desk/closings"),
    retry: () => Promise.all(reads.map((one) => one.reload())),
  };
}

export type Calendar = ReturnType<typeof useCalendar>;
