/** The first thing that stands against a wish, in words; empty when nothing that is loaded does. */
import { t } from "../../lib/i18n";
import type { Room } from "../../api/types";
import { name } from "../../lib/names";
import type { Block } from "./blocks";
import { closedThen, type Closing, conflicts, type Wanted } from "./conflicts";
import type { RoomTree } from "./tree";
import { spanText, whatText } from "./words";

export interface Held {
  blocks: Block[];
  closings: Closing[];
  tree: RoomTree<Room>;
}

export function againstText(wanted: Wanted, { blocks, closings, tree }: Held): string {
  const [first] = conflicts(wanted, blocks, tree);
  if (first) {
    const room = first.room === wanted.room ? "" : name(tree.room(first.room)?.name);
    return t(room ? "desk.rooms.against_in" : "desk.rooms.against", { room, what: whatText(first), when: spanText(first) });
  }
  const closing = closedThen(wanted, closings, tree);
  return closing ? t("desk.rooms.against_closed", { why: closing.why }) : "";
}
