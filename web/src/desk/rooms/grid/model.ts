/** What the grid is drawn from. */
import type { Room } from "../../../api/types";
import type { Block } from "../blocks";
import { type Closing, closingsOf, endOf } from "../conflicts";
import type { RoomTree } from "../tree";
import { lanes, type Laid } from "./lanes";
import { type Day, type Minutes, minuteIn } from "./time";

/** One room on one day. */
export interface Column {
  key: string;
  room: Room;
  /** Minutes for setting up and cleaning around each use of the room. */
  before: number;
  after: number;
  day: Day;
  title: string;
  note: string;
  /** When it is open; `undefined`: not known. */
  open: Minutes[] | undefined;
}

/** A block in a column. */
export interface Placed extends Minutes {
  block: Block;
  /** Held in a room around this one or within it: it can not be had beside it. */
  elsewhere: boolean;
  /** With setting up and cleaning. */
  padded: Minutes;
}

const clipped = (span: Minutes, day: Day): Minutes => ({ from: Math.max(0, span.from), to: Math.min(day.minutes, span.to) });

/** What of the blocks lies in a column, those that overlap beside each other. */
export function placed(column: Column, blocks: Block[], tree: Pick<RoomTree, "sharing">): Laid<Placed>[] {
  const sharing = tree.sharing(column.room.id);
  const { day } = column;
  const here = blocks.flatMap((block) => {
    if (!sharing.has(block.room)) return [];
    const span = { from: minuteIn(day, block.from), to: minuteIn(day, block.to) };
    const padded = clipped({ from: span.from - block.before, to: span.to + block.after }, day);
    if (span.from >= day.minutes || span.to <= 0) return [];
    return [{ ...clipped(span, day), block, elsewhere: block.room !== column.room.id, padded }];
  });
  return lanes(here);
}

export interface Shut extends Minutes {
  closing: Closing;
}

export function shut(column: Column, closings: Closing[], tree: Pick<RoomTree, "sharing">): Shut[] {
  return closingsOf(column.room.id, closings, tree).flatMap((closing) => {
    const span = { from: minuteIn(column.day, Date.parse(closing.from)), to: minuteIn(column.day, endOf(closing)) };
    const part = clipped(span, column.day);
    return part.from < part.to ? [{ ...part, closing }] : [];
  });
}

/** Where a stretch of the day stands, in percent of what is drawn. */
export function place(span: Minutes, shown: Minutes): { top: string; height: string } {
  const long = shown.to - shown.from;
  const from = Math.max(span.from, shown.from);
  const to = Math.min(span.to, shown.to);
  return { top: `${((from - shown.from) / long) * 100}%`, height: `${(Math.max(0, to - from) / long) * 100}%` };
}

/** What can be dragged: bookings and blockings of this room that lie on one day and are not over. */
export function movable(block: Block, column: Column, now: number, may: (kind: Block["kind"]) => boolean): boolean {
  const whole = minuteIn(column.day, block.from) >= 0 && minuteIn(column.day, block.to) <= column.day.minutes;
  return whole && block.room === column.room.id && block.to > now && may(block.kind);
}
