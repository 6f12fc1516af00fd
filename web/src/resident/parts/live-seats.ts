/** Places left of a session, pushed by the server while somebody looks at it. */
import { onScopeDispose, type Ref, shallowRef, watch } from "vue";
import type { SeatView } from "../../api/types";

/** What the server said last; null until it has, and where nothing can be pushed: then what was read stays. */
export function useLiveSeats(id: () => string | null): Ref<SeatView[] | null> {
  const seats = shallowRef<SeatView[] | null>(null);
  let source: EventSource | null = null;
  const close = () => {
    source?.close();
    source = null;
    seats.value = null;
  };
  const open = (session: string | null) => {
    close();
    if (!session || typeof EventSource === "undefined") return;
    source = new EventSource(`/live/sessions/${encodeURIComponent(session)}`);
    source.addEventListener("seats", (event: MessageEvent<string>) => {
      seats.value = JSON.parse(event.data) as SeatView[];
    });
  };
  watch(id, open, { immediate: true });
  onScopeDispose(close);
  return seats;
}
