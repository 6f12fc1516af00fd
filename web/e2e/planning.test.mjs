// The planner: who can walk to a center, a plan that is moved, searched for, compared; files that go in and out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { base, launch, LIMIT, tabTo, visit } from "./browser.mjs";
import * as site from "./site.mjs";
import { story } from "./story.mjs";

/** A grid of streets around the main center, about 90 m apart. */
const LINES = 31;
const STEP = 0.001;
/** Short, so that the corners of the grid are out of reach today. */
const MINUTES = [3, 4, 5];

let browser;
let manager;
let middle;
let network;
let population;

const at = (i) => (i - (LINES - 1) / 2) * STEP;
const spot = (i, j) => [Number((middle.lon + at(i)).toFixed(7)), Number((middle.lat + at(j)).toFixed(7))];
const all = [...Array(LINES).keys()];

function streets() {
  const line = (coordinates) => ({ type: "Feature", properties: { kind: "street" }, geometry: { type: "LineString", coordinates } });
  const features = all.flatMap((i) => [line(all.map((j) => spot(i, j))), line(all.map((j) => spot(j, i)))]);
  return JSON.stringify({ type: "FeatureCollection", features });
}

/** Somebody at every second crossing: 3 children, 9 others, 4 elders. */
function people() {
  const rows = all.flatMap((i) => all.filter((j) => (i + j) % 2 === 0).map((j) => [...spot(i, j), 3, 9, 4].join(",")));
  return { text: ["lon,lat,0_14,15_59,60+", ...rows].join("\n"), people: rows.length * 16, elders: rows.length * 4 };
}

async function upload(path, text) {
  const headers = { Cookie: `lianxin_session=${manager.session}`, Origin: base, "Content-Type": "application/octet-stream", Accept: "application/json" };
  const answer = await fetch(`${base}/api/v1/planning/${path}`, { method: "POST", headers, body: text });
  assert.equal(answer.status, 201, `${path}: ${await answer.clone().text()}`);
  return answer.json();
}

const run = `${process.pid}-${Date.now() % 100_000}`;
before(async () => {
  browser = await launch();
  manager = await site.staff("district_manager");
  const { lon, lat } = await manager.get(`/centers/${site.report.main_center}`);
  middle = { lon, lat };
  network = await upload(`networks?name=${encodeURIComponent(`grid ${run}`)}`, streets());
  population = await upload(`populations?name=${encodeURIComponent(`people ${run}`)}`, people().text);
});
after(() => browser.close());

const asked = () => ({ network: network.id, population: population.id, profile: "adult", minutes: MINUTES });
const address = (more = {}) => `/city/planning?${new URLSearchParams({ network: network.id, population: population.id, minutes: MINUTES.join("-"), ...more })}`;
const coverage = (more) => manager.post("/planning/coverage", { ...asked(), sites: [], close: [], parts: ["centers", "regions", "gaps"], ...more });
/** Far from the center, so that it reaches people nobody reaches today. */
const corner = (i, j, key = "site_1") => ({ key, name: `Corner ${key}`, lon: spot(i, j)[0], lat: spot(i, j)[1], cost: 100_000_00, kept: false });
const aim = { kind: "cover_most", p: 2, minutes: MINUTES[0], elder_weight: 1, contiguous: false, seconds: 10, seed: 1 };
const scenario = (name, sites) => manager.post("/planning/scenarios", { ...asked(), name, sites, close: [], aim });

const digits = (text) => Number(text.replace(/[^\d−+-]/g, "").replace("−", "-"));
const figure = async (page, which) => digits(await page.locator(`[data-figure=${which}] .plan-figure-value b`).innerText());
const change = async (page, which) => digits(await page.locator(`[data-figure=${which}] [data-since=before] b`).innerText());

story("coverage counts everyone once, on every view and screen", async (test, lang) => {
  const wanted = await coverage();
  assert.equal(wanted.people, people().people, "nobody is lost on the way in");
  assert.equal(wanted.elders, people().elders);
  const widest = wanted.bands.at(-1);
  for (const size of ["desk", "phone"]) {
    const visitor = await visit(test, browser, { lang, size, cookies: manager.cookies() });
    const { page, t } = visitor;
    await visitor.open(address(), t("planning.title"));
    assert.equal(await figure(page, "people"), widest.people);
    assert.equal(await figure(page, "elders"), widest.elders);
    const bands = await page.locator(".plan-bands tbody tr").evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll(".plan-count")].map((one) => Number(one.textContent.replaceAll(",", "")))),
    );
    assert.deepEqual(bands, wanted.bands.map((one) => [one.people, one.elders]));
    assert.ok(bands[0][0] <= bands[1][0] && bands[1][0] <= bands[2][0], "a longer walk reaches no fewer");
    const groups = page.getByRole("table", { name: t("planning.groups") });
    const ages = await groups.locator("tbody tr td:nth-of-type(1)").allInnerTexts();
    assert.equal(ages.map(digits).reduce((a, b) => a + b, 0), wanted.people, "the age groups add up to everyone");
    await page.locator(".plan-band").first().click();
    assert.equal(await page.locator(".plan-band").first().getAttribute("aria-pressed"), "true");
    await visitor.check(`coverage (${size})`);
    for (const tab of ["gaps", "siting", "compare", "data"]) {
      await visitor.open(address({ tab }), t("planning.title"));
      await visitor.check(`${tab} (${size})`);
    }
  }
});

story("a site is placed and moved with the keyboard, and the numbers follow", async (test, lang) => {
  const today = (await coverage()).bands.at(-1).people;
  const visitor = await visit(test, browser, { lang, size: "desk", cookies: manager.cookies() });
  const { page, t } = visitor;
  await visitor.open(address({ tab: "siting" }), t("planning.title"));
  await visitor.button(t("planning.site.add")).click();
  await tabTo(page.locator(".plan-map"));
  // Towards the corner of the grid: what lies in the middle of the map is placed.
  for (const key of ["+", "+", ...Array(9).fill("ArrowLeft"), ...Array(9).fill("ArrowUp"), "Enter"]) await page.keyboard.press(key);
  const pin = page.locator(".plan-pin[data-kind=site]");
  await pin.waitFor();
  const settled = () => page.waitForFunction(() => !document.querySelector(".plan-headline[aria-busy]"));
  await page.locator("[data-figure=people] [data-since=before]").waitFor();
  await settled();
  const placed = await figure(page, "people");
  assert.equal(placed - today, await change(page, "people"), "the difference is that of placing it");

  await pin.focus();
  const answers = [];
  page.on("request", (request) => {
    if (!request.url().endsWith("/planning/coverage")) return;
    const body = request.postDataJSON();
    if (body.parts.includes("centers")) answers.push(body.sites);
  });
  for (let n = 0; n < 5; n += 1) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await settled();
  const [moved] = answers.at(-1);
  const wanted = (await coverage({ sites: [moved] })).bands.at(-1).people;
  assert.equal(await figure(page, "people"), wanted, "the numbers are those of where it lies now");
  assert.equal(await change(page, "people"), wanted - placed, "the difference is that of the whole move");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Escape");
  await settled();
  assert.equal(await figure(page, "people"), wanted, "Escape puts it back");
  await visitor.check("a site is looked at");
});

story("a search ends, says what it proves, and its answer is used", async (test, lang) => {
  const sites = [corner(2, 2, "site_1"), corner(28, 28, "site_2"), corner(28, 2, "site_3"), corner(27, 3, "site_4")];
  const kept = await scenario(`search ${lang} ${run}`, sites);
  const visitor = await visit(test, browser, { lang, size: "desk", cookies: manager.cookies() });
  const { page, t } = visitor;
  await visitor.open(address({ tab: "siting" }), t("planning.title"));
  await page.locator("#plan-open").selectOption(kept.id);
  await page.locator(".plan-site").nth(3).waitFor();
  await visitor.button(t("planning.run.start")).click();
  await page.locator(".plan-verdict").waitFor({ timeout: 60_000 });
  const { items } = await manager.get(`/planning/scenarios/${kept.id}/runs`);
  const { answer } = items[0];
  assert.equal(answer.status, "proved");
  assert.equal(answer.open.length, 2);
  assert.equal(await page.locator(".plan-verdict").innerText(), t("planning.answer.proved.cover_most"));
  await visitor.check("an answer");
  await visitor.button(t("planning.run.apply")).click();
  await page.waitForFunction(() => document.querySelectorAll(".plan-pin[data-kind=site][data-state=spare]").length === 2);
  await page.waitForFunction(() => !document.querySelector(".plan-headline[aria-busy]"));
  const chosen = sites.filter((one) => answer.open.includes(one.key));
  const wanted = await coverage({ sites: chosen });
  assert.equal(await figure(page, "people"), wanted.bands.at(-1).people);
  assert.equal(wanted.bands[0].people, answer.value, "the value of the answer is what coverage counts");
});

story("plans are compared with today", async (test, lang) => {
  const a = await scenario(`A ${lang} ${run}`, [corner(2, 2)]);
  const b = await scenario(`B ${lang} ${run}`, [corner(2, 2), corner(28, 28, "site_2")]);
  const { plans } = await manager.post("/planning/compare", { ...asked(), scenarios: [a.id, b.id] });
  for (const size of ["desk", "phone"]) {
    const visitor = await visit(test, browser, { lang, size, cookies: manager.cookies() });
    const { page, t } = visitor;
    await visitor.open(address({ tab: "compare" }), t("planning.title"));
    await page.locator("#plan-a").selectOption(a.id);
    await page.locator("#plan-b").selectOption(b.id);
    const table = page.getByRole("table", { name: t("planning.compare.caption") });
    await table.getByRole("columnheader", { name: `B ${lang} ${run}` }).waitFor();
    await visitor.settled();
    const row = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: t("planning.compare.people_gained"), exact: true }) });
    const gained = (await row.getByRole("cell").allInnerTexts()).slice(1).map(digits);
    assert.deepEqual(gained, plans.slice(1).map((one) => one.people_gained));
    assert.ok(gained[0] > 0 && gained[1] > gained[0], "each further corner is a gain");
    await page.getByRole("radio", { name: `B ${lang} ${run}` }).check();
    await page.waitForFunction(() => document.querySelectorAll(".plan-pin[data-kind=site]").length === 2);
    await visitor.check(`comparison (${size})`);
  }
});

story("someone else's change is not overwritten", async (test, lang) => {
  const kept = await scenario(`Shared ${lang} ${run}`, [corner(2, 2)]);
  const visitor = await visit(test, browser, { lang, size: "desk", cookies: manager.cookies() });
  const { page, t } = visitor;
  await visitor.open(address({ tab: "siting" }), t("planning.title"));
  await page.locator("#plan-open").selectOption(kept.id);
  await page.locator(".plan-site").waitFor();
  const { id, version, plan, created_at, changed_at, ...fields } = kept;
  await manager.call("PUT", `/planning/scenarios/${id}`, { ...fields, name: "Theirs", version });
  visitor.expected.push(/status of 409/);
  await page.locator("#plan-name").fill("Mine");
  await visitor.button(t("planning.scenario.save")).click();
  await page.getByText(t("planning.scenario.conflict")).first().waitFor();
  await visitor.check("a conflict");
  assert.equal((await manager.get(`/planning/scenarios/${id}`)).name, "Theirs");
  await visitor.button(t("planning.scenario.take_theirs")).click();
  await page.waitForFunction(() => document.getElementById("plan-name")?.value === "Theirs");
});

test("a street network is uploaded, used and deleted", LIMIT, async (test) => {
  const visitor = await visit(test, browser, { size: "phone", cookies: manager.cookies() });
  const { page, t } = visitor;
  const name = `上传 ${run}`;
  await visitor.open("/city/planning?tab=data", t("planning.title"));
  const card = page.getByRole("region", { name: t("planning.data.networks"), exact: true });
  await card.getByRole("button", { name: t("planning.data.upload") }).click();
  await card.getByText(t("planning.data.no_file")).waitFor();
  await card.locator("input[type=file]").setInputFiles({ name: "broken.geojson", mimeType: "application/json", buffer: Buffer.from("{\"type\":") });
  visitor.expected.push(/status of 422/);
  await card.getByRole("button", { name: t("planning.data.upload") }).click();
  await card.getByRole("alert").waitFor();
  await visitor.check("a broken file");
  await card.locator("input[type=file]").setInputFiles({ name: "grid.geojson", mimeType: "application/json", buffer: Buffer.from(streets()) });
  await card.locator("#name-networks").fill(name);
  await card.getByRole("button", { name: t("planning.data.upload") }).click();
  const item = card.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) });
  await item.waitFor();
  const made = (await manager.get("/planning/networks")).items.find((one) => one.name === name);
  await page.waitForURL((url) => url.searchParams.get("network") === made.id);
  await item.getByRole("button").click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await visitor.check("asked before deleting");
  await dialog.getByRole("button", { name: t("planning.data.delete"), exact: true }).click();
  await item.waitFor({ state: "detached" });
  assert.ok((await manager.get("/planning/networks")).items.every((one) => one.name !== name));
});

/** Pairs of texts that lie over each other. */
const clashes = (page) =>
  page.locator(".plan-gap:not([data-crowded], [data-away]) span").evaluateAll((all) => {
    const boxes = all.map((one) => one.getBoundingClientRect());
    const over = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return boxes.flatMap((a, n) => boxes.slice(n + 1).filter((b) => over(a, b))).length;
  });

test("numbers in the gaps do not lie over each other, and more come as one looks closer", LIMIT, async (test) => {
  // The district of the demo, from end to end; it was there before what this file uploads.
  const first = async (path) => (await manager.get(path)).items.at(-1).id;
  const whole = { network: await first("/planning/networks"), population: await first("/planning/populations"), minutes: "5-10-15" };
  const visitor = await visit(test, browser, { size: "phone", cookies: manager.cookies() });
  const { page, t } = visitor;
  await visitor.open(address({ ...whole, tab: "gaps" }), t("planning.title"));
  await page.locator(".plan-gap").nth(20).waitFor();
  await visitor.settled();
  const crowded = () => page.locator(".plan-gap[data-crowded]").count();
  const far = await crowded();
  assert.ok(far > 0, "there is no room for all");
  assert.equal(await page.locator(".plan-gap").first().getAttribute("data-crowded"), null, "the largest is always told");
  assert.equal(await clashes(page), 0);
  await visitor.check("gaps from afar");
  for (let n = 0; n < 3; n += 1) await visitor.button(t("map.zoom_in")).click();
  await page.waitForFunction((before) => document.querySelectorAll(".plan-gap[data-crowded]").length < before, far);
  assert.equal(await clashes(page), 0);
  const hidden = page.locator(".plan-gap[data-crowded]:not([data-away])").first();
  if ((await hidden.count()) > 0) {
    await hidden.focus();
    assert.equal(await hidden.locator("span").evaluate((one) => getComputedStyle(one).visibility), "visible", "the keyboard reads it");
  }
  await visitor.check("gaps from near");
});

test("homes too far from any street are shown on the map", LIMIT, async (test) => {
  const [lon, lat] = [spot(15, 15)[0], Number((middle.lat + 0.03).toFixed(7))];
  const far = await upload(`populations?name=${encodeURIComponent(`far ${run}`)}`, `${people().text}\n${lon},${lat},1,2,3`);
  const { left_out } = await coverage({ population: far.id, parts: ["left_out"] });
  assert.deepEqual([left_out.homes, left_out.people, left_out.places], [1, 6, [[lon, lat]]]);
  const visitor = await visit(test, browser, { size: "desk", cookies: manager.cookies() });
  const { page, t } = visitor;
  await visitor.open(address(), t("planning.title"));
  const legend = page.locator(".plan-legend").getByText(t("planning.left_out.legend"));
  await page.locator(".plan-bands tbody tr").first().waitFor();
  assert.equal(await legend.count(), 0);
  await page.locator("#plan-population").selectOption(far.id);
  await legend.waitFor();
  await visitor.check("a home is left out");
});

test("a plan with a name as long as can be is copied", LIMIT, async (test) => {
  const name = `${run} ${"长".repeat(80)}`.slice(0, 80);
  const kept = await scenario(name, [corner(2, 2)]);
  const visitor = await visit(test, browser, { size: "phone", elder: true, cookies: manager.cookies() });
  const { page, t } = visitor;
  await visitor.open(address({ tab: "siting" }), t("planning.title"));
  await page.locator("#plan-open").selectOption(kept.id);
  await visitor.check("a long name");
  await visitor.button(t("planning.scenario.duplicate")).click();
  await page.waitForFunction((before) => document.getElementById("plan-open").value !== before, kept.id);
  const { items } = await manager.get("/planning/scenarios");
  const copy = items.find((one) => one.id !== kept.id && one.name.startsWith(`${run} 长`));
  assert.equal(copy.name.length, 80);
  assert.ok(copy.name.endsWith(t("planning.scenario.copy_of", { name: "" })));
});

test("who may only look sees the numbers and no way to change them", LIMIT, async (test) => {
  const looker = await site.staff("center_manager");
  const visitor = await visit(test, browser, { size: "desk", cookies: looker.cookies() });
  const { page, t } = visitor;
  await visitor.open(address({ tab: "siting" }), t("planning.title"));
  await visitor.main.getByText(t("planning.look_only")).waitFor();
  for (const one of ["planning.site.add", "planning.scenario.save", "planning.run.start"]) {
    assert.equal(await visitor.button(t(one)).count(), 0, one);
  }
  assert.equal(await figure(page, "people"), (await coverage()).bands.at(-1).people);
  await visitor.check("looking only");
  await visitor.open(address({ tab: "data" }), t("planning.title"));
  assert.equal(await page.locator("input[type=file]").count(), 0);
  await visitor.check("data, looking only");
});
