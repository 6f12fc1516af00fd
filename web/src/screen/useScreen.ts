import { computed, onMounted, onUnmounted, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from "vue";
import { now } from "../lib/date";
import { asProblem, type Problem } from "../lib/problem";
import { nextTry } from "./rotation";

/** What goes away by itself: the screen goes on trying and shows what it read last. */
const PASSING = ["offline", "busy", "internal"];

export interface Screen<T> {
  seen: ShallowRef<T | null>;
  problem: ShallowRef<Problem | null>;
  /** Somebody has to do something about it. */
  refused: ComputedRef<boolean>;
  clock: Ref<Date>;
  /** When it was read, in milliseconds; 0 when it never was. */
  readAt: Ref<number>;
}

/** A screen on which nobody types: reads again and again, more slowly while it fails, and stays awake. */
export function useScreen<T>(read: () => Promise<T>, wait: (seen: T) => number): Screen<T> {
  const seen = shallowRef<T | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const clock = ref(now());
  const readAt = ref(0);
  let failures = 0;
  let gone = false;
  let next: ReturnType<typeof setTimeout> | undefined;
  let lock: WakeLockSentinel | null = null;

  async function renew(): Promise<void> {
    clearTimeout(next);
    let pause: number;
    try {
      const fresh = await read();
      seen.value = fresh;
      problem.value = null;
      failures = 0;
      readAt.value = now().getTime();
      pause = wait(fresh);
    } catch (error) {
      problem.value = asProblem(error);
      failures += 1;
      pause = nextTry(failures);
    }
    // Two at once, as when the network comes back, must not leave two timers behind.
    clearTimeout(next);
    if (!gone) next = setTimeout(() => void renew(), pause);
  }

  /** The screen must not go dark; where the browser cannot hold it awake, the device's own setting must. */
  async function stayAwake(): Promise<void> {
    if (document.hidden || !("wakeLock" in navigator)) return;
    lock = await navigator.wakeLock.request("screen").catch(() => null);
    if (gone) void lock?.release();
  }

  const ticking = setInterval(() => (clock.value = now()), 1000);
  const online = (): void => void renew();
  onMounted(() => {
    void renew();
    void stayAwake();
    addEventListener("online", online);
    document.addEventListener("visibilitychange", stayAwake);
  });
  onUnmounted(() => {
    gone = true;
    clearTimeout(next);
    clearInterval(ticking);
    removeEventListener("online", online);
    document.removeEventListener("visibilitychange", stayAwake);
    void lock?.release();
  });

  const refused = computed(() => problem.value !== null && !PASSING.includes(problem.value.code));
  return { seen, problem, refused, clock, readAt };
}
