/** The rows of the reports on rooms, as the table and the file show them. */
import type { Schema } from "../../../api/types";
import { number, t } from "../../../lib/i18n";
import { percent, share, type UseFigure, usedMinutes } from "../../../lib/use-words";
import { csv } from "../../figures/csv";
import { roomText } from "../words";

export const COLUMNS = ["share", "open", "used", "sessions", "bookings", "no_shows", "cancelled"] as const;
export type Column = (typeof COLUMNS)[number];

const tenths = (minutes: number): number => Math.round(minutes / 6) / 10;

/** What stands in a cell. What a closing took away counts as cancelled. */
export function value(figure: UseFigure, column: Column): number | null {
  if (column === "share") return share(figure);
  if (column === "open") return tenths(figure.open_min);
  if (column === "used") return tenths(usedMinutes(figure));
  return column === "cancelled" ? figure.cancelled + figure.closed : figure[column];
}

export function cellText(figure: UseFigure, column: Column): string {
  const found = value(figure, column);
  return column === "share" ? percent(found) : number(found ?? 0, 1);
}

const plain = (figure: UseFigure, column: Column): string | number => {
  const found = value(figure, column);
  if (found === null) return "";
  return column === "share" ? Math.round(found * 1000) / 1000 : found;
};

/** The file holds the numbers of the table, a share as a part of one. */
export function useFile(head: string, rows: { label: string; figure: UseFigure }[], total: UseFigure): string {
  const line = (label: string, figure: UseFigure) => [label, ...COLUMNS.map((one) => plain(figure, one))];
  return csv([
    [head, ...COLUMNS.map((one) => t(`use.${one}`))],
    ...rows.map((row) => line(row.label, row.figure)),
    line(t("use.total"), total),
  ]);
}

export const roomRows = (rooms: Schema<"RoomFigure">[]) => rooms.map((one) => ({ key: one.room.id, label: roomText(one.room), figure: one as UseFigure, heat: one.heat }));
