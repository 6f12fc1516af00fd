// The three figures of a month, the records behind them, and the district's view.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, LIMIT, signInStaff, visit } from "./browser.mjs";
import * as site from "./site.mjs";
import { story } from "./story.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

function thisMonth() {
  const today = site.dateIn(0);
  return { from: `${today.slice(0, 7)}-01`, to: today };
}

async function every(api, path) {
  const items = [];
  let next = null;
  do {
    const page = await api.get(`${path}${next ? `&after=${encodeURIComponent(next)}` : ""}`);
    items.push(...page.items);
    next = page.next;
  } while (next);
  return items;
}

/** The numbers of the page's three figures, in their order. */
async function triple(page) {
  const texts = await page.locator(".desk-kpi-value").evaluateAll((all) => all.map((one) => one.firstChild.textContent));
  return texts.map((text) => Number(text.replaceAll(",", "")));
}

const sum = (list, key) => list.reduce((total, one) => total + one[key], 0);
const inHours = (minutes) => Math.round(minutes / 6) / 10;

story("the figures of a month are the sum of their records", async (test, lang) => {
  const manager = await site.staff("center_manager");
  const { from, to } = thisMonth();
  const asked = `place=${site.report.main_center}&from=${from}&to=${to}`;
  const records = await every(manager, `/figures/records?${asked}&limit=100`);
  assert.ok(records.length > 0, "this month something was held");

  const visitor = await visit(test, browser, { lang, size: "desk", cookies: manager.cookies() });
  const { page, t } = visitor;
  await visitor.open("/desk/figures", t("desk.nav.figures"));
  const center = page.locator(".desk-center select");
  if ((await center.count()) > 0) await center.selectOption(site.report.main_center);
  await visitor.button(t("desk.period.this_month")).click();
  await visitor.settled();
  const held = records.filter((one) => one.session.status === "ended");
  const wanted = [held.length, sum(records, "visits"), inHours(sum(records, "service_minutes"))];
  assert.deepEqual(await triple(page), wanted, "sessions, visits, hours");
  await visitor.check("figures");

  await visitor.button(t("desk.figures.table")).click();
  const table = page.getByRole("table", { name: t("desk.figures.caption") });
  await table.waitFor();
  const cells = await table.locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("td")].map((cell) => Number(cell.textContent.replaceAll(",", "")))),
  );
  assert.equal(cells.reduce((total, [sessions]) => total + sessions, 0), wanted[0], "the days add up to the sessions");
  assert.equal(cells.reduce((total, [, visits]) => total + visits, 0), wanted[1], "the days add up to the visits");
  await visitor.check("figures as a table");

  await visitor.button(t.like("desk.figures.show_records", { n: wanted[0] })).click();
  const rows = page.locator(".desk-record");
  await rows.first().waitFor();
  for (let more = visitor.button(t("ui.show_more")); (await more.count()) > 0; ) {
    const shown = await rows.count();
    await more.click();
    await page.waitForFunction((n) => document.querySelectorAll(".desk-record").length > n, shown);
  }
  assert.equal(await rows.count(), records.length, "every record is there");
  const visits = await rows.evaluateAll((all) => all.map((one) => Number(one.querySelector(".desk-record-figures b").textContent.replaceAll(",", ""))));
  assert.equal(visits.reduce((a, b) => a + b, 0), wanted[1], "the records add up to the visits");
});

story("the district manager sees the city, without names", async (test, lang) => {
  const manager = await site.staff("district_manager");
  const { from, to } = thisMonth();
  const { total, rows } = await manager.get(`/figures?place=${site.report.district}&from=${from}&to=${to}&by=center`);
  const region = await manager.get(`/regions/${site.report.district}`);
  const { session } = (await manager.get(`/figures/records?place=${site.report.district}&from=${from}&to=${to}`)).items[0];
  await assert.rejects(manager.get(`/desk/sessions/${session.id}/participants`), /: 403 /, "no names for the district");
  for (const size of ["desk", "phone"]) {
    const visitor = await visit(test, browser, { lang, size, cookies: manager.cookies() });
    const { page, t } = visitor;
    await visitor.open(`/city?region=${site.report.district}`, t("city.title", { place: t.of(region.name) }));
    assert.deepEqual(await triple(page), [total.sessions, total.visits, inHours(total.service_minutes)]);
    await page.getByRole("heading", { name: t("city.by_center"), exact: true }).waitFor();
    const main = rows.find((one) => one.key === site.report.main_center);
    if (main) await visitor.main.getByText(t.of(site.report.main_center_name)).first().waitFor();
    await visitor.check(`city (${size})`);
    if (size === "desk") {
      await visitor.link(t("city.wall")).click();
      await page.waitForURL(/\/city\/wall/);
      await visitor.check("wall");
    }
  }
});

for (const size of ["desk", "phone"]) {
  test(`the district manager signs in and finds the way to the city view (${size})`, LIMIT, async (test) => {
    const visitor = await visit(test, browser, { size });
    const { page, t } = visitor;
    await visitor.open("/sign-in/staff", t("staff.title"));
    await signInStaff(visitor, site.staffOf("district_manager"));
    await visitor.nav(t("desk.nav.city")).click();
    await page.waitForURL(/\/city/);
    await page.getByRole("heading", { name: t("city.by_center") }).waitFor();
    await visitor.check("city after sign-in");
  });
}
