// Equipment: the desk adds a thing, residents have it with a room and by itself, the desk hands it out and takes it back.
// Calendar feeds; whether a series is still needed; what staff do with series and rounds.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, pressOn, tabTo, visit } from "./browser.mjs";
import * as site from "./site.mjs";
import { story } from "./story.mjs";

const center = site.report.main_center;
let browser;
let desk;
/** A room that staff do not decide on, and days on which nobody has it. */
let room;
let days = [];
before(async () => {
  browser = await launch();
  desk = await site.staff("center_manager");
  const { items } = await new site.Site().get(`/rooms?center=${center}`);
  room = items.filter((one) => !one.part_of && !one.rules.approval.includes("resident")).at(-1);
  const { days: found } = await new site.Site().get(`/rooms/${room.room.id}/days?from=${site.dateIn(24)}&to=${site.dateIn(52)}`);
  days = found.filter((one) => one.busy.length === 0 && one.open?.some(({ from, to }) => from <= "10:00" && to >= "16:00")).map((one) => one.date);
});
after(() => browser.close());

const freeDay = () => days.pop() ?? assert.fail("the room has no free day left");
const moment = (date, time) => new Date(`${date}T${time}:00+08:00`).toISOString();
let things = 0;
async function thing(called, portable = true) {
  things += 1;
  const name = { "zh-CN": `${called}${process.pid}${things}`, "zh-TW": `${called}${process.pid}${things}`, en: `${called}${process.pid}${things}` };
  return desk.post("/desk/items", { center, kind: "projector", name, portable, room: portable ? null : room.room.id });
}

story("a room with equipment, of which one thing is had by somebody else", async (test, lang) => {
  const [mine, other] = [await site.resident({ language: lang }), await site.resident()];
  const [free, taken] = [await thing("投影"), await thing("音箱")];
  const date = freeDay();
  await other.post(`/items/${taken.id}/loans`, { from: moment(date, "09:00"), to: moment(date, "18:00") }).catch(async () => {
    // Further ahead than residents may: the desk does it.
    await desk.post(`/desk/items/${taken.id}/loans`, { person: other.person, from: moment(date, "09:00"), to: moment(date, "18:00") });
  });
  const visitor = await visit(test, browser, { lang, cookies: mine.cookies() });
  const { page, t } = visitor;
  await visitor.open(`/rooms/${room.room.id}?date=${date}`, t.of(room.room.name));
  await visitor.main.getByText(t("things.choose_time")).waitFor();
  await visitor.button("14:00–14:30").click();
  await visitor.button("14:30–15:00").click();
  const box = (one) => visitor.main.getByRole("checkbox", { name: new RegExp(t.of(one.name)) });
  await box(free).waitFor();
  assert.ok(await box(taken).isDisabled(), "what somebody has can not be chosen");
  await visitor.main.getByText(t("things.busy_then")).first().waitFor();
  await box(free).check();
  await page.locator("#booking-people").fill("4");
  await page.locator("#booking-title").fill("放电影");
  await visitor.check("a thing is chosen with the room");
  await visitor.button(t("booking.to_check")).click();
  await visitor.heading(t("booking.step_check")).waitFor();
  await visitor.main.getByText(t.of(free.name)).waitFor();
  // Somebody is quicker for the thing: one may go without it.
  const { loan } = { loan: await desk.post(`/desk/items/${free.id}/loans`, { person: other.person, from: moment(date, "13:00"), to: moment(date, "17:00") }) };
  visitor.expected.push(/status of 409/);
  await visitor.button(t("booking.book")).click();
  await visitor.main.getByText(t.like("things.gone")).waitFor();
  await visitor.check("somebody was quicker");
  await desk.post(`/loans/${loan.id}/cancel`, { why: "登记错了" });
  await page.reload();
  await visitor.open(`/rooms/${room.room.id}?date=${date}&from=14:00&to=15:00`, t.of(room.room.name));
  await box(free).check();
  await page.locator("#booking-people").fill("4");
  await page.locator("#booking-title").fill("放电影");
  await visitor.button(t("booking.to_check")).click();
  await visitor.heading(t("booking.step_check")).waitFor();
  await visitor.button(t("booking.book")).click();
  await visitor.heading(t("booking.step_done")).waitFor();
  await visitor.main.getByText(t("booking.with_things", { things: t.of(free.name) })).waitFor();
  await visitor.check("booked with a thing");
  await visitor.open("/me/bookings", t("booking.mine"));
  await visitor.main.getByText(t("booking.with_things", { things: t.of(free.name) })).waitFor();
  await visitor.main.getByText(t("things.with_booking")).waitFor();
  await visitor.check("my booking and what is fetched with it");
  const { items } = await mine.get("/me/bookings");
  assert.deepEqual(items[0].items.map((one) => one.id), [free.id]);
  await mine.post(`/bookings/${items[0].id}/cancel`, {});
});

story("a resident borrows a thing with the keyboard alone and gives it up", async (test, lang) => {
  const one = await thing("轮椅");
  const who = await site.resident({ language: lang });
  const visitor = await visit(test, browser, { lang, cookies: who.cookies() });
  const { page, t } = visitor;
  await visitor.open(`/rooms/items?center=${center}`, t("things.title"));
  await visitor.main.getByText(t("things.rule_free")).waitFor();
  await visitor.check("what is lent");
  const take = visitor.main.getByRole("link", { name: new RegExp(t.of(one.name)) });
  await tabTo(take, 200);
  await pressOn(take);
  await visitor.settled(t.of(one.name));
  await visitor.button(t("things.borrow")).click();
  await visitor.refused("lend-days", t("things.day_missing"));
  const day = page.locator(".lend-day:not(:disabled)").nth(1);
  await tabTo(day, 200);
  await pressOn(day);
  await page.locator("#lend-last").waitFor();
  const lasts = await page.locator("#lend-last option").count();
  assert.ok(lasts > 1 && lasts <= 31, `${lasts} days to bring it back`);
  await page.locator("#lend-last").selectOption({ index: 1 });
  await visitor.check("days are chosen");
  const borrow = visitor.button(t("things.borrow"));
  await tabTo(borrow, 200);
  await pressOn(borrow);
  await visitor.settled(t("things.done"));
  await visitor.check("it is reserved");
  await visitor.link(t("booking.mine")).click();
  await visitor.settled(t("booking.mine"));
  await visitor.main.getByRole("heading", { name: t("things.mine") }).waitFor();
  await visitor.main.getByText(t("loan_state.wanted")).waitFor();
  await visitor.check("my loans");
  await visitor.main.getByRole("button", { name: new RegExp(`^${t("things.give_up")}`) }).click();
  await page.getByRole("dialog", { name: t("things.give_up") }).waitFor();
  await visitor.check("dialog to give up");
  await page.getByRole("dialog").getByRole("button", { name: t("things.give_up"), exact: true }).click();
  await visitor.main.getByRole("heading", { name: t("things.mine") }).waitFor({ state: "detached" });
  const { items } = await who.get("/me/loans");
  assert.deepEqual(items.map((loan) => [loan.item.id, loan.state]), [[one.id, "cancelled"]]);
  await visitor.open("/me/bookings?when=past", t("booking.mine"));
  await visitor.main.getByText(t("loan_state.cancelled")).waitFor();
});

story("the desk adds a thing, lends it, hands it out and takes it back damaged", async (test, lang) => {
  const person = await site.addPerson();
  const visitor = await visit(test, browser, { lang, size: "desk", cookies: desk.cookies() });
  const { page, t } = visitor;
  const called = `帐篷${process.pid}`;
  await visitor.open("/desk/rooms/items", t("desk.things.title"));
  await visitor.check("equipment");
  await visitor.button(t("desk.things.add")).click();
  await page.locator("#item-kind").selectOption("tent");
  await visitor.button(t("ui.save")).click();
  await visitor.main.getByText(t("field.required", { label: t("desk.things.name_cn") })).waitFor();
  await page.locator("#item-cn").fill(called);
  await visitor.check("a thing is added");
  await visitor.button(t("ui.save")).click();
  const row = page.locator(".thing-row", { hasText: called });
  await row.getByRole("button", { name: new RegExp(`^${t("desk.things.change")}`) }).click();
  await page.locator("#item-tw").fill(called);
  await page.locator("#item-en").fill(called);
  await visitor.button(t("ui.save")).click();
  await row.waitFor();

  await visitor.open("/desk/rooms/loans", t("desk.loans.title"));
  await visitor.check("loans");
  await visitor.button(t("desk.loans.lend")).click();
  await page.locator("#pick-person").fill(person.name);
  await page.getByRole("button", { name: new RegExp(`^${t("desk.pick.choose")}`) }).first().click();
  await page.locator("#lend-item").selectOption({ label: called });
  await page.locator("#lend-at").fill("23:30");
  await visitor.check("lending to somebody");
  await page.locator("form").getByRole("button", { name: t("desk.loans.lend"), exact: true }).click();
  const loan = page.locator(".loan-row", { hasText: called });
  await loan.getByRole("button", { name: new RegExp(`^${t("desk.loans.hand_out")}`) }).click();
  const dialog = page.getByRole("dialog");
  await page.locator("#loan-words").fill("完好，四根支架");
  await visitor.check("dialog to hand out");
  await dialog.getByRole("button", { name: t("desk.loans.hand_out"), exact: true }).click();
  await loan.getByText(t("things.looked_out", { words: "完好，四根支架" })).waitFor();
  // Who has it can not be taken from: it is not ended.
  visitor.expected.push(/status of 409/);
  await loan.getByRole("button", { name: new RegExp(`^${t("desk.loans.take_back")}`) }).click();
  await dialog.getByText(t("desk.loans.end.damaged")).click();
  await dialog.getByRole("button", { name: t("desk.loans.take_back"), exact: true }).click();
  await dialog.getByText(t("desk.loans.condition_missing")).waitFor();
  await page.locator("#loan-words").fill("断了一根支架");
  await visitor.check("dialog to take back");
  await dialog.getByRole("button", { name: t("desk.loans.take_back"), exact: true }).click();
  await loan.waitFor({ state: "detached" });

  await visitor.open("/desk/rooms/items", t("desk.things.title"));
  await row.getByRole("button", { name: new RegExp(`^${t("desk.things.end")}`) }).click();
  await visitor.check("dialog to end lending");
  await dialog.getByRole("button", { name: t("desk.things.end"), exact: true }).click();
  await row.waitFor({ state: "detached" });
});

story("a feed is made, gets another address, and ends", async (test, lang) => {
  const visitor = await visit(test, browser, { lang, size: "desk", cookies: desk.cookies() });
  const { page, t } = visitor;
  const address = async () => page.locator("#feed-address").inputValue();
  const read = async (url) => (await fetch(url)).status;
  await visitor.open("/desk/rooms/feeds", t("desk.feeds.title"));
  await visitor.check("feeds");
  await page.locator("#feed-room").selectOption(room.room.id);
  await page.locator("form").getByRole("button", { name: t("desk.feeds.new"), exact: true }).click();
  await page.locator("#feed-address").waitFor();
  const first = await address();
  assert.equal(await read(first), 200);
  await visitor.check("an address is told");
  const row = page.locator(".feed-row").last();
  const dialog = page.getByRole("dialog");
  const { items } = await desk.get(`/desk/feeds?center=${center}`);
  const before = items.length;
  await page.locator(".feed-row", { hasText: t.of(room.room.name) }).last().getByRole("button", { name: new RegExp(`^${t("desk.feeds.renew")}`) }).click();
  await visitor.check("dialog to renew");
  await dialog.getByRole("button", { name: t("desk.feeds.renew"), exact: true }).click();
  await page.waitForFunction((was) => document.querySelector("#feed-address")?.value !== was, first);
  const second = await address();
  assert.equal(await read(second), 200);
  await row.waitFor();
  await page.locator(".feed-row", { hasText: t.of(room.room.name) }).last().getByRole("button", { name: new RegExp(`^${t("desk.feeds.end")}`) }).click();
  await dialog.getByRole("button", { name: t("desk.feeds.end"), exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.equal((await desk.get(`/desk/feeds?center=${center}`)).items.length, before - 1);

  const who = await site.resident({ language: lang });
  const mine = await visit(test, browser, { lang, cookies: who.cookies() });
  await mine.open("/me/calendars", t("feeds.mine"));
  await mine.button(t("feeds.mine_make")).click();
  await mine.page.locator("#feed-address").waitFor();
  const own = await mine.page.locator("#feed-address").inputValue();
  assert.equal(await read(own), 200);
  await mine.check("my own address");
  await mine.button(t("feeds.mine_end")).click();
  await mine.main.getByText(t("feeds.mine_none")).waitFor();
  assert.equal(await read(own), 404);
});

story("the desk decides on a series at once and moves it", async (test, lang) => {
  const who = await site.resident({ language: lang });
  const policy = `/desk/rooms/${room.room.id}/booking-policy`;
  const { rules } = await desk.get(policy);
  await desk.call("PUT", policy, { valid_from: site.dateIn(0), rules: { ...rules, approval: ["resident"], open_most: null, days_ahead: 90 } });
  const date = freeDay();
  const rule = { rule: "FREQ=WEEKLY;COUNT=2", first: date, from_minute: 600, minutes: 60, except: [], skip_holidays: false };
  const title = `剪纸班${process.pid}${lang}`;
  const series = await who.post(`/rooms/${room.room.id}/series`, { rule, people: 4, title }).finally(() => desk.call("PUT", policy, { valid_from: site.dateIn(0), rules }));
  const waiting = series.dates.filter((one) => one.state === "asked").length;
  const visitor = await visit(test, browser, { lang, size: "desk", cookies: desk.cookies() });
  const { page, t } = visitor;
  await visitor.open("/desk/rooms/requests", t("desk.rooms.request.title"));
  const card = page.locator(".rooms-request", { hasText: title }).first();
  await card.waitFor();
  await visitor.check("requests of a series");
  if (waiting > 1) await card.getByRole("button", { name: new RegExp(`^${t("series.approve_all", { n: waiting })}`) }).click();
  else await card.getByRole("button", { name: new RegExp(`^${t("desk.rooms.request.approve")}`) }).click();
  await page.locator(".rooms-request", { hasText: title }).first().waitFor({ state: "detached" });
  const states = async () => (await who.get(`/series/${series.id}`)).dates.map((one) => one.state ?? "refused");
  assert.ok((await states()).every((state) => state !== "asked"), "all were decided on");
  await visitor.open("/desk/rooms/series", t("desk.rooms.tab.series"));
  const row = page.locator(".series-row", { hasText: title });
  await row.getByRole("button", { name: new RegExp(`^${t("series.desk_move")}`) }).click();
  await page.locator("#move-from").fill("13:00");
  await page.locator("#move-to").fill("13:30");
  await visitor.check("dialog to move a series");
  await page.getByRole("dialog").getByRole("button", { name: t("series.desk_move"), exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  const moved = (await who.get(`/series/${series.id}`)).dates.filter((one) => one.state === "booked");
  assert.ok(moved.length > 0 && moved.every((one) => site.civil(one.from).time === "13:00"), "every date is at the new time");
  await who.post(`/series/${series.id}/cancel`, {});
});
