// Text must grow with the reader's choice: no font size in px anywhere. And every rule sits in a cascade layer, so
// that the order in which lazily loaded styles arrive changes nothing.
import { readdir, readFile } from "node:fs/promises";

const root = new URL("../src/", import.meta.url);
const faults = [];
let checked = 0;

for (const path of await readdir(root, { recursive: true })) {
  if (!/\.(css|vue)$/.test(path)) continue;
  const text = await readFile(new URL(path.replaceAll("\\", "/"), root), "utf8");
  const blocks = path.endsWith(".css") ? [text] : [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map((one) => one[1]);
  for (const css of blocks) {
    checked += 1;
    if (/font(-size)?:[^;]*\dpx/.test(css)) faults.push(`${path}: a font size in px`);
    const bare = css.replace(/\/\*[\s\S]*?\*\//g, "").trim();
    if (bare && !bare.startsWith("@layer")) faults.push(`${path}: styles outside a cascade layer`);
  }
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`styles: ${checked} blocks hold`);
