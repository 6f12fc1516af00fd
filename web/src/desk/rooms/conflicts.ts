/** What would stand against a wish, as far as it is loaded: a hint while one drags. The server decides. Pure. */
import type { Schema } from "../../api/types";
import type { Block } from "./blocks";
import { MINUTE_MS, type Minutes, QUARTER } from "./grid/time";
import type { RoomTree } from "./tree";

const QUARTER_MS = QUARTER * MINUTE_MS;

export interface Wanted {
  room: string;
  /** In milliseconds. */
  from: number;
  to: number;
  /** Minutes that its room needs around each use. */
  before: number;
  after: number;
  /** The block that is moved does not stand in its own way. */
  except?: string;
}

/** The quarter hours it keeps from others, setting up and cleaning included; one that is touched counts. */
function quarters({ from, to, before, after }: Pick<Wanted, "from" | "to" | "before" | "after">): Minutes {
  return { from: Math.floor((from - before * MINUTE_MS) / QUARTER_MS), to: Math.ceil((to + after * MINUTE_MS) / QUARTER_MS) };
}

/** What is held in the same room, in the rooms around it or in those within it, the first first. */
export function conflicts(wanted: Wanted, blocks: Block[], tree: Pick<RoomTree, "sharing">): Block[] {
  const sharing = tree.sharing(wanted.room);
  const mine = quarters(wanted);
  const meets = (one: Block) => {
    if (one.id === wanted.except || !sharing.has(one.room)) return false;
    const other = quarters(one);
    return other.from < mine.to && mine.from < other.to;
  };
  return blocks.filter(meets).sort((a, b) => a.from - b.from);
}

export type Closing = Schema<"Closing">;

/** When a closing is over: its end, or when it was ended before. */
export function endOf(closing: Closing): number {
  const ends = Date.parse(closing.to);
  return closing.ended_at ? Math.min(ends, Date.parse(closing.ended_at)) : ends;
}

/** The closings that a room feels: of the center, of itself, of the rooms around it and within it. */
export function closingsOf(room: string, closings: Closing[], tree: Pick<RoomTree, "sharing">): Closing[] {
  const sharing = tree.sharing(room);
  return closings.filter((one) => one.room === null || sharing.has(one.room));
}

export function closedThen(wanted: Wanted, closings: Closing[], tree: Pick<RoomTree, "sharing">): Closing | undefined {
  return closingsOf(wanted.room, closings, tree).find((one) => wanted.from < endOf(one) && Date.parse(one.from) < wanted.to);
}
