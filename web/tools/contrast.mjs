// Every pair of colors used together keeps its least contrast (WCAG 2.2), in the light and the dark tokens.
import { readFile } from "node:fs/promises";

const css = await readFile(new URL("../src/styles/tokens.css", import.meta.url), "utf8");

function tokens(block) {
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi)].map((found) => [found[1], found[2]]));
}

const light = tokens(css.slice(css.indexOf(":root"), css.indexOf("prefers-contrast")));
const dark = { ...light, ...tokens(css.slice(css.indexOf("[data-theme"))) };

function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a, b) {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
}

const TEXT = 4.5;
const CONTROL = 3;
const pairs = [
  ...["paper", "surface", "sunken"].flatMap((ground) => ["ink", "ink-2", "ink-3"].map((ink) => [ink, ground, TEXT])),
  ["ctl", "surface", CONTROL],
  ["ctl", "paper", CONTROL],
  ["brand", "surface", TEXT],
  ["brand", "paper", TEXT],
  ["on-brand", "brand", TEXT],
  ["on-brand", "brand-deep", TEXT],
  ["on-zhu", "zhu", TEXT],
  ["on-zhu", "zhu-deep", TEXT],
  ["zhu", "surface", TEXT],
  ["zhu-ink", "surface", TEXT],
  ["zhu-ink", "paper", TEXT],
  ["ink-2", "grey-soft", TEXT],
  ["brand", "brand-soft", TEXT],
  ...["brand", "zhu", "amber", "green", "blue", "violet"].map((tone) => [`${tone}-ink`, `${tone}-soft`, TEXT]),
];

const faults = [];
for (const [theme, colors] of Object.entries({ light, dark })) {
  for (const [front, ground, least] of pairs) {
    const ratio = contrast(colors[front], colors[ground]);
    if (ratio < least) faults.push(`${theme}: ${front} on ${ground} is ${ratio.toFixed(2)}, needs ${least}`);
  }
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`contrast: ${pairs.length * 2} pairs hold`);
