/** What was noted with a line of the audit, in words where there are some. */
import { lookUp } from "../../lib/i18n";

export function noteTexts(notes: unknown): string[] {
  if (typeof notes !== "object" || notes === null) return [];
  return Object.entries(notes).map(([key, value]) => {
    const said = String(value);
    return lookUp(`admin.note.${key}.${said}`) ?? (value === true ? key : `${key}: ${typeof value === "object" ? JSON.stringify(value) : said}`);
  });
}
