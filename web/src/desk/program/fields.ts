/** Which control and which label belong to a field the server may refuse. */
import { t } from "../../lib/i18n";

export interface Control {
  id: string;
  label: string;
}

export function programControls(): Record<string, Control> {
  const title = { id: "title-zh-CN", label: t("desk.what.title") };
  const when = { id: "when-list", label: t("desk.when.dates") };
  return {
    title,
    "title.zh-CN": title,
    "title.zh-TW": { id: "title-zh-TW", label: t("desk.what.title") },
    "title.en": { id: "title-en", label: t("desk.what.title") },
    description: { id: "description-zh-CN", label: t("desk.what.description") },
    kind: { id: "kind", label: t("desk.what.kind") },
    mode: { id: "where", label: t("desk.where.title") },
    audience: { id: "audience-resident", label: t("desk.what.audience") },
    age_min: { id: "age-min", label: t("desk.what.age_min") },
    age_max: { id: "age-max", label: t("desk.what.age_max") },
    room: { id: "room", label: t("desk.where.room") },
    outdoor: { id: "outdoor", label: t("desk.where.outdoor") },
    online_link: { id: "online-link", label: t("desk.where.link") },
    seats_on_site: { id: "seats-on-site", label: t("desk.where.seats") },
    seats_online: { id: "seats-online", label: t("desk.where.seats_online") },
    sign_up_needed: { id: "sign-up", label: t("desk.join.needed") },
    sign_up_opens_days: { id: "opens-days", label: t("desk.join.opens") },
    sign_up_closes_minutes: { id: "closes-minutes", label: t("desk.join.closes") },
    party_max: { id: "party-max", label: t("desk.join.party") },
    waiting_list: { id: "waiting-list", label: t("desk.join.waiting") },
    offer_minutes: { id: "offer-minutes", label: t("desk.join.offer_minutes") },
    fair_first: { id: "fair-first", label: t("desk.join.fair") },
    fee_fen: { id: "fee", label: t("desk.join.fee") },
    contact: { id: "contact", label: t("desk.join.contact") },
    series: when,
    "series.date": { id: "when-date", label: t("desk.when.date") },
    "series.weekdays": { id: "weekday-1", label: t("desk.when.weekdays") },
    "series.first": { id: "when-first", label: t("desk.when.first") },
    "series.last": { id: "when-last", label: t("desk.when.last") },
    "series.from": { id: "when-from", label: t("desk.when.from") },
    "series.to": { id: "when-to", label: t("desk.when.to") },
    "series.left_out": when,
  };
}

/** The label of a field, for telling people what someone else changed. */
export function fieldLabel(field: string): string {
  return programControls()[field]?.label ?? field;
}
