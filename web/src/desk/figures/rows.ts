/** Rows of figures as the table, the chart and the file show them. */
import type { Schema } from "../../api/types";
import { looseDate, monthDay } from "../../lib/date";
import { t } from "../../lib/i18n";
import { name } from "../../lib/names";
import { csv } from "./csv";

export type FigureRow = Schema<"FigureRow">;
export type Measure = "sessions" | "visits" | "hours";
export const MEASURES: Measure[] = ["sessions", "visits", "hours"];

export function measure(row: Schema<"Figure">, of: Measure): number {
  return of === "hours" ? row.service_minutes / 60 : row[of];
}

export function rowLabel(row: FigureRow): string {
  if (row.name) return name(row.name);
  return row.key.length > 7 ? monthDay(row.key) : looseDate(row.key);
}

/** Every column names its unit, so that nobody adds visits to hours in a spreadsheet. */
export function figuresFile(rows: FigureRow[], first: string): string {
  const head = [
    first,
    `${t("desk.kpi.sessions")} (${t("desk.unit.sessions")})`,
    `${t("desk.kpi.visits")} (${t("desk.unit.visits")})`,
    `${t("desk.kpi.hours")} (${t("desk.unit.hours")})`,
    t("desk.figures.sign_ups"),
    t("desk.figures.no_show"),
    t("desk.figures.cancelled"),
    t("desk.figures.online"),
  ];
  const line = (row: FigureRow): (string | number)[] => [
    row.name ? name(row.name) : row.key,
    row.sessions,
    row.visits,
    Math.round((row.service_minutes / 60) * 100) / 100,
    row.sign_ups,
    row.no_shows,
    row.cancelled,
    row.online_visits,
  ];
  return csv([head, ...rows.map(line)]);
}
