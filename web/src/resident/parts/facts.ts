/** Facts about a center as label and value. What was not published stays null and is shown as such, never guessed. */
import type { Center } from "../../api/types";
import type { Schema } from "../../api/types";
import { looseDate } from "../../lib/date";
import { distance } from "../../lib/geo";
import { lookUp, number, t, word } from "../../lib/i18n";
import { name } from "../../lib/names";

export interface Fact {
  label: string;
  value: string | null;
  note?: string;
}

function count(value: number | null | undefined): string | null {
  return value == null ? null : number(value);
}

export function centerFacts(center: Center): Fact[] {
  const said = center.published;
  const area = said.area_m2 == null ? null : t(said.area_about ? "fact.area_about" : "fact.area_m2", { n: number(said.area_m2) });
  const facts: Fact[] = [
    { label: t("fact.opened"), value: center.opened_on ? looseDate(center.opened_on) : null },
    { label: t("fact.area"), value: area },
    { label: t("fact.floors"), value: count(said.floors) },
    { label: t("fact.rooms"), value: count(said.room_count), note: t("fact.rooms_registered", { n: center.registered_rooms }) },
    { label: t("fact.items"), value: count(said.service_items) },
    { label: t("fact.operator"), value: center.operator ?? null },
  ];
  if (center.brand) facts.push({ label: t("fact.brand"), value: center.brand });
  if (center.identities.length > 0) {
    facts.push({ label: t("fact.identities"), value: center.identities.map((one) => word("identity", one)).join(t("ui.list_of")) });
  }
  if (center.sister_facilities.length > 0) {
    const list = center.sister_facilities.map((one) => name(one.name) || word("facility", one.kind));
    facts.push({ label: t("fact.sisters"), value: list.join(t("ui.list_of")) });
  }
  return facts;
}

function range(min: number | null | undefined, max: number | null | undefined, write: (n: number) => string): string | null {
  if (min != null && max != null && min !== max) return `${write(min)}–${write(max)}`;
  const one = min ?? max;
  return one == null ? null : write(one);
}

export function catchmentFacts(area: Schema<"Catchment">): Fact[] {
  return [
    { label: t("catchment.communities"), value: count(area.communities) },
    { label: t("catchment.people"), value: range(area.people_min, area.people_max, number) },
    { label: t("catchment.public_units"), value: count(area.public_units) },
    { label: t("catchment.enterprises"), value: count(area.enterprises) },
    { label: t("catchment.radius"), value: range(area.radius_m_min, area.radius_m_max, distance) },
    { label: t("catchment.elders"), value: share(area.share_60_plus) },
  ].filter((one) => one.value !== null);
}

function share(part: number | null | undefined): string | null {
  return part == null ? null : `${number(part <= 1 ? part * 100 : part, 1)}%`;
}

export function figureFacts(figures: Schema<"CenterFigure">[]): Fact[] {
  return figures.map((one) => {
    const value = t(`about.${one.about}`, { n: number(one.value) });
    const when = one.as_of ? t("fact.as_of", { when: looseDate(one.as_of) }) : undefined;
    return {
      label: lookUp(`figure.${one.key}`) ?? one.key.replaceAll("_", " "),
      value,
      note: one.period ? (lookUp(`period.${one.period}`) ?? one.period) : when,
    };
  });
}
