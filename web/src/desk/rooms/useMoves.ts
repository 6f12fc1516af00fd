/** Moving what stands on the calendar: the server decides; what was moved can be moved back. */
import { ref, shallowRef } from "vue";
import { t } from "../../lib/i18n";
import { name } from "../../lib/names";
import { useAction } from "../../lib/query";
import { toast } from "../../ui/toast";
import type { Block } from "./blocks";
import { moveBlocking, moveBooking, type Place } from "./changes";
import type { Calendar } from "./useCalendar";
import { iso, whatText } from "./words";

interface Done {
  text: string;
  /** Where it was; `null` when it can not be moved back. */
  back: { booking: { id: string; version: number }; place: Place; outside: boolean } | null;
}

/** These two go away when staff say that it may be outside the opening hours. */
const HOURS = ["calendar.hours", "calendar.day_off"];

export function useMoves(calendar: Calendar) {
  const done = shallowRef<Done | null>(null);
  const asked = shallowRef<{ block: Block; to: Place } | null>(null);
  const outside = ref(false);

  const move = useAction(async (intent, block: Block, to: Place, outsideHours: boolean) => {
    done.value = null;
    asked.value = { block, to };
    const what = whatText(block);
    if (block.booking) {
      const moved = await moveBooking(block.booking, to, outsideHours, intent);
      const place = { room: block.room, from: iso(block.from), to: iso(block.to) };
      const text = t("desk.rooms.moved_told", { what, room: name(moved.room.name) });
      done.value = { text, back: { booking: moved, place, outside: block.outside } };
    } else {
      await moveBlocking(block, name(block.label), to, intent);
      done.value = { text: t("desk.rooms.moved", { what }), back: null };
    }
  });

  async function run(block: Block, to: Place, outsideHours = block.outside): Promise<boolean> {
    outside.value = outsideHours;
    await move.run(block, to, outsideHours);
    await calendar.reload();
    return move.problem.value === null;
  }

  const undo = useAction(async (intent) => {
    const back = done.value?.back;
    if (!back) return;
    await moveBooking(back.booking, back.place, back.outside, intent);
    done.value = null;
    toast(t("desk.rooms.moved_back"));
    await calendar.reload();
  });

  return {
    run,
    undo,
    done,
    busy: move.busy,
    problem: move.problem,
    /** Refused only because the center is not open then. */
    onlyHours: () => !outside.value && (move.problem.value?.reasons.length ?? 0) > 0 && move.problem.value!.reasons.every((one) => HOURS.includes(one.code)),
    /** The same once more, although the center is not open. */
    anyway: () => asked.value && run(asked.value.block, asked.value.to, true),
    forget: () => {
      done.value = null;
      move.problem.value = null;
    },
  };
}
