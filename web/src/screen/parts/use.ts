import type { Schema } from "../../api/types";
import { word } from "../../lib/i18n";
import { name } from "../../lib/names";

/** The activity or the organization; of a resident's booking only that it is one. */
export function useText(use: Schema<"RoomUse">): string {
  return name(use.label) || word("occupancy_kind", use.kind);
}
