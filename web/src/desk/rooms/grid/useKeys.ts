/**
 * The grid by keyboard: one place that has the focus, moved by the arrows and said aloud. Enter opens what is there, or
 * asks for it; M takes a block up, arrows carry it, Enter lets it go, Escape puts it back.
 */
import { computed, ref, shallowRef } from "vue";
import { t } from "../../../lib/i18n";
import type { Block } from "../blocks";
import { blockLine } from "../words";
import { endAt, moved } from "./drag";
import type { Column, Placed } from "./model";
import { ceilQuarter, clockIn, floorQuarter, type Minutes, minuteIn, QUARTER } from "./time";
import type { GhostHand } from "./useGhost";

const HOUR = 60;

export interface KeyGrid {
  columns: () => Column[];
  shown: () => Minutes;
  placed: (column: number) => Placed[];
  now: () => number;
  mayDraw: () => boolean;
  mayMove: (block: Block, column: Column) => boolean;
  open: (block: Block) => void;
}

export function useKeys(grid: KeyGrid, hand: GhostHand) {
  const cursor = shallowRef({ column: 0, minute: 9 * HOUR });
  const said = ref("");

  const column = computed(() => grid.columns()[Math.min(cursor.value.column, grid.columns().length - 1)]);
  /** What is under the place that has the focus. */
  const here = computed(() => {
    const at = cursor.value.minute;
    return grid.placed(cursor.value.column).find((one) => one.from < at + QUARTER && at < one.to);
  });

  function tell(): void {
    const at = column.value;
    if (!at) return;
    const time = clockIn(at.day, cursor.value.minute);
    const values = { column: at.title, time };
    said.value = here.value
      ? t("desk.rooms.key.block", { ...values, what: blockLine(here.value.block, grid.now()) })
      : t("desk.rooms.key.free", values);
  }

  function tellGhost(): void {
    const at = hand.ghost.value && grid.columns()[hand.ghost.value.column];
    if (!at) return;
    const notes = [hand.against.value || t("desk.rooms.key.fine"), hand.outside.value && t("desk.rooms.outside")];
    said.value = [at.title, hand.span.value, ...notes].filter(Boolean).join(t("desk.rooms.comma"));
  }

  function go(columnBy: number, minute: number): void {
    const shown = grid.shown();
    cursor.value = {
      column: Math.min(Math.max(0, cursor.value.column + columnBy), grid.columns().length - 1),
      minute: Math.min(Math.max(shown.from, floorQuarter(minute)), shown.to - QUARTER),
    };
    tell();
  }

  /** Over a block the arrows go from its beginning to its end. */
  function step(by: 1 | -1): void {
    const block = here.value;
    const { minute } = cursor.value;
    if (!block) go(0, minute + by * QUARTER);
    else go(0, by > 0 ? ceilQuarter(block.to) : floorQuarter(block.from) - QUARTER);
  }

  function enter(): void {
    if (here.value) {
      grid.open(here.value.block);
      return;
    }
    const at = column.value;
    if (!at || !grid.mayDraw()) return;
    const from = cursor.value.minute;
    hand.set({ mode: "new", column: cursor.value.column, block: null, from, to: Math.min(at.day.minutes, from + HOUR) });
    void hand.letGo();
  }

  function takeUp(): void {
    const one = here.value;
    const at = column.value;
    if (!one || !at) return;
    if (one.elsewhere || !grid.mayMove(one.block, at)) {
      said.value = t("desk.rooms.key.fixed");
      return;
    }
    const span = { from: minuteIn(at.day, one.block.from), to: minuteIn(at.day, one.block.to) };
    hand.set({ mode: "move", column: cursor.value.column, block: one.block, ...span });
    said.value = t("desk.rooms.key.taken_up", { what: blockLine(one.block, grid.now()) });
  }

  function carry(event: KeyboardEvent): boolean {
    const ghost = hand.ghost.value;
    const at = ghost && grid.columns()[ghost.column];
    if (!ghost?.block || !at) return false;
    const day = at.day.minutes;
    const by = { ArrowUp: -QUARTER, ArrowDown: QUARTER, PageUp: -HOUR, PageDown: HOUR }[event.key];
    const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const { block } = ghost;
    if (by !== undefined && event.shiftKey) hand.set({ ...ghost, mode: "resize", ...endAt(ghost, ghost.to + by, day) });
    else if (by !== undefined) hand.set({ ...ghost, mode: "move", block, ...moved(ghost, by, day) });
    else if (across !== undefined) {
      const to = Math.min(Math.max(0, ghost.column + across), grid.columns().length - 1);
      hand.set({ ...ghost, mode: "move", column: to });
    } else if (event.key === "Enter") {
      cursor.value = { column: ghost.column, minute: floorQuarter(ghost.from) };
      void hand.letGo();
      return true;
    } else if (event.key === "Escape") {
      hand.cancel();
      said.value = t("desk.rooms.key.put_back");
      return true;
    } else return event.key !== "Tab";
    tellGhost();
    return true;
  }

  function look(event: KeyboardEvent): boolean {
    const { minute } = cursor.value;
    const shown = grid.shown();
    const keys: Record<string, () => void> = {
      ArrowUp: () => step(-1),
      ArrowDown: () => step(1),
      ArrowLeft: () => go(-1, minute),
      ArrowRight: () => go(1, minute),
      PageUp: () => go(0, minute - HOUR),
      PageDown: () => go(0, minute + HOUR),
      Home: () => go(0, shown.from),
      End: () => go(0, shown.to),
      Enter: enter,
      " ": enter,
      m: takeUp,
      M: takeUp,
    };
    keys[event.key]?.();
    return event.key in keys;
  }

  function press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const carrying = hand.ghost.value !== null;
    if (carrying && hand.ghost.value!.sent) return;
    if (carrying ? carry(event) : look(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** Who leaves puts back what they carry. */
  function leave(): void {
    if (hand.ghost.value?.block && !hand.ghost.value.sent) hand.cancel();
  }

  return { cursor, said, here, press, leave, tell, go };
}
