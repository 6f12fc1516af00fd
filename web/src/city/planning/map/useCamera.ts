/** The camera in the page: follows the hand, the wheel and the keys, and paints when there is time. */
import { computed, onMounted, onScopeDispose, ref, shallowRef, watch, type Ref } from "vue";
import { type Box, type Camera, fit, pan, type Size, type Spot, within, zoom } from "./camera";
import { inkOf, laid, paint, type Ink, type Scene } from "./paint";

/** Painting that takes longer than this waits until the hand rests. */
const QUICK_MS = 12;
const REST_MS = 110;
const MOST_RATIO = 2;
const WORTH_A_MOVE = 4;

export function useCamera(
  frame: Ref<HTMLElement | null>,
  canvas: Ref<HTMLCanvasElement | null>,
  everything: () => Box,
  scene: () => Scene,
) {
  const size = shallowRef<Size>({ width: 0, height: 0 });
  const camera = shallowRef<Camera>({ x: 0, y: 0, scale: 0.1 });
  const drawn = shallowRef<Camera | null>(null);
  const lies = computed(() => (drawn.value ? laid(drawn.value, camera.value) : "none"));
  const ready = ref(false);
  let ink: Ink | null = null;
  let cost = 0;
  let queued = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;

  function draw(): void {
    queued = 0;
    if (!canvas.value || !frame.value || size.value.width === 0) return;
    ink ??= inkOf(frame.value);
    const started = performance.now();
    paint(canvas.value, scene(), camera.value, size.value, ink, Math.min(devicePixelRatio || 1, MOST_RATIO));
    cost = performance.now() - started;
    drawn.value = camera.value;
  }

  function soon(moving = false): void {
    clearTimeout(resting);
    if (moving && cost > QUICK_MS && drawn.value) {
      resting = setTimeout(() => soon(), REST_MS);
      return;
    }
    queued ||= requestAnimationFrame(draw);
  }

  function set(next: Camera): void {
    camera.value = within(next, everything(), size.value);
    soon(true);
  }

  const api = {
    size,
    camera,
    lies,
    ready,
    redraw: () => soon(),
    by: (dx: number, dy: number) => set(pan(camera.value, dx, dy)),
    zoom: (factor: number, at: Spot = { x: size.value.width / 2, y: size.value.height / 2 }) =>
      set(zoom(camera.value, size.value, at, factor)),
    all: () => set(fit(everything(), size.value)),
    /** Looks at a box, never closer than is useful. */
    at: (box: Box) => {
      const near = fit(box, size.value, Math.min(size.value.width, size.value.height) / 5);
      set({ ...near, scale: Math.min(near.scale, WORTH_A_MOVE / 10) });
    },
    center: (spot: Spot) => set({ ...camera.value, ...spot }),
  };

  onMounted(() => {
    const watching = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      const first = size.value.width === 0;
      size.value = { width, height };
      if (first) camera.value = fit(everything(), size.value);
      ready.value = width > 0;
      soon();
    });
    if (frame.value) watching.observe(frame.value);
    onScopeDispose(() => watching.disconnect());
  });
  onScopeDispose(() => {
    cancelAnimationFrame(queued);
    clearTimeout(resting);
  });
  watch(everything, () => size.value.width > 0 && api.all());
  return api;
}
