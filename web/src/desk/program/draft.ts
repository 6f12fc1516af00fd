/** A program as the form holds it (texts), and as the server wants it (numbers, nulls). Pure. */
import type { Language, Names, Schema } from "../../api/types";
import type { Fault } from "../series";

export type ProgramFields = Schema<"ProgramFields">;
export type Program = Schema<"Program">;

export interface ProgramDraft {
  title: Record<Language, string>;
  description: Record<Language, string>;
  kind: ProgramFields["kind"] | "";
  audience: NonNullable<ProgramFields["audience"]>;
  ageMin: string;
  ageMax: string;
  where: "room" | "outdoor" | "online";
  /** People may also take part online, with places of their own. */
  alsoOnline: boolean;
  room: string;
  outdoor: string;
  onlineLink: string;
  seatsOnSite: string;
  seatsOnline: string;
  signUp: boolean;
  opensDays: string;
  closesMinutes: string;
  partyMax: number;
  waitingList: boolean;
  /** Free places go to the next party at once, or are offered for some time. */
  next: "seated" | "offered";
  offerMinutes: string;
  fairFirst: boolean;
  yuan: string;
  contact: string;
}

export function newDraft(): ProgramDraft {
  return {
    title: { "zh-CN": "", "zh-TW": "", en: "" },
    description: { "zh-CN": "", "zh-TW": "", en: "" },
    kind: "",
    audience: ["resident"],
    ageMin: "",
    ageMax: "",
    where: "room",
    alsoOnline: false,
    room: "",
    outdoor: "",
    onlineLink: "",
    seatsOnSite: "20",
    seatsOnline: "",
    signUp: true,
    opensDays: "7",
    closesMinutes: "60",
    partyMax: 2,
    waitingList: true,
    next: "seated",
    offerMinutes: "120",
    fairFirst: false,
    yuan: "0",
    contact: "",
  };
}

const text = (value: number | null | undefined): string => (value == null ? "" : String(value));
const names = (value: Names | null | undefined): Record<Language, string> => ({
  "zh-CN": value?.["zh-CN"] ?? "",
  "zh-TW": value?.["zh-TW"] ?? "",
  en: value?.en ?? "",
});

export function fromFields(fields: ProgramFields): ProgramDraft {
  return {
    title: names(fields.title),
    description: names(fields.description),
    kind: fields.kind,
    audience: [...(fields.audience ?? [])],
    ageMin: text(fields.age_min),
    ageMax: text(fields.age_max),
    where: fields.mode === "online" ? "online" : fields.outdoor != null ? "outdoor" : "room",
    alsoOnline: fields.mode === "hybrid",
    room: fields.room ?? "",
    outdoor: fields.outdoor ?? "",
    onlineLink: fields.online_link ?? "",
    seatsOnSite: text(fields.seats_on_site),
    seatsOnline: text(fields.seats_online),
    signUp: fields.sign_up_needed,
    opensDays: text(fields.sign_up_opens_days),
    closesMinutes: text(fields.sign_up_closes_minutes),
    partyMax: fields.party_max,
    waitingList: fields.waiting_list ?? false,
    next: fields.offer_minutes == null ? "seated" : "offered",
    offerMinutes: text(fields.offer_minutes ?? 120),
    fairFirst: fields.fair_first ?? false,
    yuan: text((fields.fee_fen ?? 0) / 100),
    contact: fields.contact ?? "",
  };
}

function toNames(values: Record<Language, string>): Names | null {
  const kept = Object.entries(values).flatMap(([lang, value]) => (value.trim() ? [[lang, value.trim()]] : []));
  return kept.length > 0 ? ({ "zh-CN": "", ...Object.fromEntries(kept) } as Names) : null;
}

const whole = (value: string): number | null => (value.trim() === "" ? null : Number(value));
const line = (value: string): string | null => value.trim() || null;

/** `kind` must be chosen (see `draftFaults`). */
export function toFields(draft: ProgramDraft): ProgramFields {
  const onSite = draft.where !== "online";
  const online = !onSite || draft.alsoOnline;
  return {
    title: toNames(draft.title) ?? { "zh-CN": "" },
    description: toNames(draft.description),
    kind: draft.kind || "course",
    mode: !onSite ? "online" : draft.alsoOnline ? "hybrid" : "on_site",
    audience: draft.audience,
    age_min: whole(draft.ageMin),
    age_max: whole(draft.ageMax),
    fee_fen: Math.round(Number(draft.yuan || 0) * 100),
    party_max: draft.partyMax,
    seats_on_site: onSite ? whole(draft.seatsOnSite) : null,
    seats_online: online ? whole(draft.seatsOnline) : null,
    sign_up_needed: draft.signUp,
    sign_up_opens_days: draft.signUp ? whole(draft.opensDays) : null,
    sign_up_closes_minutes: draft.signUp ? (whole(draft.closesMinutes) ?? 0) : 0,
    waiting_list: draft.signUp && draft.waitingList,
    offer_minutes: draft.signUp && draft.waitingList && draft.next === "offered" ? whole(draft.offerMinutes) : null,
    fair_first: draft.signUp && draft.waitingList && draft.fairFirst,
    contact: line(draft.contact),
    online_link: online ? line(draft.onlineLink) : null,
    room: draft.where === "room" ? line(draft.room) : null,
    outdoor: draft.where === "outdoor" ? line(draft.outdoor) : null,
  };
}

/** What the form can say without the server. */
export function draftFaults(draft: ProgramDraft): Fault[] {
  const faults: Fault[] = [];
  const add = (field: string, code: Fault["code"]): unknown => faults.push({ field, code, values: {} });
  if (!draft.title["zh-CN"].trim()) add("title", "required");
  if (!draft.kind) add("kind", "required");
  if (draft.audience.length === 0) add("audience", "required");
  const numbers: [string, string][] = [["age_min", draft.ageMin], ["age_max", draft.ageMax]];
  if (draft.where === "room" && !draft.room) add("room", "required");
  if (draft.where === "outdoor" && !draft.outdoor.trim()) add("outdoor", "required");
  if (draft.where !== "online") numbers.push(["seats_on_site", draft.seatsOnSite]);
  if (draft.where === "online" || draft.alsoOnline) numbers.push(["seats_online", draft.seatsOnline]);
  if (draft.signUp) {
    numbers.push(["sign_up_opens_days", draft.opensDays], ["sign_up_closes_minutes", draft.closesMinutes]);
    if (draft.waitingList && draft.next === "offered") {
      if (draft.offerMinutes.trim() === "") add("offer_minutes", "required");
      numbers.push(["offer_minutes", draft.offerMinutes]);
    }
  }
  for (const [field, value] of numbers) if (!/^\s*\d*\s*$/.test(value)) add(field, "wrong_type");
  if (!/^\d*(\.\d{1,2})?$/.test(draft.yuan.trim())) add("fee_fen", "wrong_type");
  return faults;
}
