/** One short word after something small was done. Results that matter get a page or a panel, not this. */
import { ref } from "vue";

const SHOWN_MS = 6000;

export const toastText = ref("");
let timer: ReturnType<typeof setTimeout> | undefined;

export function toast(text: string): void {
  toastText.value = text;
  clearTimeout(timer);
  timer = setTimeout(() => (toastText.value = ""), SHOWN_MS);
}
