/** Fingers and mouse on the map: one moves it, two zoom, a short touch is a click. */
import type { Spot } from "./camera";

interface Map {
  by(dx: number, dy: number): void;
  zoom(factor: number, at: Spot): void;
  click(at: Spot): void;
}

const STILL_PX = 5;

export function useHand(frame: () => HTMLElement | null, map: Map) {
  const down = new Map<number, Spot>();
  let travelled = 0;
  let many = false;

  const spotOf = (event: { clientX: number; clientY: number }): Spot => {
    const box = frame()?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };

  function start(event: PointerEvent): void {
    if (event.button !== 0 || (event.target as Element).closest("button, a")) return;
    frame()?.setPointerCapture(event.pointerId);
    down.set(event.pointerId, spotOf(event));
    if (down.size === 1) travelled = 0;
    many = down.size > 1;
  }

  function move(event: PointerEvent): void {
    const was = down.get(event.pointerId);
    if (!was) return;
    const now = spotOf(event);
    down.set(event.pointerId, now);
    travelled += Math.hypot(now.x - was.x, now.y - was.y);
    const other = [...down.entries()].find(([id]) => id !== event.pointerId)?.[1];
    if (!other) {
      if (travelled > STILL_PX) map.by(now.x - was.x, now.y - was.y);
      return;
    }
    const before = Math.hypot(was.x - other.x, was.y - other.y);
    const after = Math.hypot(now.x - other.x, now.y - other.y);
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    map.by((now.x - was.x) / 2, (now.y - was.y) / 2);
    if (before > 0) map.zoom(after / before, middle);
  }

  function end(event: PointerEvent): void {
    const at = down.get(event.pointerId);
    down.delete(event.pointerId);
    if (at && down.size === 0 && !many && travelled <= STILL_PX && event.type === "pointerup") map.click(at);
  }

  /** The page scrolls with the wheel; the map zooms with it only when someone works in it. */
  function wheel(event: WheelEvent): void {
    const inside = frame()?.contains(document.activeElement) ?? false;
    if (!inside && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    map.zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0016)), spotOf(event));
  }

  return { start, move, end, wheel, spotOf };
}
