/** Sends a file as it is: the server reads CSV and spreadsheets itself. */
import type { Schema } from "../../../api/types";
import { address, newIntent } from "../../../lib/api";
import { Problem, problemFrom } from "../../../lib/problem";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** What the server takes at most. */
export const MOST_BYTES = 10 * 1024 * 1024;

/** By its name: what a browser says about a file's type differs from one computer to the next. Null for other files. */
export function typeOf(file: Pick<File, "name">): string | null {
  if (/\.csv$/i.test(file.name)) return "text/csv";
  return /\.xlsx$/i.test(file.name) ? XLSX : null;
}

export async function sendList(file: File, center: string, intent = newIntent()): Promise<Schema<"ImportView">> {
  const type = typeOf(file);
  if (!type) throw new Problem({ status: 422, code: "invalid", fields: [{ field: "file", code: "wrong_type", values: {} }] });
  if (file.size > MOST_BYTES) throw new Problem({ status: 413, code: "too_large" });
  let response: Response;
  try {
    response = await fetch(address("/api/v1/desk/imports", { center }), {
      method: "POST",
      credentials: "same-origin",
      headers: { Accept: "application/json", "Content-Type": type, "Idempotency-Key": intent },
      body: file,
    });
  } catch (error) {
    throw new Problem({ code: "offline", detail: String(error) });
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemFrom(response.status, answer);
  return answer as Schema<"ImportView">;
}
