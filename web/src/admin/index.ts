/** The pages of the administration with their words, which only they carry. */
import "./admin.css";
import type { Component } from "vue";
import { firstParts, loadFace } from "../lib/i18n";

Object.assign(
  firstParts,
  import.meta.glob<Record<string, string>>("./{admin,acts}/*.json", { base: "../i18n/", import: "default", query: "?first" }),
);
const pages = import.meta.glob<{ default: Component }>("./{pages,privacy}/*Page.vue");

export async function page(name: string): Promise<{ default: Component }> {
  const open = pages[`./pages/${name}Page.vue`] ?? pages[`./privacy/${name}Page.vue`];
  if (!open) throw new Error(`no page ${name}`);
  const [found] = await Promise.all([open(), loadFace("admin", "acts")]);
  return found;
}
