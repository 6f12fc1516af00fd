// Staff at the calendar of rooms: by hand and by keys, what collides, requests, closings, rules, the screen at the door.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, tabTo, visit } from "./browser.mjs";
import { textOf } from "./pdf.mjs";
import * as site from "./site.mjs";
import { story } from "./story.mjs";

const HOUR_PX_LEAST = 40;

let browser;
let rooms;
let hall;
let half;
before(async () => {
  browser = await launch();
  const desk = await site.staff("center_manager");
  rooms = (await desk.get(`/centers/${site.report.main_center}/rooms`)).items;
  half = rooms.find((one) => one.part_of);
  hall = rooms.find((one) => one.id === half.part_of);
});
after(() => browser.close());

/** Days of their own for each language, far enough that nothing of the demo is decided by them. */
const DAYS = { "zh-CN": 40, en: 47 };
const dayOf = (lang, more = 0) => site.dateIn(DAYS[lang] + more);
const moment = (date, clock) => `${date}T${clock}:00+08:00`;

async function roomsVisit(test, who, lang, size = "desk") {
  const staff = await site.staff(who);
  return visit(test, browser, { lang, size, cookies: staff.cookies() });
}

/** What is held of a room on a day, as the calendar says. */
async function heldOf(room, date) {
  const desk = await site.staff("center_manager");
  const { items } = await desk.get(`/desk/occupancies?center=${site.report.main_center}&from=${date}&to=${date}`);
  return items.filter((one) => one.resource.id.slice(4) === room.id.slice(4) && one.state === "held");
}

/** Nothing is left of what was tried before. */
async function free(date, ...some) {
  const desk = await site.staff("center_manager");
  for (const room of some) {
    for (const one of await heldOf(room, date)) {
      if (one.kind === "blocking") await desk.call("DELETE", `/desk/blockings/${one.id}`);
      if (one.kind === "booking") await desk.post(`/bookings/bkg_${one.owner.slice(4)}/cancel`, { why: "重来" });
    }
  }
}

async function keep(room, date, from, to, why) {
  const desk = await site.staff("center_manager");
  return desk.post(`/desk/rooms/${room.id}/blockings`, { from: moment(date, from), to: moment(date, to), why });
}

/** Where a time of the first column stands on the screen. */
async function pointAt({ page }, clock, column = 0) {
  const [hours, minutes] = clock.split(":").map(Number);
  return page.evaluate(
    ({ wanted, column }) => {
      const axis = [...document.querySelectorAll(".rooms-axis span")];
      const first = Number(axis[0].textContent.trim().split(":")[0]) * 60;
      const field = document.querySelector(".rooms-field");
      const hour = field.offsetHeight / axis.length;
      const box = document.querySelector(".rooms-box");
      // All of it is in sight: at its edge it would move along.
      box.scrollIntoView({ block: "end" });
      box.scrollTop = Math.max(0, ((wanted - first) / 60) * hour - 120);
      const one = field.querySelectorAll(".rooms-column")[column];
      box.scrollLeft = one.offsetLeft - box.clientWidth / 2;
      const rect = one.getBoundingClientRect();
      const top = field.getBoundingClientRect().top;
      return { x: rect.left + rect.width / 2, y: top + ((wanted - first) / 60) * hour, hour };
    },
    { wanted: hours * 60 + minutes, column },
  );
}

async function drag(visitor, from, to) {
  const { mouse } = visitor.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  for (let step = 1; step <= 6; step += 1) await mouse.move(from.x + ((to.x - from.x) * step) / 6, from.y + ((to.y - from.y) * step) / 6);
}

const block = ({ page }, name) => page.locator(".rooms-block:not([data-elsewhere])").filter({ hasText: name });
const grid = ({ page }) => page.getByRole("application");

story("booking by hand, moving it, and what collides", async (test, lang) => {
  const date = dayOf(lang);
  await free(date, hall, half);
  const person = await site.addPerson({ language: lang });
  const visitor = await roomsVisit(test, "clerk", lang);
  const { page, t } = visitor;
  visitor.expected.push(/status of 409/);
  await visitor.open(`/desk/rooms?view=week&room=${half.id}&date=${date}`, t("desk.rooms.title"));
  await visitor.check("the week of a room");
  const column = (new Date(`${date}T12:00:00Z`).getUTCDay() || 7) - 1;

  const start = await pointAt(visitor, "09:00", column);
  assert.ok(start.hour > HOUR_PX_LEAST, "an hour is tall enough to hit a quarter");
  await drag(visitor, { ...start, y: start.y + 2 }, { ...start, y: start.y + start.hour - 4 });
  await page.locator(".rooms-ghost").getByText("09:00–10:00").waitFor();
  await page.mouse.up();
  const dialog = page.getByRole("dialog", { name: t("desk.rooms.new.title_dialog") });
  await dialog.waitFor();
  assert.equal(await dialog.getByLabel(t("desk.when.from"), { exact: true }).inputValue(), "09:00");
  assert.equal(await dialog.getByLabel(t("desk.when.to"), { exact: true }).inputValue(), "10:00");
  await visitor.check("the dialog to book");
  await dialog.getByRole("button", { name: t("desk.rooms.new.book"), exact: true }).click();
  await dialog.getByText(t("desk.rooms.new.who_missing")).waitFor();
  await dialog.getByLabel(t("desk.pick.label")).fill(person.name);
  await dialog.getByRole("button", { name: `${t("desk.pick.choose")} ${person.name}` }).first().click();
  const title = `合唱 ${process.pid}${lang}`;
  await dialog.getByLabel(t("desk.rooms.new.title"), { exact: true }).fill(title);
  await dialog.getByLabel(t("desk.rooms.people"), { exact: true }).fill("5");
  await dialog.getByRole("button", { name: t("desk.rooms.new.book"), exact: true }).click();
  await block(visitor, title).waitFor();
  await block(visitor, title).getByText(person.name).waitFor();
  await visitor.check("a booking on the calendar");

  // The hall is kept at noon: over there the half says so while it is dragged, and the server refuses.
  await keep(hall, date, "14:00", "15:00", "消防演练");
  await page.reload();
  await visitor.settled(t("desk.rooms.title"));
  const grip = await pointAt(visitor, "09:30", column);
  const bad = { ...grip, y: grip.y + grip.hour * 5 };
  await drag(visitor, grip, bad);
  await page.locator(".rooms-ghost[data-against]").getByText("消防演练").waitFor();
  await page.mouse.up();
  const refusal = page.getByRole("alert").filter({ hasText: t("desk.rooms.put_back") });
  await refusal.getByText(t.like("reason.calendar.taken")).waitFor();
  await visitor.check("a move that is refused");
  const [there] = (await heldOf(half, date)).filter((one) => one.kind === "booking");
  assert.equal(site.civil(Date.parse(there.from)).time, "09:00", "it is back where it was");

  const again = await pointAt(visitor, "09:30", column);
  await drag(visitor, again, { ...again, y: again.y + again.hour * 2 });
  await page.mouse.up();
  await page.getByText(t.like("desk.rooms.moved_told", { what: title })).first().waitFor();
  const [moved] = (await heldOf(half, date)).filter((one) => one.kind === "booking");
  assert.equal(site.civil(Date.parse(moved.from)).time, "11:00");
  const pull = await pointAt(visitor, "12:00", column);
  await drag(visitor, { ...pull, y: pull.y - 3 }, { ...pull, y: pull.y - 3 + pull.hour / 2 });
  await page.mouse.up();
  await block(visitor, title).filter({ hasText: "12:30" }).waitFor();

  await block(visitor, title).click();
  const facts = page.getByRole("dialog", { name: title });
  await facts.getByText(person.name).waitFor();
  await visitor.check("a booking's dialog");
  await facts.getByRole("button", { name: t("desk.rooms.cancel"), exact: true }).click();
  await facts.getByRole("button", { name: t("desk.rooms.do_cancel"), exact: true }).click();
  await facts.getByText(t("field.required", { label: t("desk.reason_label") })).waitFor();
  await facts.getByLabel(t("desk.reason_label"), { exact: true }).fill("下雨");
  await facts.getByRole("button", { name: t("desk.rooms.do_cancel"), exact: true }).click();
  await block(visitor, title).waitFor({ state: "detached" });
  assert.deepEqual((await heldOf(half, date)).filter((one) => one.kind === "booking"), []);
});

story("the same by keyboard alone", async (test, lang) => {
  const date = dayOf(lang, 1);
  await free(date, hall, half);
  const visitor = await roomsVisit(test, "clerk", lang);
  const { page, t } = visitor;
  await visitor.open(`/desk/rooms?view=week&room=${half.id}&date=${date}`, t("desk.rooms.title"));
  const column = (new Date(`${date}T12:00:00Z`).getUTCDay() || 7) - 1;
  const press = async (key, times = 1) => {
    for (let n = 0; n < times; n += 1) await page.keyboard.press(key);
  };
  const said = (text) => page.locator("[aria-live=assertive]").filter({ hasText: text }).waitFor();
  await tabTo(grid(visitor));
  await press("Home");
  await press("ArrowRight", column);
  await press("ArrowDown");
  await said("08:15");
  await press("PageDown", 2);
  await said("10:15");
  await press("ArrowDown", 3);
  await said("11:00");
  await press("Enter");
  const dialog = page.getByRole("dialog", { name: t("desk.rooms.new.title_dialog") });
  await dialog.waitFor();
  assert.equal(await dialog.getByLabel(t("desk.when.from"), { exact: true }).inputValue(), "11:00");
  const kept = dialog.getByRole("radio", { name: t("desk.rooms.new.blocking") });
  await tabTo(dialog.getByRole("radio", { name: t("desk.rooms.new.booking") }));
  await press("ArrowRight");
  assert.ok(await kept.isChecked());
  await tabTo(dialog.getByLabel(t("desk.rooms.new.why"), { exact: true }));
  await page.keyboard.type("training", { delay: 60 });
  await press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await block(visitor, "training").waitFor();

  assert.ok(await grid(visitor).evaluate((one) => one === document.activeElement), "the focus is on the grid again");
  await press("m");
  await said("training");
  await press("ArrowDown", 4);
  await press("Shift+ArrowDown", 2);
  await said("12:00–13:30");
  await visitor.check("something taken up");
  await press("Escape");
  await said(t("desk.rooms.key.put_back"));
  await press("m");
  await press("ArrowDown", 8);
  await press("Enter");
  await said(t("desk.rooms.moved", { what: "training" }));
  const [moved] = await heldOf(half, date);
  assert.equal(site.civil(Date.parse(moved.from)).time, "13:00");
  await press("Enter");
  const facts = page.getByRole("dialog", { name: "training" });
  await facts.waitFor();
  await tabTo(facts.getByRole("button", { name: t("desk.rooms.give_back"), exact: true }));
  await press("Enter");
  await tabTo(facts.getByRole("button", { name: t("desk.rooms.do_give_back"), exact: true }));
  await press("Enter");
  await facts.waitFor({ state: "hidden" });
  await block(visitor, "training").waitFor({ state: "detached" });
  assert.deepEqual(await heldOf(half, date), []);
});

/** Two residents ask for the same time of a room whose bookings staff decide on. */
async function asked(lang, room, date) {
  const desk = await site.staff("center_manager");
  const { rules } = await desk.get(`/desk/rooms/${room.id}/booking-policy`);
  const put = (change) => desk.call("PUT", `/desk/rooms/${room.id}/booking-policy`, { valid_from: site.dateIn(0), rules: { ...rules, ...change } });
  await put({ approval: ["resident"], days_ahead: 90, open_most: null, people_least: 1, age_least: null });
  const people = [];
  for (const n of [1, 2]) {
    const who = await site.resident({ language: lang });
    const body = { from: moment(date, "15:00"), to: moment(date, "16:00"), people: 4, title: `排练 ${n} ${process.pid}${lang}`, organization: null, wait: false };
    people.push({ who, booking: await who.post(`/rooms/${room.id}/bookings`, body) });
  }
  return { people, put };
}

story("a manager decides with the other request in sight, and closes a room", async (test, lang) => {
  const date = dayOf(lang, 2);
  const room = rooms.find((one) => !one.part_of && one.id !== hall.id && one.capacity >= 6 && one.name["zh-CN"] === "书法室") ?? half;
  const { people, put } = await asked(lang, room, date);
  const visitor = await roomsVisit(test, "center_manager", lang);
  const { page, t } = visitor;
  visitor.expected.push(/status of 409/);
  await visitor.open("/desk/rooms/requests", t("desk.rooms.request.title"));
  const [first, second] = people.map(({ booking }) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: booking.title, exact: true }) }));
  await first.getByText(t("desk.rooms.request.beside")).waitFor();
  await first.getByText(people[1].booking.title).waitFor();
  await first.getByText(people[1].who.name).waitFor();
  await visitor.check("requests");
  await first.getByRole("button", { name: new RegExp(`^${t("desk.rooms.request.approve")}`) }).click();
  await first.waitFor({ state: "detached" });
  assert.equal((await people[0].who.get(`/bookings/${people[0].booking.id}`)).state, "booked");
  await second.getByRole("button", { name: new RegExp(`^${t("desk.rooms.request.approve")}`) }).click();
  await second.getByRole("alert").waitFor();
  assert.equal((await people[1].who.get(`/bookings/${people[1].booking.id}`)).state, "asked", "the calendar still stands against it");
  await second.getByRole("button", { name: new RegExp(`^${t("desk.rooms.request.deny")}`) }).click();
  await second.getByRole("button", { name: new RegExp(`^${t("desk.rooms.request.deny_do")}`) }).click();
  await second.getByText(t("field.required", { label: t("desk.reason_label") })).waitFor();
  await visitor.check("denying without a reason");
  await second.getByLabel(t("desk.reason_label"), { exact: true }).fill("已有人使用");
  await second.getByRole("button", { name: new RegExp(`^${t("desk.rooms.request.deny_do")}`) }).click();
  await second.waitFor({ state: "detached" });
  assert.equal((await people[1].who.get(`/bookings/${people[1].booking.id}`)).why, "已有人使用");
  await put({});

  await visitor.open("/desk/rooms/closings", t("desk.rooms.closing.title"));
  await visitor.check("closings");
  await visitor.button(t("desk.rooms.closing.look")).click();
  await visitor.refused("closing-why", t("field.required", { label: t("desk.rooms.closing.why") }));
  await visitor.field(t("desk.rooms.closing.which")).selectOption(room.id);
  await visitor.field(t("desk.rooms.closing.from")).fill(`${date}T14:00`);
  await visitor.field(t("desk.rooms.closing.to")).fill(`${date}T18:00`);
  await visitor.field(t("desk.rooms.closing.why")).fill(`检修 ${lang}`);
  await visitor.button(t("desk.rooms.closing.look")).click();
  await page.getByText(t("desk.rooms.closing.affected", { n: 1 })).waitFor();
  await page.getByRole("listitem").filter({ hasText: people[0].who.name }).waitFor();
  await visitor.check("whom a closing affects");
  await visitor.button(t("desk.rooms.closing.do")).click();
  const closing = page.getByRole("listitem").filter({ hasText: `检修 ${lang}` });
  await closing.waitFor();
  await closed(people[0]);
  await visitor.open(`/desk/rooms?view=week&room=${room.id}&date=${date}`, t("desk.rooms.title"));
  await page.locator(".rooms-shut").filter({ hasText: `检修 ${lang}` }).waitFor();
  await visitor.check("a closing on the calendar");
  await visitor.open("/desk/rooms/closings", t("desk.rooms.closing.title"));
  await closing.getByRole("button", { name: new RegExp(`^${t("desk.rooms.closing.end")}`) }).click();
  await page.getByRole("dialog").getByRole("button", { name: t("desk.rooms.closing.end"), exact: true }).click();
  await closing.waitFor({ state: "detached" });
});

story("rules, the day on paper and the screen at the door, also on a phone", async (test, lang) => {
  const visitor = await roomsVisit(test, "center_manager", lang);
  const { page, t } = visitor;
  visitor.expected.push(/status of 422/);
  await visitor.open(`/desk/rooms/rules?room=${half.id}`, t("desk.rooms.rule.page"));
  await visitor.check("rules of a room");
  await visitor.field(t("desk.rooms.rule.days_ahead")).fill("900");
  await page.locator("form").filter({ has: page.getByText(t("desk.rooms.rule.title"), { exact: true }) }).getByRole("button", { name: t("ui.save"), exact: true }).click();
  await visitor.refused("rule-days_ahead", t("field.out_of_range", { label: t("desk.rooms.rule.days_ahead"), min: 0, max: 365 }));
  await visitor.open("/desk/rooms/rules", t("desk.rooms.rule.page"));
  await visitor.check("rules of the center");

  const date = dayOf(lang, 3);
  await free(date, half);
  await keep(half, date, "10:00", "11:00", `盘点 ${lang}`);
  await visitor.open(`/desk/rooms?date=${date}`, t("desk.rooms.title"));
  await visitor.check("the day of all rooms");
  const text = textOf(await page.pdf({ format: "A4" }));
  assert.ok(text.includes(`盘点 ${lang}`.replaceAll(" ", "")) && text.includes("10:00"), "what is held is on the paper");
  assert.ok(text.includes(t("desk.rooms.free_all_day").replaceAll(" ", "")), "and what is free");
  assert.ok(!text.includes(t("desk.rooms.view.week").replaceAll(" ", "") + t("desk.rooms.view.list").replaceAll(" ", "")), "buttons stay off the paper");
  await visitor.open(`/desk/rooms?date=${date}&view=list`, t("desk.rooms.title"));
  await visitor.main.getByRole("button", { name: `盘点 ${lang}` }).waitFor();
  await visitor.check("the day as a list");

  await visitor.open(`/screen/room/${half.id}`, t.of(half.name));
  await page.getByRole("img", { name: t("desk.rooms.door.qr") }).waitFor();
  await visitor.check("the screen at the door");

  const phone = await roomsVisit(test, "center_manager", lang, "phone");
  for (const path of [`/desk/rooms?date=${date}&room=${half.id}`, "/desk/rooms/requests", "/desk/rooms/closings", `/desk/rooms/rules?room=${half.id}`]) {
    await phone.open(path);
    await phone.check(`${path} (phone)`);
  }
  await phone.open(`/desk/rooms?date=${date}&room=${half.id}`, t("desk.rooms.title"));
  await block(phone, `盘点 ${lang}`).click();
  await phone.page.getByRole("dialog").waitFor();
  await phone.check("a block on a phone");
  await phone.open(`/screen/room/${half.id}`, t.of(half.name));
  await phone.check("the screen at the door (phone)");
  await free(date, half);
});

/** The booking follows the calendar a moment later. */
async function closed({ who, booking }) {
  for (let tries = 0; tries < 40; tries += 1) {
    if ((await who.get(`/bookings/${booking.id}`)).state === "closed") return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  assert.fail("the booking was not closed");
}
