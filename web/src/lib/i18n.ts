/**
 * Messages are plain JSON per face and language, flat keys, `{name}` placeholders. Only the current language and the
 * faces in use are loaded. The keys of zh-CN are the type; a language with plural forms adds `_one` and `_other`,
 * chosen by the value `n`. The server reads the same files for text messages and pages without scripts.
 */
import { ref, shallowRef } from "vue";
import type { Language } from "../api/types";
import type accountWords from "../i18n/account/zh-CN.json";
import type acts from "../i18n/acts/zh-CN.json";
import type admin from "../i18n/admin/zh-CN.json";
import type city from "../i18n/city/zh-CN.json";
import type centers from "../i18n/centers/zh-CN.json";
import type districts from "../i18n/districts/zh-CN.json";
import type desk from "../i18n/desk/zh-CN.json";
import type nowWords from "../i18n/now/zh-CN.json";
import type people from "../i18n/people/zh-CN.json";
import type planning from "../i18n/planning/zh-CN.json";
import type resident from "../i18n/resident/zh-CN.json";
import type rooms from "../i18n/rooms/zh-CN.json";
import type series from "../i18n/series/zh-CN.json";
import type rounds from "../i18n/rounds/zh-CN.json";
import type things from "../i18n/things/zh-CN.json";
import type shared from "../i18n/shared/zh-CN.json";
import type use from "../i18n/use/zh-CN.json";
import { readCookie, writeCookie } from "./cookies";

/**
 * `centers` and `districts` are parts of the resident face that only the page of one of them says, `planning` is such a
 * part of the city's, `people` and `admin` of the desk's. `account` is what one says about oneself, one's family and one's data.
 * `rooms` is what rooms and the calendar answer with, and in its rare part what the desk says about them.
 * `series` is what the pages of repeating bookings say besides, `rounds` what only those of season rounds say, `things`
 * those of equipment, loans and calendar feeds.
 * `now` is what is on in a house at the moment, `use` how much its rooms are used.
 * `acts` says what was done or looked at: the server in messages and in "who looked", the administration in the audit.
 */
export type Face = "shared" | "resident" | "centers" | "districts" | "desk" | "city" | "planning" | "rooms" | "series" | "rounds" | "things" | "now" | "use" | "account" | "people" | "admin" | "acts";
export type Messages = typeof shared &
  typeof resident &
  typeof centers &
  typeof districts &
  typeof desk &
  typeof city &
  typeof planning &
  typeof accountWords &
  typeof acts &
  typeof admin &
  typeof people &
  typeof rooms &
  typeof series &
  typeof rounds &
  typeof things &
  typeof nowWords &
  typeof use;
export type Key = keyof Messages & string;
export type Values = Record<string, string | number>;

export const LANGUAGES: Language[] = ["zh-CN", "zh-TW", "en"];

type Parts = Record<string, () => Promise<Record<string, string>>>;

/**
 * The build cuts the files of residents: what the first screen says, the rest, and what is rare
 * (tools/message-parts.mjs). A face that not everybody opens brings its own table (workplace.ts, account/words.ts,
 * admin/index.ts).
 */
export const firstParts: Parts = import.meta.glob<Record<string, string>>("./{shared,resident,centers,districts}/*.json", {
  base: "../i18n/",
  import: "default",
  query: "?first",
});
const laterParts: Parts = import.meta.glob<Record<string, string>>("./{shared,resident}/*.json", {
  base: "../i18n/",
  import: "default",
  query: "?later",
});
/** What only some pages say of the shared face (lib/rare.ts), or only the desk of rooms: they bring it. */
export const rareParts: Parts = {};
const messages = shallowRef<Record<string, string>>({});
/** Parts that are loaded or on their way: `resident first`. */
const parts = new Map<string, Promise<void>>();

export const language = ref<Language>("zh-CN");

function isLanguage(value: string | null | undefined): value is Language {
  return LANGUAGES.includes(value as Language);
}

/** The chosen language, else what the server rendered, else what the browser asks for. */
export function firstLanguage(): Language {
  const chosen = readCookie("lianxin_lang");
  if (isLanguage(chosen)) return chosen;
  const wanted = navigator.language;
  if (/^zh-(TW|HK|MO|Hant)/i.test(wanted)) return "zh-TW";
  if (/^en/i.test(wanted)) return "en";
  return "zh-CN";
}

function load(part: string, lang: Language): Promise<Record<string, string>> {
  const [face, which] = part.split(" ");
  const from = which === "first" ? firstParts : which === "later" ? laterParts : rareParts;
  return from[`./${face}/${lang}.json`]?.() ?? Promise.resolve({});
}

async function add(wanted: string[]): Promise<void> {
  for (const part of wanted) {
    if (parts.has(part)) continue;
    const lang = language.value;
    parts.set(
      part,
      load(part, lang).then((text) => {
        if (lang === language.value) messages.value = { ...messages.value, ...text };
      }),
    );
  }
  await Promise.all(wanted.map((part) => parts.get(part)));
}

/** All messages of these faces. */
export function loadFace(...faces: Face[]): Promise<void> {
  return add(faces.flatMap((face) => [`${face} first`, `${face} later`]));
}

/** The rare part of a face, once `rareParts` is there. */
export function loadRare(face: Face = "shared"): Promise<void> {
  return add([`${face} rare`]);
}

/** Only what the first screen of these faces says. */
export function loadFirst(...faces: Face[]): Promise<void> {
  return add(faces.map((face) => `${face} first`));
}

export async function startLanguage(...faces: Face[]): Promise<void> {
  language.value = firstLanguage();
  document.documentElement.lang = language.value;
  await loadFirst(...faces);
}

export async function setLanguage(lang: Language): Promise<void> {
  writeCookie("lianxin_lang", lang);
  if (lang === language.value) return;
  const texts = await Promise.all([...parts.keys()].map((part) => load(part, lang)));
  language.value = lang;
  messages.value = Object.assign({}, ...texts);
  document.documentElement.lang = lang;
}

/** For tests and for pages without a bundler: put messages in directly. */
export function useMessages(lang: Language, text: Record<string, string>): void {
  language.value = lang;
  messages.value = text;
}

function template(key: string, values?: Values): string | undefined {
  const all = messages.value;
  const plain = all[key];
  if (plain !== undefined || values?.n === undefined) return plain;
  return all[`${key}_${Number(values.n) === 1 ? "one" : "other"}`];
}

/** Within an English sentence "tomorrow" is written small. */
const within = (value: string, before: string) => (/[a-z,] $/.test(before) ? value.replace(/^To(day|morrow) /, "to$1 ") : value);

export function fillIn(text: string, values?: Values): string {
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string, at: number) => {
    const value = values[name];
    return value === undefined ? whole : within(String(value), text.slice(0, at));
  });
}

/** A message by a key known when writing. */
export function t(key: Key, values?: Values): string {
  return fillIn(template(key, values) ?? key, values);
}

/** A message by a key that comes from data (a kind, a status, a reason code); undefined when there is none. */
export function lookUp(key: string, values?: Values): string | undefined {
  const text = template(key, values);
  return text === undefined ? undefined : fillIn(text, values);
}

/** As `lookUp`, falling back to the last word of the key so that an unknown code is still visible. */
export function word(group: string, code: string): string {
  return lookUp(`${group}.${code}`) ?? code;
}

/** Numbers with thousands marks as the language writes them. */
export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(language.value, { maximumFractionDigits: digits }).format(value);
}
