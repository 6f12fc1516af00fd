/** What is sent to the planner: questions that can be called back, and files as they are. */
import { newIntent } from "../../lib/api";
import { noteAnswer } from "../../lib/offline";
import { asProblem, problemFrom } from "../../lib/problem";

const ROOT = "/api/v1/planning";

export const planning = (path: string): string => `${ROOT}/${path}`;

interface Sent {
  body?: unknown;
  /** Sent as it is instead of JSON. */
  file?: Blob;
  signal?: AbortSignal;
  intent?: string;
}

/** Called back, not failed: nobody waits for this answer any more. */
export function calledBack(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

export async function ask<T>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, sent: Sent = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method === "POST") headers["Idempotency-Key"] = sent.intent ?? newIntent();
  if (method !== "GET") headers["Content-Type"] = sent.file ? "application/octet-stream" : "application/json";
  const body = sent.file ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
  try {
    const response = await fetch(planning(path), { method, headers, body, signal: sent.signal, credentials: "same-origin" });
    noteAnswer(response);
    const text = await response.text();
    const json = /\bjson\b/.test(response.headers.get("Content-Type") ?? "") && text !== "";
    const data: unknown = json ? JSON.parse(text) : undefined;
    if (!response.ok) throw problemFrom(response.status, data);
    return data as T;
  } catch (error) {
    throw calledBack(error) ? error : asProblem(error);
  }
}
