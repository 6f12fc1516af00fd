/** Drawing, moving and pulling with a mouse or pen. A finger scrolls; it taps, and what it taps opens. */
import { onScopeDispose, type Ref } from "vue";
import type { Block } from "../blocks";
import { beginAt, drawn, endAt, moved } from "./drag";
import type { Column } from "./model";
import { floorQuarter, type Minutes, minuteIn } from "./time";
import type { GhostHand } from "./useGhost";

/** So far the hand may tremble before a click becomes a drag. */
const TREMBLE_PX = 5;
const EDGE_PX = 36;
const STEP_PX = 12;

type Grip = "body" | "begin" | "end";

export interface PointerGrid {
  /** The box that scrolls. */
  box: Ref<HTMLElement | null>;
  /** All columns together. */
  field: Ref<HTMLElement | null>;
  columns: () => Column[];
  shown: () => Minutes;
  blockOf: (id: string) => Block | undefined;
  mayDraw: () => boolean;
  mayMove: (block: Block, column: Column) => boolean;
  open: (block: Block) => void;
}

export function usePointer(grid: PointerGrid, hand: GhostHand) {
  let start: { x: number; y: number; column: number; minute: number; block: Block | null; grip: Grip; id: number } | null = null;
  let dragging = false;
  /** The click that follows was answered when the button went up. */
  let answered = false;
  let scrolling: ReturnType<typeof setInterval> | undefined;
  let last: PointerEvent | null = null;

  function where(event: { clientX: number; clientY: number }): { column: number; minute: number } {
    const rect = grid.field.value!.getBoundingClientRect();
    const many = grid.columns().length;
    const shown = grid.shown();
    const column = Math.floor(((event.clientX - rect.left) / rect.width) * many);
    const minute = shown.from + ((event.clientY - rect.top) / rect.height) * (shown.to - shown.from);
    return { column: Math.min(Math.max(0, column), many - 1), minute };
  }

  function down(event: PointerEvent): void {
    answered = false;
    if (event.button !== 0 || event.pointerType === "touch" || !(event.target instanceof Element)) return;
    if (hand.ghost.value) return;
    const at = where(event);
    const element = event.target.closest<HTMLElement>("[data-block]");
    const block = element ? grid.blockOf(element.dataset.block!) : null;
    const column = grid.columns()[at.column];
    if (!column || (element && !block)) return;
    if (block ? !grid.mayMove(block, column) : !grid.mayDraw()) return;
    const grip = (event.target.closest<HTMLElement>("[data-grip]")?.dataset.grip as Grip | undefined) ?? "body";
    start = { x: event.clientX, y: event.clientY, ...at, block: block ?? null, grip, id: event.pointerId };
    dragging = false;
    // Text is not selected while one draws; the grid keeps the focus for the keyboard.
    event.preventDefault();
    grid.box.value?.focus({ preventScroll: true });
  }

  function follow(event: PointerEvent): void {
    if (!start) return;
    const at = where(event);
    const column = grid.columns()[at.column]!;
    const day = column.day.minutes;
    if (!start.block) {
      const own = grid.columns()[start.column]!;
      hand.set({ mode: "new", column: start.column, block: null, ...drawn(start.minute, at.minute, own.day.minutes) });
      return;
    }
    const own = grid.columns()[start.column]!;
    const span = { from: minuteIn(own.day, start.block.from), to: minuteIn(own.day, start.block.to) };
    if (start.grip === "body") {
      hand.set({ mode: "move", column: at.column, block: start.block, ...moved(span, at.minute - start.minute, day) });
    } else {
      const pulled = start.grip === "end" ? endAt(span, at.minute, own.day.minutes) : beginAt(span, at.minute);
      hand.set({ mode: "resize", column: start.column, block: start.block, ...pulled });
    }
  }

  function move(event: PointerEvent): void {
    if (!start || event.pointerId !== start.id) return;
    if (!dragging && Math.hypot(event.clientX - start.x, event.clientY - start.y) < TREMBLE_PX) return;
    if (!dragging) {
      dragging = true;
      grid.box.value?.setPointerCapture(start.id);
      scrolling = setInterval(nearEdge, 30);
    }
    last = event;
    follow(event);
  }

  /** At the edge of what is seen the grid moves along. */
  function nearEdge(): void {
    const box = grid.box.value;
    if (!box || !last) return;
    const rect = box.getBoundingClientRect();
    const step = (at: number, low: number, high: number) => (at < low + EDGE_PX ? -STEP_PX : at > high - EDGE_PX ? STEP_PX : 0);
    const [dx, dy] = [step(last.clientX, rect.left, rect.right), step(last.clientY, rect.top, rect.bottom)];
    if (dx === 0 && dy === 0) return;
    box.scrollBy(dx, dy);
    follow(last);
  }

  function stop(): void {
    clearInterval(scrolling);
    start = null;
    last = null;
  }

  function up(event: PointerEvent): void {
    if (!start || event.pointerId !== start.id) return;
    const begun = start;
    if (dragging) follow(event);
    stop();
    answered = true;
    setTimeout(() => (answered = false));
    if (dragging) void hand.letGo();
    else if (begun.block) grid.open(begun.block);
    else tap(begun.column, begun.minute);
  }

  /** A click on a free place asks for an hour there. */
  function tap(column: number, minute: number): void {
    const day = grid.columns()[column]!.day.minutes;
    const from = Math.max(0, floorQuarter(minute));
    hand.set({ mode: "new", column, block: null, from, to: Math.min(day, from + 60) });
    void hand.letGo();
  }

  function cancel(): void {
    if (!start) return;
    stop();
    hand.cancel();
  }

  /** What a finger or a reader's software clicks, and what can not be dragged. */
  function click(event: MouseEvent): void {
    if (answered) return;
    const id = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-block]")?.dataset.block : undefined;
    const block = id ? grid.blockOf(id) : undefined;
    if (block) grid.open(block);
    else if (!id && event.detail > 0 && grid.mayDraw()) {
      const at = where(event);
      tap(at.column, at.minute);
    }
  }

  onScopeDispose(stop);
  return { down, move, up, cancel, click };
}
