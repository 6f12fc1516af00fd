// Staff publish a series, cancel a date, check people in, and print the sheet.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, pressOn, scan, signInStaff, tabTo, visit } from "./browser.mjs";
import { textOf } from "./pdf.mjs";
import * as site from "./site.mjs";
import { story } from "./story.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

async function deskVisit(test, lang, size = "desk") {
  const manager = await site.staff("center_manager");
  const visitor = await visit(test, browser, { lang, size, cookies: manager.cookies() });
  visitor.choose = async () => {
    const center = visitor.page.locator(".desk-center select");
    if ((await center.count()) > 0) await center.selectOption(site.report.main_center);
  };
  return visitor;
}

async function fillSeries({ page, t }, series) {
  const f = (key) => page.getByLabel(t(key), { exact: true });
  await page.getByRole("radio", { name: t("desk.when.weekly") }).check({ force: true });
  await page.locator(`label:has(#weekday-${series.weekday})`).click();
  await f("desk.when.first").fill(series.first);
  await f("desk.when.last").fill(series.last);
  await f("desk.when.from").fill(series.from);
  await f("desk.when.to").fill(series.to);
}

story("a weekly series with a date left out, seen in the portal, one date cancelled", async (test, lang) => {
  const visitor = await visit(test, browser, { lang, size: "desk" });
  const { page, t } = visitor;
  visitor.expected.push(/status of 422/);
  await page.goto("/desk");
  await visitor.heading(t("staff.title")).waitFor();
  await visitor.field(t("staff.login")).fill(`nobody-${lang}-${process.pid}`);
  await visitor.field(t("staff.password")).fill("wrong");
  await visitor.main.getByRole("button", { name: t("account.sign_in"), exact: true }).click();
  await visitor.refused("password", t("field.wrong", { label: t("staff.password") }));
  await signInStaff(visitor, site.staffOf("center_manager"));
  await visitor.heading(t("desk.today.title")).waitFor({ timeout: 5000 }).catch(() => undefined);
  if (lang !== "zh-CN") {
    // The desk speaks the language of the person; they choose another for this visit.
    await page.locator(".lx-lang").click();
    await page.getByRole("button", { name: t.language, exact: true }).click();
  }
  await visitor.settled(t("desk.today.title"));
  const center = page.locator(".desk-center select");
  if ((await center.count()) > 0) await center.selectOption(site.report.main_center);
  await visitor.check("today");

  const title = { "zh-CN": `太极晨练 ${process.pid}${lang}`, en: `Morning tai chi ${process.pid}${lang}` };
  const first = site.dateIn(2);
  const dates = [2, 9, 16, 23].map(site.dateIn);
  await visitor.nav(t("desk.nav.programs")).click();
  await visitor.settled(t("desk.nav.programs"));
  await visitor.check("programs");
  await visitor.main.getByRole("link", { name: t("desk.programs.new") }).first().click();
  await visitor.settled(t("desk.programs.new"));
  await visitor.check("new program");
  await visitor.button(t("desk.programs.publish")).click();
  await visitor.refused("title-zh-CN", t("field.required", { label: t("desk.what.title") }));
  await page.locator("#title-zh-CN").fill(title["zh-CN"]);
  await page.locator("#title-en").fill(title.en);
  await visitor.field(t("desk.what.kind")).selectOption("sport");
  await page.getByRole("radio", { name: t("desk.where.outside") }).check({ force: true });
  await visitor.field(t("desk.where.outdoor")).fill("小广场");
  await fillSeries(visitor, { weekday: new Date(`${first}T12:00:00Z`).getUTCDay() || 7, first, last: dates[3], from: "14:00", to: "15:00" });
  const list = page.getByRole("group", { name: t("desk.when.dates_of", { n: 4, of: 4 }) });
  await list.waitFor();
  await list.getByRole("checkbox").nth(1).uncheck();
  const rest = page.getByRole("group", { name: t("desk.when.dates_of", { n: 3, of: 4 }) });
  await rest.waitFor();
  await visitor.button(t("desk.when.check")).click();
  await page.getByText(t("desk.when.all_fine")).waitFor();
  assert.equal(await rest.getByRole("listitem").count(), 4, "every date is shown");
  assert.equal(await rest.getByText(t("desk.when.fine"), { exact: true }).count(), 3, "the kept dates are fine");
  await visitor.check("new program, filled in and checked");
  await visitor.button(t("desk.programs.publish")).click();
  await visitor.settled(t.of(title));
  await page.getByRole("heading", { name: t("desk.programs.dates", { n: 3 }) }).waitFor();
  await visitor.check("program");

  const joiner = await site.resident({ language: lang });
  const found = await joiner.get(`/sessions?q=${encodeURIComponent(title["zh-CN"])}&from=${site.dateIn(0)}`);
  assert.deepEqual(found.items.map((one) => site.civil(Date.parse(one.starts_at)).date), [dates[0], dates[2], dates[3]]);
  const portal = await visit(test, browser, { lang, size: "phone", cookies: joiner.cookies() });
  await portal.open(`/activities?q=${encodeURIComponent(title["zh-CN"])}`, t("activities.title"));
  assert.equal(await portal.page.getByRole("article").count(), 3);
  await site.join(joiner, found.items[0].id);

  await page.getByRole("region", { name: t("desk.programs.dates", { n: 3 }) }).getByRole("link").first().click();
  await visitor.settled(t.of(title));
  await visitor.check("session");
  await visitor.button(t("desk.facts.cancel")).click();
  const dialog = page.getByRole("dialog", { name: t("desk.cancel.title") });
  await dialog.getByText(t("desk.cancel.what", { n: 1, people: 1 })).waitFor();
  await visitor.check("cancel dialog");
  await dialog.getByRole("button", { name: t("desk.cancel.do"), exact: true }).click();
  await dialog.getByText(t("field.required", { label: t("desk.reason_label") })).waitFor();
  await visitor.check("cancel dialog without a reason");
  const reason = t("desk.cancel.usual_weather");
  await dialog.getByRole("button", { name: reason, exact: true }).click();
  await dialog.getByRole("button", { name: t("desk.cancel.do"), exact: true }).click();
  await page.getByText(t("desk.session.cancelled")).waitFor();
  await visitor.check("cancelled session");

  await told(portal, t.of(title), reason);
  await portal.link(t("notice.session_cancelled.title")).click();
  await portal.settled(t.of(title));
  await portal.main.getByText(t("session_status.cancelled"), { exact: true }).first().waitFor();
  await portal.check("cancelled for the resident");
});

/** The notice is work left for after the cancellation: the inbox is opened until it is there. */
async function told(portal, title, reason) {
  const { page, t } = portal;
  const notice = page.getByRole("article").filter({ hasText: t("notice.session_cancelled.title") });
  for (let tries = 0; tries < 30; tries += 1) {
    await portal.open("/me/inbox", t("tile.inbox"));
    if ((await notice.count()) > 0) break;
    await page.waitForTimeout(500);
  }
  await notice.getByText(title).waitFor();
  await notice.getByText(reason).waitFor();
  await portal.check("inbox with a notice");
}

story("checking in by card, by name with the keyboard alone, and undoing it", async (test, lang) => {
  const { sessions, title } = await site.program(site.soon());
  const [session] = sessions;
  const [carded, named] = await site.fill(session, 2);
  const visitor = await deskVisit(test, lang);
  const { page, t } = visitor;
  await visitor.open(`/desk/sessions/${session}`, t.of(title));
  await visitor.check("session");
  const banner = page.locator(".desk-outcome");
  const row = (who) => page.getByRole("listitem", { name: who.person.name });

  await scan(page, carded.person.card_code);
  await banner.getByText(t.like("desk.in.done", { who: carded.person.name })).waitFor();
  await row(carded).getByText(t.like("desk.row.present")).waitFor();
  await visitor.check("someone checked in");
  await scan(page, carded.person.card_code);
  await banner.getByText(t.like("desk.in.already", { who: carded.person.name })).waitFor();
  await scan(page, "LX-0000-0000-0000-0000");
  await banner.and(page.locator("[data-tone=bad]")).waitFor();
  visitor.expected.push(/status of 4(04|09|22)/);
  visitor.faults = visitor.faults.filter((one) => !/status of 4(04|09|22)/.test(one));
  await visitor.check("unknown card");

  await page.keyboard.press("F2");
  await page.keyboard.type(named.person.name, { delay: 90 });
  await row(carded).waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await banner.getByText(t.like("desk.in.done", { who: named.person.name })).waitFor();
  await row(named).getByText(t.like("desk.row.present")).waitFor();
  await pressOn(page.getByRole("button", { name: t("desk.row.undo"), exact: true }));
  await row(named).getByText(t("desk.row.absent")).waitFor();

  await tabTo(row(carded).or(row(named)).first());
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  const more = row(carded).getByRole("button", { name: t("desk.row.more") });
  await pressOn(more);
  await visitor.check("a row with more");
  await pressOn(row(carded).getByRole("button", { name: t("desk.row.undo_all") }));
  await row(carded).getByText(t("desk.row.absent")).waitFor();
  const desk = await site.staff("center_manager");
  const { session: now } = await desk.get(`/desk/sessions/${session}/participants`);
  assert.equal(now.present, 0, "nobody is counted as present");

  for (const name of ["desk.walk_in.title", "desk.sign_up.title", "desk.facts.change"]) {
    await visitor.button(t(name)).click();
    await page.getByRole("dialog").waitFor();
    await visitor.check(name);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  }
});

story("the sheet on paper has every name", async (test, lang) => {
  const { sessions, title } = await site.program(site.onDay(1));
  const people = await site.fill(sessions[0], 3);
  const visitor = await deskVisit(test, lang);
  const { page, t } = visitor;
  await visitor.open(`/desk/sessions/${sessions[0]}/sheet`, t("desk.sheet.title", { title: t.of(title) }));
  for (const { person } of people) await page.getByRole("rowheader", { name: person.name, exact: true }).waitFor();
  await visitor.check("sheet");
  const text = textOf(await page.pdf({ format: "A4" }));
  for (const { person } of people) assert.ok(text.includes(person.name), `${person.name} is on the paper`);
  assert.ok(text.includes(t("desk.sheet.signature").replaceAll(" ", "")), "there is a column to sign in");
  assert.ok(!text.includes(t("desk.sheet.back").replaceAll(" ", "")), "buttons stay off the paper");
});

story("the other desk pages, also on a phone", async (test, lang) => {
  for (const size of ["desk", "phone"]) {
    const visitor = await deskVisit(test, lang, size);
    const { t } = visitor;
    for (const [path, heading] of [
      ["/desk/today", "desk.today.title"],
      ["/desk/people", "desk.nav.people"],
      ["/desk/programs", "desk.nav.programs"],
      ["/desk/programs/new", "desk.programs.new"],
      ["/desk/figures", "desk.nav.figures"],
      ["/desk/hours", "desk.hours.title"],
    ]) {
      await visitor.open(path, t(heading));
      await visitor.choose();
      await visitor.check(`${path} (${size})`);
    }
  }
});
