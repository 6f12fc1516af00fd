/**
 * The desk's one scan field. A gun works wherever the focus is: its keys are taken out of the field they fell into and
 * go to whoever listens. Typing while no field has the focus goes into the scan field; F2 goes there at once.
 */
import { onScopeDispose, onMounted, ref, type Ref } from "vue";
import { cardCode, ScanBuffer } from "../lib/scan";

export interface ScanListener {
  card: (code: string) => void;
  /** Text that is no card, sent with Enter; without this it is looked up among people. */
  text?: (text: string) => void;
}

export const scanText = ref("");
const listeners: ScanListener[] = [];

/** The last to listen gets what is scanned: a dialog before its page, a page before the shell. */
export function listen(listener: ScanListener): void {
  listeners.push(listener);
  onScopeDispose(() => listeners.splice(listeners.indexOf(listener), 1));
}

export function sendScan(text: string, otherwise: (text: string) => void): void {
  const typed = text.trim();
  if (!typed) return;
  const code = cardCode(typed);
  const listener = listeners.at(-1);
  if (code && listener) listener.card(code);
  else if (!code && listener?.text) listener.text(typed);
  else otherwise(code ?? typed);
}

type Field = HTMLInputElement | HTMLTextAreaElement;

function fieldOf(target: EventTarget | null): Field | null {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
}

function takesKeys(target: EventTarget | null): boolean {
  const field = fieldOf(target);
  if (field instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit"].includes(field.type);
  if (field !== null || target instanceof HTMLSelectElement) return true;
  // What has keys of its own, such as the calendar of rooms.
  return target instanceof Element && target.closest("[role=application]") !== null;
}

/** Puts back what stood there before the gun fired; the event tells v-model. */
function restore(field: Field, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function useScanner(scanField: Ref<HTMLInputElement | null>, otherwise: (text: string) => void): void {
  const buffer = new ScanBuffer();
  let before: { field: Field; value: string } | null = null;

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "F2" && scanField.value) {
      event.preventDefault();
      scanField.value.focus();
      scanField.value.select();
      return;
    }
    const field = fieldOf(event.target);
    if (buffer.startsAt(event.timeStamp)) before = field && { field, value: field.value };
    const code = cardCode(buffer.press(event, event.timeStamp) ?? "");
    if (code) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (before) restore(before.field, before.field === scanField.value ? "" : before.value);
      scanText.value = "";
      sendScan(code, otherwise);
      return;
    }
    const modal = document.querySelector("dialog:modal") !== null;
    const printable = event.key.length === 1 && event.key !== " ";
    if (printable && !modal && !event.isComposing && !takesKeys(event.target)) {
      scanField.value?.focus();
      if (scanField.value) before = { field: scanField.value, value: scanField.value.value };
    }
  }

  onMounted(() => window.addEventListener("keydown", onKey, true));
  onScopeDispose(() => window.removeEventListener("keydown", onKey, true));
}
