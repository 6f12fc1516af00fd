// Every face has the same keys in every language (plural forms count as their key), the same placeholders, and only
// the characters its language uses.
import { readdir, readFile } from "node:fs/promises";
import { comesLater } from "./message-parts.mjs";

const root = new URL("../src/i18n/", import.meta.url);
const base = "zh-CN";
const others = ["zh-TW", "en"];
const faults = [];

const read = async (face, lang) => JSON.parse(await readFile(new URL(`${face}/${lang}.json`, root), "utf8"));
const holes = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
const plain = (key) => key.replace(/_(one|other)$/, "");

// Simplified forms that have a traditional counterpart and are common in this interface.
const simplifiedOnly = /[报场动务员时间开关还个们这错误请选择设册录显单类点评价满级区县乡镇护养医馆体质讲课简网络码扫过来为对说张贴标题详细问费额号发门]/;
const mainlandWords = /登錄|信息|打印|默認|搜索|數據|短信|視頻|二維碼|預定/;

const seen = new Map();
for (const face of await readdir(root)) {
  const wanted = await read(face, base);
  for (const key of Object.keys(wanted)) {
    if (seen.has(key)) faults.push(`${face}: ${key} is also in ${seen.get(key)}`);
    seen.set(key, face);
  }
  for (const lang of others) {
    const found = await read(face, lang);
    for (const [key, text] of Object.entries(wanted)) {
      const forms = found[key] !== undefined ? [key] : [`${key}_one`, `${key}_other`];
      for (const form of forms) {
        if (found[form] === undefined) {
          faults.push(`${face}/${lang}: ${form} is missing`);
          continue;
        }
        const foreign = holes(found[form]).filter((hole) => !holes(text).includes(hole));
        if (foreign.length > 0) faults.push(`${face}/${lang}: ${form} has unknown {${foreign.join("}, {")}}`);
      }
    }
    for (const [key, text] of Object.entries(found)) {
      if (!(key in wanted) && !(plain(key) in wanted)) faults.push(`${face}/${lang}: ${key} is not in ${base}`);
      if (lang === "zh-TW" && mainlandWords.test(text)) faults.push(`${face}/zh-TW: ${key} uses a mainland word: ${text}`);
      const sign = lang === "zh-TW" && simplifiedOnly.exec(text)?.[0];
      if (sign) faults.push(`${face}/zh-TW: ${key} has the simplified ${sign}: ${text}`);
      if (lang === "en" && /\bmasses\b|centre|neighbour/i.test(text)) faults.push(`${face}/en: ${key}: ${text}`);
    }
  }
}

// A page that opens with the first part of the messages may not say anything from the second.
const source = new URL("../src/", import.meta.url);
const firstScreens = ["App.vue", "resident/ResidentShell.vue", ...["Home", "Centers", "Activities"].map((one) => `resident/pages/${one}Page.vue`)];
const visited = new Set();
async function follow(url) {
  if (visited.has(url.href)) return;
  visited.add(url.href);
  const text = await readFile(url, "utf8");
  for (const [, key] of text.matchAll(/["'`]([a-z_]+(?:\.[a-z_0-9]+)+)["'`]/g)) {
    const face = seen.get(key);
    // Field errors stand in shared code, but only pages with forms show them.
    if (face && comesLater(face, key) && !key.startsWith("field.")) faults.push(`${url.pathname.split("/src/")[1]}: ${key} comes later than this page`);
  }
  for (const [, path] of text.matchAll(/from "(\.[^"]+)"/g)) {
    if (/\/api\/|i18n\//.test(path) || path.endsWith("/router")) continue;
    await follow(new URL(/\.\w+$/.test(path) ? path : `${path}.ts`, url));
  }
}
for (const screen of firstScreens) await follow(new URL(screen, source));

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`messages: ${seen.size} keys in ${others.length + 1} languages`);
