/** The rules of a room in plain words, before anybody asks for it. */
import { duration } from "../../lib/date";
import { number, t, word } from "../../lib/i18n";
import { name } from "../../lib/names";
import type { BookableRoom, Booker, OrganizationKind, Policy } from "./types";

/** In the order in which they are named. */
const BOOKERS: Booker[] = ["resident", "party_branch", "mass_organization", "social_organization", "enterprise", "partner_unit", "house"];

export function bookerOf(kind: OrganizationKind): Booker {
  return kind === "operator" || kind === "property_company" ? "house" : kind;
}

export function money(fen: number): string {
  return fen === 0 ? t("session.free") : t("session.yuan", { amount: number(fen / 100, 2) });
}

function named(bookers: readonly Booker[]): string {
  return BOOKERS.filter((one) => bookers.includes(one))
    .map((one) => word("booker", one))
    .join(t("ui.list_of"));
}

/** What it costs whom. */
export function feeLines({ fees, bookers }: Policy): string[] {
  const paying = fees.filter((one) => one.hour_fen > 0 && one.bookers.some((who) => bookers.includes(who)));
  if (paying.length === 0) return [t("rooms.rule_free")];
  const lines = paying.map((one) =>
    t("rooms.rule_fee", { who: named(one.bookers.filter((who) => bookers.includes(who))), amount: money(one.hour_fen) }),
  );
  const all = bookers.every((who) => paying.some((one) => one.bookers.includes(who)));
  return all ? lines : [...lines, t("rooms.rule_fee_others")];
}

function whoLine({ bookers }: Policy): string {
  return BOOKERS.every((one) => one === "house" || bookers.includes(one))
    ? t("rooms.rule_everyone")
    : t("rooms.rule_who", { who: named(bookers) });
}

function quota({ quota_of }: Policy, minutes: number | null | undefined, key: "week" | "month"): string | null {
  if (minutes == null) return null;
  const length = duration(minutes);
  if (quota_of === "household") return t(key === "week" ? "rooms.rule_week_household" : "rooms.rule_month_household", { length });
  return t(key === "week" ? "rooms.rule_week" : "rooms.rule_month", { length });
}

/** Every rule, the most asked-for first. */
export function ruleLines(rules: Policy): string[] {
  const lines = [
    ...feeLines(rules),
    whoLine(rules),
    rules.age_least == null ? null : t("rooms.rule_age", { age: rules.age_least }),
    rules.days_ahead === 0 ? t("rooms.rule_today") : t("rooms.rule_ahead", { n: rules.days_ahead }),
    rules.notice_min > 0 ? t("rooms.rule_notice", { length: duration(rules.notice_min) }) : null,
    t("rooms.rule_length", { least: duration(rules.least_min), most: duration(rules.most_min) }),
    rules.people_least > 1 ? t("rooms.rule_people", { n: rules.people_least }) : null,
    rules.open_most == null ? null : t("rooms.rule_open", { n: rules.open_most }),
    quota(rules, rules.week_min, "week"),
    quota(rules, rules.month_min, "month"),
    approvalLine(rules),
    rules.release_min == null ? null : t("rooms.rule_release", { n: rules.release_min }),
    rules.no_shows ? t("rooms.rule_no_shows", { days: rules.no_shows.days, n: rules.no_shows.stopped_from }) : null,
    t("rooms.rule_cancel"),
  ];
  return lines.filter((one): one is string => one !== null);
}

function approvalLine({ approval, bookers }: Policy): string | null {
  const asked = bookers.filter((who) => approval.includes(who));
  if (asked.length === 0) return null;
  return asked.length === bookers.length ? t("rooms.rule_approval") : t("rooms.rule_approval_for", { who: named(asked) });
}

/** The rules most rooms of a list have, to be said once for all of them. */
export function commonRules(rooms: BookableRoom[]): Policy | null {
  const count = new Map<string, number>();
  for (const { rules } of rooms) {
    const key = JSON.stringify(rules);
    count.set(key, (count.get(key) ?? 0) + 1);
  }
  const [most] = [...count].sort((a, b) => b[1] - a[1]);
  return most ? (JSON.parse(most[0]) as Policy) : null;
}

/** What one has to know of a room besides the common rules: what is added to them, or all when one does not hold. */
export function ownLines(rules: Policy, common: Policy): string[] {
  const all = ruleLines(rules);
  const said = ruleLines(common);
  return said.every((one) => all.includes(one)) ? all.filter((one) => !said.includes(one)) : all;
}

/** "2 楼 · 可容纳 20 人" */
export function factsOf({ room, capacity }: Pick<BookableRoom, "room" | "capacity">): string {
  return [
    room.floor ? t("session.floor", { floor: room.floor.replace(/F$/i, "") }) : null,
    capacity == null ? null : t("rooms.holds", { n: capacity }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** What else is taken with a room: the whole it is a part of, or its parts. */
export function treeLine(room: BookableRoom, all: BookableRoom[]): string | null {
  const whole = all.find((one) => one.room.id === room.part_of);
  if (whole) return t("rooms.part_of", { room: name(whole.room.name) });
  const parts = all.filter((one) => one.part_of === room.room.id);
  return parts.length > 0 ? t("rooms.has_parts", { rooms: parts.map((one) => name(one.room.name)).join(t("ui.list_of")) }) : null;
}
