/** Whether what is on screen is a kept copy. The service worker marks every answer it took from its store. */
import { ref } from "vue";

/** Set by the service worker on answers from its store: when the copy was made. */
export const COPY_HEADER = "x-lianxin-copy";

export const offline = ref(false);
export const copyFrom = ref<string | null>(null);

export function noteAnswer(response: Response): void {
  const copied = response.headers.get(COPY_HEADER);
  if (copied) {
    offline.value = true;
    copyFrom.value ??= copied;
  } else {
    offline.value = false;
    copyFrom.value = null;
  }
}

export function startOffline(): void {
  offline.value = !navigator.onLine;
  addEventListener("offline", () => (offline.value = true));
  addEventListener("online", () => (offline.value = false));
}

/** Everything personal that was kept for reading offline goes when the person signs out. */
export function forgetCopies(): void {
  navigator.serviceWorker?.controller?.postMessage("forget");
}

export function startWorker(): void {
  if (import.meta.env.PROD && "serviceWorker" in navigator) {
    void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  }
}
