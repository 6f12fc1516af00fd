/** When and where, as a form holds it. */
import { againstText } from "../against";
import type { Calendar } from "../useCalendar";
import { fieldsOf, momentsOf } from "../grid/time";

export interface Slot {
  room: string;
  date: string;
  from: string;
  to: string;
  /** The last day, for what lasts longer than one. */
  last: string;
  /** Also when the center is not open. */
  outside: boolean;
}

export function slotOf(room: string, from: number, to: number, outside = false): Slot {
  return { room, outside, ...fieldsOf(from, to) };
}

export function momentsIn(slot: Slot): { from: string; to: string } | null {
  return momentsOf(slot.date, slot.from, slot.to, slot.last < slot.date ? slot.date : slot.last);
}

/** A hint before one asks the server: what of what is loaded stands against it. */
export function slotAgainst(slot: Slot, calendar: Calendar, except?: string): string {
  const moments = momentsIn(slot);
  if (!moments || moments.to <= moments.from) return "";
  const rules = calendar.rules.value.get(slot.room);
  const wanted = {
    room: slot.room,
    from: Date.parse(moments.from),
    to: Date.parse(moments.to),
    before: rules?.before_min ?? 0,
    after: rules?.after_min ?? 0,
    except,
  };
  return againstText(wanted, { blocks: calendar.blocks.value, closings: calendar.closings.value, tree: calendar.tree.value });
}
