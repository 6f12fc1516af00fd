/** Text size and elder mode: one attribute each on <html>, one cookie each, so the next page arrives right at once. */
import { ref } from "vue";
import { readCookie, writeCookie } from "./cookies";

export type TextSize = "n" | "l" | "xl";
export const TEXT_SIZES: TextSize[] = ["n", "l", "xl"];

function storedSize(): TextSize {
  const stored = readCookie("lianxin_text");
  return stored === "l" || stored === "xl" ? stored : "n";
}

export const textSize = ref<TextSize>("n");
export const elderMode = ref(false);

function show(): void {
  const root = document.documentElement;
  if (textSize.value === "n") delete root.dataset.text;
  else root.dataset.text = textSize.value;
  if (elderMode.value) root.dataset.mode = "elder";
  else delete root.dataset.mode;
}

export function startTextSize(): void {
  textSize.value = storedSize();
  elderMode.value = readCookie("lianxin_mode") === "elder";
  show();
}

export function setTextSize(size: TextSize): void {
  textSize.value = size;
  writeCookie("lianxin_text", size);
  show();
}

/** Elder mode starts in the largest text; leaving it goes back to standard, either can be changed afterwards. */
export function setElderMode(on: boolean): void {
  elderMode.value = on;
  writeCookie("lianxin_mode", on ? "elder" : "standard");
  setTextSize(on ? "xl" : "n");
}
