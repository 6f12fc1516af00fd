// A season is shared out: staff offer times, clubs say what they want, one appeals, and the dates stand in the calendar.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, visit } from "./browser.mjs";
import * as site from "./site.mjs";
import { story } from "./story.mjs";

let browser;
let room;
before(async () => {
  browser = await launch();
  const desk = await site.staff("center_manager");
  const { items } = await desk.get(`/centers/${site.report.main_center}/rooms`);
  room = items.find((one) => one.kind === "painting") ?? items.find((one) => !one.part_of && one.capacity >= 12);
});
after(() => browser.close());

let clubs = 0;

/** A club and somebody who acts for it. */
async function club(name) {
  clubs += 1;
  const office = await site.staff("administrator");
  const who = await site.resident();
  const names = { "zh-CN": `${name}${process.pid}${clubs}`, en: `${name}${process.pid}${clubs}` };
  const home = site.report.main_center;
  const { organization } = await office.post("/desk/organizations", { kind: "social_organization", name: names, home });
  await office.post(`/desk/organizations/${organization}/members`, { person: who.person, role: "manager" });
  return Object.assign(who, { club: organization, title: names["zh-CN"] });
}

async function asStaff(test, lang, size) {
  const staff = await site.staff("center_manager");
  return visit(test, browser, { lang, size, cookies: staff.cookies() });
}

story("a season is shared out among clubs, with an appeal, and stands in the calendar", async (test, lang) => {
  const [choir, chess] = [await club("红枫合唱团"), await club("棋友社")];
  const desk = await asStaff(test, lang, "desk");
  const { t } = desk;
  const name = `${lang} ${process.pid}`;

  // A round and its times.
  await desk.open("/desk/rooms/rounds", t("desk_round.title"));
  await desk.check("rounds");
  await desk.button(t("desk_round.create")).click();
  await desk.refused("round-name", t("field.required", { label: t("desk_round.name") }));
  await desk.field(t("desk_round.name")).fill(name);
  await desk.field(t("desk_round.first")).fill(site.dateIn(70));
  await desk.field(t("desk_round.last")).fill(site.dateIn(98));
  await desk.button(t("desk_round.create")).click();
  await desk.settled(name);
  await desk.field(t.of(room.name)).check();
  await desk.page.locator("#offer-day-2").check();
  await desk.page.locator("#offer-day-4").check();
  await desk.button(t("desk_round.add")).click();
  await desk.main.getByRole("heading", { name: t("desk_round.blocks", { count: 2 }) }).waitFor();
  await desk.check("times are offered");
  await desk.button(t("desk_round.do_open")).click();
  await desk.button(t("desk_round.do_close")).waitFor();
  const round = new URL(desk.page.url()).pathname.split("/").at(-1);

  // Each club says what it wants; both want the first time.
  for (const one of [choir, chess]) {
    const visitor = await visit(test, browser, { lang, cookies: one.cookies() });
    await visitor.open("/me/rounds", t("round.mine"));
    await visitor.check("my rounds");
    await visitor.page.locator(`a[href^="/me/rounds/${round}"]`).click();
    await visitor.settled(name);
    await visitor.button(t("round.send")).click();
    await visitor.refused("wish-people", t("round.need_people"));
    await visitor.field(t("round.people")).fill("12");
    await visitor.page.locator(".round-tap").first().click();
    if (one === chess) {
      await visitor.page.locator(".round-tap").nth(1).click();
      await visitor.button(t("ui.more_of", { label: t("round.wanted") })).click();
    }
    await visitor.main.getByRole("heading", { name: t("round.order") }).waitFor();
    await visitor.check("wishes are stated");
    await visitor.button(t("round.send")).click();
    await visitor.button(t("round.save")).waitFor();
    await visitor.check("wishes are there");
  }

  // Shared out.
  await desk.open(`/desk/rooms/rounds/${round}`, name);
  await desk.button(t("desk_round.do_close")).click();
  await desk.button(t("desk_round.do_allocate")).click();
  await desk.main.getByText(t("round.proved")).waitFor();
  await desk.main.getByText(t("round.result_given", { given: 2, wanted: 3 })).waitFor();
  await desk.check("shared out");

  // One is not content.
  const visitor = await visit(test, browser, { lang, cookies: chess.cookies() });
  await visitor.open(`/me/rounds/${round}?club=${chess.club}`, name);
  await visitor.main.getByText(t("reason.season.given", { wanted: 2, given: 1 })).waitFor();
  await visitor.check("what we get");
  await visitor.field(t("round.appeal_text")).fill("我们只有周二有老师");
  await visitor.button(t("round.appeal")).click();
  await visitor.main.getByText(t("appeal_state.open")).waitFor();
  await visitor.check("an appeal waits");
  await desk.open(`/desk/rooms/rounds/${round}`, name);
  desk.expected.push(/status of 409/);
  await desk.button(t("desk_round.do_publish")).click();
  await desk.main.getByText(t("reason.bookings.appeals_open", { count: 1 })).waitFor();
  await desk.main.getByRole("textbox").fill("周二已给合唱团，周四归您。");
  await desk.check("an appeal is answered");
  await desk.button(t("desk_round.decline")).click();
  await desk.main.getByText(t("appeal_state.declined")).waitFor();
  await desk.button(t("desk_round.do_publish")).click();
  await desk.main.getByText(t.like("desk_round.dates")).waitFor();
  await desk.check("published");

  // The dates are the club's, and the calendar's.
  await visitor.open(`/me/rounds/${round}?club=${chess.club}`, name);
  await visitor.main.getByRole("heading", { name: t("round.dates") }).waitFor();
  await visitor.main.getByText("周二已给合唱团，周四归您。").waitFor();
  await visitor.main.getByText(choir.title).first().waitFor();
  await visitor.check("our dates");
  const give = visitor.main.getByRole("button", { name: new RegExp(`^${t("round.give_back")}`) });
  const had = await give.count();
  assert.ok(had > 0, "the club has dates");
  await give.first().click();
  await visitor.page.getByRole("dialog", { name: t("round.give_back_title") }).waitFor();
  await visitor.check("a date is given back");
  await visitor.page.getByRole("dialog").getByRole("button", { name: t("round.give_back"), exact: true }).click();
  await visitor.main.getByText(t("round.released")).waitFor();
  assert.equal(await give.count(), had - 1);
  const staff = await site.staff("center_manager");
  const { items } = await staff.get(`/desk/occupancies?center=${site.report.main_center}&from=${site.dateIn(70)}&to=${site.dateIn(98)}`);
  const mine = items.filter((one) => one.kind === "season" && one.state === "held" && one.label["zh-CN"] === chess.title);
  assert.equal(mine.length, had - 1, "what it has stands in the calendar");
});

// After the other: one round at a time runs in a center.
story("a round is changed before it opens, and staff state a club's wish", async (test, lang) => {
  const office = await site.staff("administrator");
  const center = site.report.main_center;
  const called = `腰鼓队${process.pid}${lang}`;
  await office.post("/desk/organizations", { kind: "social_organization", name: { "zh-CN": called, en: called }, home: center });
  const visitor = await visit(test, browser, { lang, size: "desk", cookies: office.cookies() });
  const { page, t } = visitor;
  const facts = { name: "改名前", first_day: site.dateIn(110), last_day: site.dateIn(138), wishes_until: `${site.dateIn(30)}T10:00:00Z`, skip_holidays: false };
  const round = await office.post(`/desk/centers/${center}/rounds`, facts);
  const blocks = [{ room: room.id, weekday: 2, from_minute: 600, to_minute: 660 }];
  await office.call("PUT", `/desk/rounds/${round.id}/blocks`, { blocks });
  await page.context().addCookies([{ name: "lianxin_desk_center", value: center, url: new URL(page.url() === "about:blank" ? process.env.LIANXIN_E2E_BASE : page.url()).origin }]);
  await visitor.open(`/desk/rooms/rounds/${round.id}`, "改名前");
  await visitor.button(t("desk_round.change")).click();
  await page.locator("#round-name").fill(`改名后${lang}`);
  await visitor.check("a round is changed");
  await visitor.button(t("desk_round.change_save")).click();
  await visitor.settled(`改名后${lang}`);
  await visitor.button(t("desk_round.do_open")).click();
  await visitor.button(t("desk_round.wish_for")).click();
  await page.locator("#wish-club").selectOption({ label: called });
  await page.locator("#wish-people").fill("6");
  await page.locator(".round-tap").first().click();
  await visitor.check("a wish for a club");
  await visitor.button(t("round.send")).click();
  await page.locator(".round-club", { hasText: called }).waitFor();
  const shown = await office.get(`/desk/rounds/${round.id}`);
  assert.deepEqual(shown.clubs.map((one) => [one.organization.name["zh-CN"], one.wish.people]), [[called, 6]]);
  await office.call("PUT", `/desk/rounds/${round.id}/blocks`, { blocks: [] }).catch(() => {});
});
