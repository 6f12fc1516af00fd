/** The one way to the server. */
import type { Client } from "openapi-fetch";
import type { paths } from "../api/types";
import { actingAt, FOR_HEADER } from "./acting";
import { noteAge } from "./data-age";
import { noteAnswer } from "./offline";
import { Problem, problemFrom } from "./problem";

export { acting, actFor, stopActing } from "./acting";

/** One key per intent: a second tap, or a retry after a lost answer, must not book twice. */
export function newIntent(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

interface Call {
  params?: { path?: Record<string, Scalar>; query?: Record<string, Scalar> };
  body?: unknown;
  headers?: Record<string, string>;
}

async function send(method: string, path: string, { params, body, headers }: Call = {}): Promise<Answer<unknown>> {
  const sent: Record<string, string> = { Accept: "application/json", ...headers };
  if (method !== "GET") sent["Content-Type"] = "application/json";
  if (method === "POST") sent["Idempotency-Key"] ??= newIntent();
  const other = actingAt(path);
  if (other) sent[FOR_HEADER] = other;
  const response = await fetch(address(path, { ...params?.path, ...params?.query }), {
    method,
    headers: sent,
    credentials: "same-origin",
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  noteAnswer(response);
  noteAge(path, response);
  const text = await response.text();
  const json = /\bjson\b/.test(response.headers.get("Content-Type") ?? "");
  const data: unknown = json && text ? JSON.parse(text) : undefined;
  return response.ok ? { data, response } : { error: data, response };
}

/**
 * Typed by the server's OpenAPI document through openapi-fetch's types; the few lines it takes to run them are ours,
 * since they are loaded by everybody.
 */
export const api = Object.fromEntries(
  ["GET", "POST", "PUT", "PATCH", "DELETE"].map((method) => [method, (path: string, options?: Call) => send(method, path, options)]),
) as unknown as Pick<Client<paths>, "GET" | "POST" | "PUT" | "PATCH" | "DELETE">;

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's data, or a thrown `Problem`. */
export async function call<T>(pending: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await pending;
  } catch (error) {
    throw new Problem({ code: "offline", detail: String(error) });
  }
  if (!answer.response.ok) throw problemFrom(answer.response.status, answer.error);
  return answer.data as T;
}

type GetOf<P extends keyof paths> = paths[P] extends { get: infer Operation } ? Operation : never;

/** Paths that can be read. */
export type GetPath = {
  [P in keyof paths]: paths[P] extends { get: { responses: { 200: unknown } } } ? P : never;
}[keyof paths];

/** What reading a path gives. */
export type Data<P extends GetPath> =
  GetOf<P> extends { responses: { 200: { content: { "application/json": infer Body } } } } ? Body : never;

export type Scalar = string | number | boolean | null | undefined;

type Given<T> = [Exclude<T, undefined>] extends [never] ? object : Exclude<T, undefined>;

/** The type of `params` for a path: its path parameters and its query, in one object. */
export type Params<P extends GetPath> = (GetOf<P> extends { parameters: { path?: infer Path } } ? Given<Path> : object) &
  (GetOf<P> extends { parameters: { query?: infer Query } } ? Partial<Given<Query>> : object);

/** The exact address of a read; also its cache key and its name in the island. Empty values are left out. */
export function address(path: string, params: Record<string, Scalar> = {}): string {
  const query = new URLSearchParams();
  let filled = path;
  for (const [key, value] of Object.entries(params)) {
    if (filled.includes(`{${key}}`)) filled = filled.replace(`{${key}}`, encodeURIComponent(String(value)));
    else if (value !== null && value !== undefined && value !== "") query.set(key, String(value));
  }
  const text = query.toString();
  return text ? `${filled}?${text}` : filled;
}

/** Reads by finished address (see `address`). */
export async function read<T>(url: string): Promise<T> {
  return call(send("GET", url) as Promise<Answer<T>>);
}
