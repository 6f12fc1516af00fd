/** The rooms of a center as they lie within each other: a hall and its halves. Pure. */
interface Node {
  id: string;
  part_of: string | null;
}

/** Deeper than rooms can be nested: ends on data that bites its tail. */
const MOST_LEVELS = 8;

export class RoomTree<Room extends Node = Node> {
  private readonly byId: Map<string, Room>;
  private readonly shared = new Map<string, Set<string>>();

  constructor(rooms: Room[]) {
    this.byId = new Map(rooms.map((one) => [one.id, one]));
  }

  room(id: string): Room | undefined {
    return this.byId.get(id);
  }

  /** The rooms around one, nearest first. */
  around(id: string): string[] {
    const found: string[] = [];
    let at = this.byId.get(id)?.part_of;
    while (at && !found.includes(at) && found.length < MOST_LEVELS) {
      found.push(at);
      at = this.byId.get(at)?.part_of;
    }
    return found;
  }

  /** Itself, the rooms around it and all rooms within it: what can not be had beside it. */
  sharing(id: string): Set<string> {
    let found = this.shared.get(id);
    if (!found) {
      const within = [...this.byId.keys()].filter((other) => this.around(other).includes(id));
      found = new Set([id, ...this.around(id), ...within]);
      this.shared.set(id, found);
    }
    return found;
  }

  /** As given, but the parts of a room stand right after it. */
  ordered(): Room[] {
    const all = [...this.byId.values()];
    const out: Room[] = [];
    const add = (one: Room) => {
      if (out.includes(one)) return;
      out.push(one);
      for (const part of all) if (part.part_of === one.id) add(part);
    };
    for (const one of all) if (!one.part_of || !this.byId.has(one.part_of)) add(one);
    for (const one of all) add(one);
    return out;
  }
}
