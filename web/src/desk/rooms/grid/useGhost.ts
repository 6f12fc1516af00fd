/** What is being drawn, moved or pulled, before it is let go: where it stands and what stands against it. */
import { computed, shallowRef } from "vue";
import { againstText, type Held } from "../against";
import type { Block } from "../blocks";
import type { Column } from "./model";
import { clockIn, instantIn, type Minutes } from "./time";

export interface Ghost extends Minutes {
  mode: "new" | "move" | "resize";
  column: number;
  block: Block | null;
  /** Let go, and the server has not answered yet. */
  sent: boolean;
}

/** Where something shall be. */
export interface Wish {
  mode: Ghost["mode"];
  block: Block | null;
  room: string;
  from: string;
  to: string;
}

export interface GridData extends Held {
  columns: Column[];
}

export function useGhost(data: () => GridData, drop: (wish: Wish) => Promise<void>) {
  const ghost = shallowRef<Ghost | null>(null);

  const wish = computed<Wish | null>(() => {
    const one = ghost.value;
    const column = one && data().columns[one.column];
    if (!one || !column) return null;
    return {
      mode: one.mode,
      block: one.block,
      room: column.room.id,
      from: instantIn(column.day, one.from),
      to: instantIn(column.day, one.to),
    };
  });

  /** Why it can not be there, as far as it is loaded. */
  const against = computed(() => {
    const asked = wish.value;
    const column = ghost.value && data().columns[ghost.value.column];
    if (!asked || !column) return "";
    const wanted = {
      room: asked.room,
      from: Date.parse(asked.from),
      to: Date.parse(asked.to),
      before: column.before,
      after: column.after,
      except: asked.block?.id,
    };
    return againstText(wanted, data());
  });

  /** Not open then: staff may, knowingly. */
  const outside = computed(() => {
    const one = ghost.value;
    const open = one && data().columns[one.column]?.open;
    return Boolean(one && open && !open.some((span) => span.from <= one.from && one.to <= span.to));
  });

  const span = computed(() => {
    const one = ghost.value;
    const column = one && data().columns[one.column];
    return column ? `${clockIn(column.day, one.from)}–${clockIn(column.day, one.to)}` : "";
  });

  function set(next: Omit<Ghost, "sent"> | null): void {
    const before = ghost.value;
    const same = next && before && next.column === before.column && next.from === before.from && next.to === before.to;
    if (!same) ghost.value = next && { ...next, sent: false };
  }

  /** Lets go: until there is an answer it stays where it was put, then the calendar shows what became of it. */
  async function letGo(): Promise<void> {
    const [one, asked] = [ghost.value, wish.value];
    if (!one || !asked || one.sent) return;
    ghost.value = { ...one, sent: true };
    await drop(asked);
    ghost.value = null;
  }

  return { ghost, wish, against, outside, span, set, letGo, cancel: () => (ghost.value = null) };
}

export type GhostHand = ReturnType<typeof useGhost>;
