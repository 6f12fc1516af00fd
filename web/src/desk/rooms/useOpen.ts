/** When each room is open on each day of a week: the center's hours and those in which its door opens without staff. */
import { computed, shallowRef, watch } from "vue";
import { address, type Data, read } from "../../lib/api";
import { type Minutes, minutesOf } from "./grid/time";

type Days = Data<"/api/v1/rooms/{id}/days">;

/** `undefined` while it is not known, and where no hours are published. */
export type OpenOn = (room: string, date: string) => Minutes[] | undefined;

/** A week of a room that was read stays until another center is chosen. */
export function useOpen(bookable: () => string[], days: () => { from: string; to: string }) {
  const known = shallowRef(new Map<string, Map<string, Minutes[]>>());

  async function learn(room: string, from: string, to: string): Promise<[string, Map<string, Minutes[]>] | null> {
    const answer = await read<Days>(address("/api/v1/rooms/{id}/days", { id: room, from, to })).catch(() => null);
    if (!answer) return null;
    const spans = (open: NonNullable<Days["days"][number]["open"]>) => open.map((one) => ({ from: minutesOf(one.from), to: minutesOf(one.to) }));
    return [`${room} ${from}`, new Map(answer.days.flatMap((day) => (day.open ? [[day.date, spans(day.open)] as const] : [])))];
  }

  const wanted = computed(() => ({ rooms: bookable(), ...days() }));
  watch(
    wanted,
    async ({ rooms, from, to }) => {
      const missing = rooms.filter((room) => !known.value.has(`${room} ${from}`));
      const found = await Promise.all(missing.map((room) => learn(room, from, to)));
      // All at once: each change draws every column again.
      if (missing.length > 0) known.value = new Map([...known.value, ...found.filter((one) => one !== null)]);
    },
    { immediate: true },
  );

  /** A room that nobody books is open with the center: as the first of which it is known. */
  const open: OpenOn = (room, date) => {
    const { rooms, from } = wanted.value;
    const of = (id: string) => known.value.get(`${id} ${from}`)?.get(date);
    if (rooms.includes(room)) return of(room);
    return rooms.map(of).find((spans) => spans !== undefined);
  };
  return open;
}
