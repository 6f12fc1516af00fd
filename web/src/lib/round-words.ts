/** What the pages of season rounds say, of clubs and at the desk. */
import type { Schema } from "../api/types";
import { addDays, fullDate, weekday } from "./date";
import { firstParts, loadFace, lookUp, t } from "./i18n";
import { name } from "./names";
import { speech } from "./reasons";
import "./room-words";

Object.assign(
  firstParts,
  import.meta.glob<Record<string, string>>("./rounds/*.json", { base: "../i18n/", import: "default", query: "?first" }),
);

const said = speech.of;
speech.of = (key, value, code) => (code === "bookings.round_state" ? lookUp(`round_state.${value}`) : said(key, value, code));

export const roundWords = (): Promise<void> => loadFace("rooms", "rounds");

export type Round = Schema<"SeasonRound">;
export type Block = Schema<"SeasonBlock">;
export type Wish = Schema<"WishFacts">;

const A_MONDAY = "2024-01-01";
const two = (n: number) => String(n).padStart(2, "0");

export const clock = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
export const dayName = (number: number): string => weekday(addDays(A_MONDAY, number - 1));
export const hoursOf = (block: { from_minute: number; to_minute: number }): string => `${clock(block.from_minute)}–${clock(block.to_minute)}`;

/** Tuesday 09:00–11:00, tea room. */
export const blockText = (block: Block): string => `${dayName(block.weekday)} ${hoursOf(block)} · ${name(block.room.name)}`;
export const seasonText = (round: Round): string => t("round.season", { from: fullDate(round.first_day), to: fullDate(round.last_day) });

const TONES = { draft: "grey", open: "green", closed: "amber", proposed: "blue", published: "brand", ended: "grey" } as const;
export const toneOf = (round: Round) => TONES[round.state];

/** The best first. */
export function ranked(wish: Wish, blocks: Block[]): Block[] {
  const by = new Map(blocks.map((one) => [one.id, one]));
  return [...wish.likes].sort((a, b) => a.rank - b.rank).flatMap((like) => by.get(like.block) ?? []);
}

/** How fair it is, sentence by sentence. */
export function fairness(result: NonNullable<Round["result"]>): string[] {
  const { given, wanted, met, clubs, least_given, least_wanted } = result;
  const proof = result.proved ? t("round.proved") : result.shares_proved ? t("round.shares_proved") : t("round.not_proved");
  return [
    t("round.result_given", { given, wanted }),
    t("round.result_met", { met, clubs }),
    ...(met < clubs ? [t("round.result_least", { given: least_given, wanted: least_wanted })] : []),
    proof,
  ];
}
