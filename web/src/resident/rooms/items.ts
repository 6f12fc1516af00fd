/** What centers lend, in the order in which people ask for it. */
import type { ItemKind } from "./types";

export const ITEM_KINDS: ItemKind[] = [
  "projector",
  "screen",
  "speakers",
  "microphone",
  "piano",
  "instrument",
  "stage",
  "whiteboard",
  "tables_and_chairs",
  "laptop",
  "camera",
  "hearing_loop",
  "wheelchair",
  "health_kit",
  "portable_kit",
  "tent",
];
