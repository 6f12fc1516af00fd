/** A half-written program survives signing in again and a reload of this tab; nothing personal is in it. */
import { watch } from "vue";

const KEY = "lianxin.desk.program";

export function keepDraft<T extends object>(value: T): { restored: boolean; drop: () => void } {
  let restored = false;
  const text = sessionStorage.getItem(KEY);
  if (text) {
    try {
      const found: unknown = JSON.parse(text);
      if (typeof found === "object" && found !== null) {
        Object.assign(value, found);
        restored = true;
      }
    } catch {
      sessionStorage.removeItem(KEY);
    }
  }
  const stop = watch(() => JSON.stringify(value), (now) => sessionStorage.setItem(KEY, now));
  return {
    restored,
    drop: () => {
      stop();
      sessionStorage.removeItem(KEY);
    },
  };
}
