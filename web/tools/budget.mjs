// What a visitor downloads for each route, compressed, against the budgets. Counts the route's chunk with everything
// it imports statically, the entry, and one language of messages. Needs a build first.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json", dist), "utf8"));
const LIMITS = {
  resident: { js: 60_000, css: 10_000 },
  desk: { js: 150_000, css: 20_000 },
  city: { js: 150_000, css: 20_000 },
  admin: { js: 150_000, css: 20_000 },
  screen: { js: 150_000, css: 20_000 },
};
/** Pages of the city that only managers open, with more to show. */
const PLANNING = { js: 330_000, css: 20_000 };

/** Pages of one's own account, the kiosk, booking rooms, and the rooms of clubs: seldom opened, each with many words and forms. */
const FORMS = { js: 74_000, css: 10_000 };

/** Pages whose route says `first`: the rest of the messages follows after their data. */
const FIRST_SCREENS = /resident\/pages\/(Home|Centers|Activities)Page/;

const sizes = new Map();
async function size(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(await readFile(new URL(file, dist)), { level: 9 }).length);
  return sizes.get(file);
}

function collect(key, into) {
  if (into.has(key)) return into;
  into.add(key);
  for (const next of manifest[key]?.imports ?? []) collect(next, into);
  return into;
}

async function weigh(keys) {
  const js = new Set();
  const css = new Set();
  for (const key of keys) {
    js.add(manifest[key].file);
    for (const file of manifest[key].css ?? []) css.add(file);
  }
  const sum = async (files) => (await Promise.all([...files].map(size))).reduce((a, b) => a + b, 0);
  return { js: await sum(js), css: await sum(css) };
}

const shells = { resident: "src/resident/ResidentShell.vue" };
for (const face of ["desk", "city", "screen", "admin"]) {
  shells[face] = Object.keys(manifest).find((key) => new RegExp(`^src/(desk|${face})/\\w*Shell\\.vue$`).test(key));
}
const pages = Object.keys(manifest).filter((key) => /^src\/(resident|desk|city|screen|admin)\/.*Page\.vue$/.test(key));
let failed = 0;

for (const page of pages.sort()) {
  const face = page.split("/")[1];
  const keys = new Set();
  const messages = face === "screen" || face === "admin" ? "desk" : face;
  const parts = FIRST_SCREENS.test(page) ? ["first"] : ["first", "later"];
  const extra = /DistrictPage/.test(page) ? ["districts"] : /CenterPage/.test(page) ? ["centers"] : /PlanningPage/.test(page) ? ["desk", "planning"] : /account\//.test(page) ? ["account"] : /(things|feeds)\//.test(page) ? ["rooms", "things"] : /rooms\/series\//.test(page) ? ["rooms", "series"] : /\/rounds\//.test(page) ? ["rooms", "rounds"] : /rooms\/use\//.test(page) ? ["rooms", "use"] : /NowPage|LobbyPage/.test(page) ? ["rooms", "now"] : /(resident|desk)\/rooms\/|RoomDoorPage/.test(page) ? ["rooms"] : /desk\/(people|organizations)\//.test(page) ? ["people"] : face === "admin" ? ["admin"] : [];
  const words = ["shared", messages, ...extra].flatMap((name) => parts.map((part) => `src/i18n/${name}/zh-CN.json?${part}`));
  if (face !== "resident" || /InboxPage|account\//.test(page)) words.push("src/i18n/shared/zh-CN.json?rare");
  if (extra.includes("rooms") && face !== "resident") words.push("src/i18n/rooms/zh-CN.json?rare");
  const wanted = ["index.html", shells[face], page, ...words, ...(face === "admin" ? ["src/admin/index.ts"] : []), ...(/resident\/(rooms|rounds|things)\//.test(page) ? ["src/resident/rooms/index.ts"] : [])];
  wanted.filter((key) => key && manifest[key]).forEach((key) => collect(key, keys));
  const { js, css } = await weigh(keys);
  const limit = /PlanningPage/.test(page) ? PLANNING : /(account|resident\/(rooms|rounds|things))\//.test(page) ? FORMS : LIMITS[face];
  const over = js > limit.js || css > limit.css;
  if (over) failed += 1;
  console.log(`${over ? "OVER" : "ok  "} ${(js / 1000).toFixed(1).padStart(6)} kB js ${(css / 1000).toFixed(1).padStart(5)} kB css  ${page}`);
}

if (pages.length === 0 || failed > 0) {
  console.error(pages.length === 0 ? "no pages in the manifest; run: npm run build" : `${failed} pages over budget`);
  process.exit(1);
}
