// What the pages say, from the same files as the pages: a journey runs in any language.
import { readFileSync } from "node:fs";

const FACES = ["shared", "resident", "rooms", "series", "rounds", "things", "now", "use", "account", "desk", "city", "planning", "people", "admin", "acts"];
/** Those in which stories are told. */
export const LANGUAGES = ["zh-CN", "en"];
export const EVERY_LANGUAGE = ["zh-CN", "zh-TW", "en"];
const NAMES = { "zh-CN": "简体中文", "zh-TW": "繁體中文", en: "English" };

function load(lang) {
  const read = (face) => JSON.parse(readFileSync(new URL(`../src/i18n/${face}/${lang}.json`, import.meta.url), "utf8"));
  return Object.assign({}, ...FACES.map(read));
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** `t(key, values)` as the pages have it; `t.like(key)` matches it whatever its values are. */
export function words(lang) {
  const all = load(lang);
  const find = (key, n) => {
    const text = all[key] ?? (n === undefined ? undefined : all[`${key}_${Number(n) === 1 ? "one" : "other"}`]);
    if (text === undefined) throw new Error(`no message ${key} in ${lang}`);
    return text;
  };
  const t = (key, values = {}) => fill(find(key, values.n), values);
  t.like = (key, values = {}) => {
    const forms = ["", "_one", "_other"].map((end) => all[key + end]).filter((text) => text !== undefined);
    if (forms.length === 0) throw new Error(`no message ${key} in ${lang}`);
    const open = forms.map((text) => escape(fill(text, values)).replace(/\\\{\w+\\\}/g, ".+?"));
    return new RegExp(open.join("|"));
  };
  t.lang = lang;
  t.language = NAMES[lang];
  /** Text that data owns, as the pages choose it. */
  t.of = (names) => names[lang] ?? names["zh-CN"];
  return t;
}
