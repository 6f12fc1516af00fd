// How fast the portal is on a slow phone and a slow line, against a running site: a table, and whether the budgets hold.
//   node tools/speed.mjs http://127.0.0.1:8080
// It only tells; machines differ too much for a test to fail on time.
import { launch, SIZES } from "../e2e/browser.mjs";

const base = (process.argv[2] ?? process.env.LIANXIN_E2E_BASE ?? "http://127.0.0.1:8080").replace(/\/$/, "");
const RUNS = 5;
const CPU = 4;
const LINE = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const BUDGET = { first: 1000, content: 2200, js: 60_000, css: 10_000 };
const SETTLED_MS = 1500;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function pages() {
  const read = async (path) => (await fetch(`${base}/api/v1${path}`)).json();
  const center = (await read("/centers?limit=100")).items.find((one) => one.status === "open");
  const session = (await read("/sessions?limit=20")).items.find((one) => one.status === "scheduled");
  const found = [["home", "/"]];
  if (center) found.push(["center", `/centers/${center.id}`]);
  if (session) found.push(["activity", `/activities/${session.id}`]);
  return found;
}

/** Runs before the page's own scripts: notes the largest paint there has been. */
function watchPaint() {
  window.largest = 0;
  new PerformanceObserver((list) => (window.largest = list.getEntries().at(-1).startTime)).observe({
    type: "largest-contentful-paint",
    buffered: true,
  });
}

async function measure(browser, path) {
  const context = await browser.newContext({ viewport: SIZES.phone, locale: "zh-CN", serviceWorkers: "block" });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", LINE);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: CPU });
  await page.addInitScript(watchPaint);
  await page.goto(base + path, { waitUntil: "networkidle", timeout: 60_000 });
  await page.waitForTimeout(SETTLED_MS);
  const measured = await page.evaluate(() => {
    // Bodies as they came over the line; what the page asks for after its first screen is in it too.
    const bytes = (pattern) =>
      performance.getEntriesByType("resource").filter((one) => pattern.test(one.name)).reduce((sum, one) => sum + one.encodedBodySize, 0);
    return {
      first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
      content: window.largest,
      js: bytes(/\.js$/),
      css: bytes(/\.css$/),
      html: performance.getEntriesByType("navigation")[0].encodedBodySize,
    };
  });
  await context.close();
  return measured;
}

const browser = await launch();
const rows = [];
try {
  for (const [name, path] of await pages()) {
    const runs = [];
    for (let n = 0; n < RUNS; n += 1) runs.push(await measure(browser, path));
    const of = (key) => median(runs.map((one) => one[key]));
    rows.push({ name, first: of("first"), content: of("content"), js: of("js"), css: of("css"), html: of("html") });
  }
} finally {
  await browser.close();
}

console.log(`CPU ÷ ${CPU}, 1.6 Mbit/s, ${LINE.latency} ms, empty cache, median of ${RUNS}`);
console.log("page      first paint  content   js kB  css kB  html kB  budget");
for (const row of rows) {
  const over = Object.entries(BUDGET).filter(([key, most]) => !(row[key] <= most)).map(([key]) => key);
  const kb = (value, width) => (value / 1000).toFixed(1).padStart(width);
  const ms = (value, width) => `${Math.round(value)} ms`.padStart(width);
  console.log(
    `${row.name.padEnd(9)} ${ms(row.first, 11)} ${ms(row.content, 8)} ${kb(row.js, 7)} ${kb(row.css, 7)} ${kb(row.html, 8)}  ${over.length > 0 ? `over: ${over.join(", ")}` : "holds"}`,
  );
}
console.log(`budgets: first paint ${BUDGET.first} ms, content ${BUDGET.content} ms, ${BUDGET.js / 1000} kB js, ${BUDGET.css / 1000} kB css`);
