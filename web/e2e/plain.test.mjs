// What people get when something is missing: scripts, the network, a page, a permission, the server's answer.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { axe, base, launch, noSidewaysScroll, visit } from "./browser.mjs";
import * as site from "./site.mjs";
import { story } from "./story.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

story("without scripts the pages still say what, when, where", async (test, lang) => {
  const { sessions, title } = await site.program(site.onDay(2, "10:00", "11:30"), { seats_on_site: 12 });
  const visitor = await visit(test, browser, { lang, script: false });
  const { page, t } = visitor;
  const center = t.of(site.report.main_center_name);
  await page.goto(`/centers/${site.report.main_center}`);
  await visitor.heading(center).waitFor();
  const { address, week } = await new site.Site().get(`/centers/${site.report.main_center}`);
  if (address) await visitor.main.getByText(address).first().waitFor();
  assert.ok(week.some((day) => day.spans.length > 0), "the center publishes its hours");
  const shown = await page.getByRole("region", { name: t("center.week") }).innerText();
  for (const { from, to } of week.flatMap((day) => day.spans)) assert.ok(shown.includes(`${from.slice(0, 5)}–${to.slice(0, 5)}`), `${from} is shown`);

  await page.goto(`/activities/${sessions[0]}`);
  await visitor.heading(t.of(title)).waitFor();
  for (const text of ["10:00–11:30", center, "小广场", t("seats.left", { free: 12, n: 12 })]) {
    assert.ok((await visitor.main.innerText()).includes(text), `${text} is shown`);
  }
  await page.goto("/activities");
  await page.locator("main a[href^='/activities/']").first().click();
  await page.waitForURL(/\/activities\/ses_/);
});

story("the pages as the server sends them are accessible", async (test, lang) => {
  const { sessions } = await site.program(site.onDay(2));
  const faults = [];
  for (const size of ["phone", "desk"]) {
    const visitor = await visit(test, browser, { lang, size, script: "blocked" });
    for (const path of ["/", "/centers", `/centers/${site.report.main_center}`, "/activities", `/activities/${sessions[0]}`, "/sign-in"]) {
      await visitor.page.goto(path);
      assert.equal(await visitor.page.locator("h1").count(), 1, `${path} has one h1`);
      await axe(visitor.page, `${path} (${size})`).catch((error) => faults.push(error.message));
      await noSidewaysScroll(visitor.page, path).catch((error) => faults.push(error.message));
    }
  }
  assert.deepEqual(faults, []);
});

story("offline, pages seen before open and others say so", async (test, lang) => {
  const { sessions, title } = await site.program(site.onDay(2));
  const visitor = await visit(test, browser, { lang, worker: true });
  const { page, t } = visitor;
  await visitor.open("/");
  const manifest = await page.locator("link[rel=manifest]").getAttribute("href");
  const app = await (await fetch(new URL(manifest, base))).json();
  assert.ok(app.name && app.start_url && app.display, "the site can be installed");
  for (const { src } of app.icons) assert.equal((await fetch(new URL(src, base))).status, 200, `${src} is there`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  for (const [path, heading] of [
    ["/activities", t("activities.title")],
    [`/activities/${sessions[0]}`, t.of(title)],
    ["/activities", t("activities.title")],
    [`/activities/${sessions[0]}`, t.of(title)],
  ]) {
    await visitor.open(path, heading);
    await page.waitForLoadState("networkidle");
  }
  visitor.expected.push(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|dynamically imported|Unable to preload|no answer in time|status of 504/);
  await page.context().setOffline(true);
  await page.goto(`/activities/${sessions[0]}`);
  await visitor.heading(t.of(title)).waitFor();
  await page.getByRole("status").filter({ hasText: t.like("ui.copy_of") }).or(page.getByText(t("ui.offline_now"))).first().waitFor();
  await visitor.main.getByText("10:00").first().waitFor();
  await axe(page, "offline activity");
  await page.goto(`/districts/${site.report.district}`);
  await visitor.heading(t("offline.title")).or(page.getByText(t("problem.offline"))).first().waitFor();
  assert.equal(await page.locator("h1").count(), 1);
  await axe(page, "offline page");
  await page.context().setOffline(false);
  await page.goto(`/districts/${site.report.district}`);
  await visitor.heading(t("offline.title")).waitFor({ state: "detached" });
  await visitor.check("online again");
});

story("lost, not allowed, broken and empty pages show a way out", async (test, lang) => {
  const who = await site.resident({ language: lang });
  const visitor = await visit(test, browser, { lang, cookies: who.cookies() });
  const { page, t } = visitor;
  visitor.expected.push(/status of (403|404|500|503)/);
  const lost = await visitor.open("/there/is/nothing", t("lost.title"));
  assert.equal(lost.status(), 404);
  await visitor.link(t("lost.home")).first().waitFor();
  await visitor.check("lost");
  for (const path of ["/activities/ses_00000000000000000000000000", "/centers/cen_00000000000000000000000000"]) {
    const answer = await visitor.open(path);
    assert.equal(answer.status(), 404, path);
    await visitor.main.getByText(t("problem.not_found")).waitFor();
    await visitor.check(`${path}, not found`);
  }
  await visitor.open("/desk", t("forbidden.title"));
  await visitor.link(t("lost.home")).first().waitFor();
  await visitor.check("not allowed");

  const broken = { type: "about:blank", title: "Internal", status: 500, code: "internal", detail: "", fields: [], reasons: [], request: "abc123" };
  await page.route("**/api/v1/sessions?*", (route) => route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify(broken) }));
  await page.goto("/activities?q=x");
  await visitor.heading(t("activities.title")).waitFor();
  await page.getByText(t("problem.internal")).waitFor();
  await page.getByText(t("problem.number", { number: "abc123" })).waitFor();
  await visitor.check("the server fails");
  await page.unroute("**/api/v1/sessions?*");
  await visitor.button(t("ui.try_again")).click();
  await page.getByText(t("problem.internal")).waitFor({ state: "detached" });
  await visitor.settled();

  visitor.expected.push(/ERR_FAILED|Failed to load/);
  await page.route("**/api/v1/sessions?*", (route) => route.abort());
  await page.goto("/activities?q=y");
  await page.getByText(t("problem.offline")).waitFor();
  await visitor.check("no connection");
  await page.unroute("**/api/v1/sessions?*");

  await visitor.open("/activities?q=zzzzzz", t("activities.title"));
  await page.getByText(t("activities.none"), { exact: true }).waitFor();
  await visitor.check("no activity matches");
  await visitor.link(t("activities.show_all")).click();
  await page.getByRole("article").first().waitFor();
  await visitor.open("/centers?q=zzzzzz", t("centers.title"));
  await page.getByText(t("centers.none"), { exact: true }).waitFor();
  await visitor.check("no center matches");
  await visitor.open("/me/activities", t("tile.mine"));
  await page.getByText(t("mine.none_coming"), { exact: true }).waitFor();
  await visitor.link(t("lost.activities")).waitFor();
  await visitor.check("no sign-ups");
});
