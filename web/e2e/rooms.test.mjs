// A resident books a room, is refused and takes another, waits for a taken time, moves, comes, leaves and cancels.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, LIMIT, pressOn, tabTo, visit } from "./browser.mjs";
import * as site from "./site.mjs";
import { story } from "./story.mjs";

let browser;
/** The hall of the main center and its halves; days on which nobody has any of them. */
let hall, east, west;
let days = [];
/** Few people, since only so many codes are sent from one address in an hour: one for most tests, and who is there first. */
let mine, other;
before(async () => {
  browser = await launch();
  mine = await site.resident();
  other = await site.resident();
  const { items } = await new site.Site().get(`/rooms?center=${site.report.main_center}`);
  [east, west] = items.filter((one) => one.part_of);
  hall = items.find((one) => one.room.id === east.part_of);
  const { days: found } = await new site.Site().get(`/rooms/${hall.room.id}/days?from=${site.dateIn(24)}&to=${site.dateIn(52)}`);
  days = found.filter((one) => one.busy.length === 0 && one.open?.some(({ from, to }) => from <= "10:00" && to >= "20:00")).map((one) => one.date);
});
after(() => browser.close());

const freeDay = () => days.pop() ?? assert.fail("the hall has no free day left");
const moment = (date, time) => new Date(`${date}T${time}:00+08:00`).toISOString();

/** Somebody else has a room. */
function taken(room, date, from, to) {
  return other.post(`/rooms/${room.room.id}/bookings`, { from: moment(date, from), to: moment(date, to), people: 20, title: "读书会" });
}

async function sayWhat({ page }, people, title) {
  await page.locator("#booking-people").fill(String(people));
  await page.locator("#booking-title").fill(title);
}

async function toCheck(visitor, title) {
  const { t } = visitor;
  await sayWhat(visitor, 70, title);
  await visitor.button(t("booking.to_check")).click();
  await visitor.heading(t("booking.step_check")).waitFor();
  await visitor.main.getByText(title).waitFor();
}

test("a resident picks a room and a time, books, and gives it up (zh-CN)", LIMIT, async (test) => {
  const date = freeDay();
  const visitor = await visit(test, browser, { cookies: mine.cookies() });
  const { page, t } = visitor;
  await visitor.open("/me/bookings", t("booking.mine"));
  await visitor.main.getByText(t("booking.none_coming")).waitFor();
  await visitor.check("no bookings");
  await visitor.open(`/centers/${site.report.main_center}`);
  await visitor.main.getByRole("link", { name: t("tile.rooms"), exact: true }).click();
  await visitor.settled(t("rooms.title"));
  await visitor.main.getByText(t("rooms.rule_free")).first().waitFor();
  const listed = await page.getByRole("article").count();
  await visitor.field(t("rooms.size")).selectOption("40");
  await page.waitForFunction((before) => document.querySelectorAll("article").length < before, listed);
  await visitor.check("rooms");
  await visitor.main.getByRole("link", { name: t.of(east.room.name), exact: true }).click();
  await visitor.settled(t.of(east.room.name));
  await visitor.main.getByText(t("rooms.part_of", { room: t.of(hall.room.name) })).waitFor();
  await visitor.button(t("booking.to_check")).click();
  await visitor.refused("booking-title", t("booking.title_missing"));
  await visitor.field(t("booking.date")).fill(date);
  await visitor.button("14:00–14:30").click();
  await visitor.button("15:30–16:00").click();
  assert.equal(await visitor.button("15:00–15:30").getAttribute("aria-pressed"), "true", "what lies between is chosen too");
  assert.equal(await page.locator("#booking-end").inputValue(), String(16 * 60), "the lists say the same");
  await visitor.check("a time is chosen");
  await toCheck(visitor, "合唱排练");
  await page.getByText(t("ui.step_of", { step: 2, of: 3 })).waitFor();
  await visitor.main.getByText(t("booking.yes")).waitFor();
  await visitor.check("check");
  await visitor.button(t("booking.book")).click();
  await visitor.heading(t("booking.step_done")).waitFor();
  await visitor.main.getByText(t("booking.how_to_cancel")).waitFor();
  assert.match(await visitor.main.innerText(), /13:45 至 14:20/, "until when to come");
  await visitor.check("booked");
  await visitor.link(t("booking.mine")).click();
  await visitor.settled(t("booking.mine"));
  const card = page.getByRole("article");
  await card.getByText(t("booking_state.booked")).waitFor();
  await visitor.check("my bookings");
  await card.getByRole("button", { name: new RegExp(`^${t("booking.cancel")}`) }).click();
  await page.getByRole("dialog", { name: t("booking.cancel_title") }).waitFor();
  await visitor.check("dialog to cancel");
  await visitor.button(t("booking.cancel_yes")).click();
  await visitor.main.getByText(t("booking.none_coming")).waitFor();
  await visitor.link(t("mine.past")).click();
  await card.getByText(t("booking_state.cancelled")).waitFor();
  await visitor.check("past bookings");
  const { items } = await mine.get("/me/bookings?when=past");
  assert.deepEqual(items.map((booking) => [booking.state, booking.people, booking.title]), [["cancelled", 70, "合唱排练"]]);
});

test("who picks the time first sees why a half of the hall is not free, and takes another room (en)", LIMIT, async (test) => {
  const date = freeDay();
  await taken(east, date, "14:00", "16:00");
  const one = await site.resident({ language: "en" });
  const visitor = await visit(test, browser, { lang: "en", size: "desk", cookies: one.cookies() });
  const { page, t } = visitor;
  visitor.expected.push(/status of 409/);
  await visitor.open(`/rooms?center=${site.report.main_center}`, t("rooms.title"));
  await visitor.link(t("rooms.by_time")).click();
  await visitor.button(t("rooms.search")).click();
  await visitor.refused("search-people", t("booking.people_missing"));
  await visitor.field(t("booking.date")).fill(date);
  await visitor.field(t("booking.start")).selectOption("14:00");
  await visitor.field(t("booking.end")).selectOption("16:00");
  await visitor.field(t("booking.people")).fill("70");
  await visitor.button(t("rooms.search")).click();
  const free = page.getByRole("region", { name: t("rooms.free_then") });
  await free.getByRole("link", { name: t.of(west.room.name), exact: true }).waitFor();
  const others = page.getByRole("region", { name: t("rooms.not_then_others") });
  const why = await others.getByRole("listitem").filter({ hasText: t.of(hall.room.name) }).allInnerTexts();
  assert.ok(why.some((text) => text.startsWith(t.of(east.room.name)) && /14:00/.test(text)), "the half is taken, and when");
  assert.ok(why.some((text) => text.split("\n")[0].trim() === t.of(hall.room.name) && text.includes(t.of(east.room.name))), `the hall is taken because of its half: ${why.join(" | ")}`);
  await visitor.check("search by time");
  await others.getByRole("link", { name: t.of(east.room.name), exact: true }).click();
  await visitor.settled(t.of(east.room.name));
  await visitor.main.getByText(t("rooms.taken_then")).waitFor();
  assert.equal(await page.locator("#booking-people").inputValue(), "70", "what was said is kept");
  await visitor.check("a taken time");
  await toCheck(visitor, "Chess evening");
  await visitor.main.getByText(t("booking.no")).waitFor();
  await visitor.check("refused");
  assert.equal(await visitor.button(t("booking.book")).count(), 0, "what can not be had can not be booked");
  await page.getByRole("region", { name: t("booking.instead") }).getByRole("button", { name: new RegExp(`^${t.of(west.room.name)}`) }).click();
  await visitor.main.getByText(t("booking.yes")).waitFor();
  assert.match(page.url(), new RegExp(west.room.id));
  await visitor.button(t("booking.book")).click();
  await visitor.heading(t("booking.step_done")).waitFor();
  await visitor.check("another room is booked");
  const { items } = await one.get("/me/bookings");
  assert.deepEqual(items.map((booking) => [booking.room.id, Date.parse(booking.from), booking.state]), [[west.room.id, Date.parse(moment(date, "14:00")), "booked"]]);
});

test("who wants a taken time waits, gets it when it becomes free, and moves it (zh-TW)", LIMIT, async (test) => {
  const date = freeDay();
  const booking = await taken(west, date, "18:00", "20:00");
  const one = await site.resident({ language: "zh-TW" });
  const visitor = await visit(test, browser, { lang: "zh-TW", cookies: one.cookies() });
  const { page, t } = visitor;
  await visitor.open(`/rooms/${west.room.id}?date=${date}`, t.of(west.room.name));
  await visitor.button(new RegExp(`^${t("rooms.want")}`)).click();
  assert.equal(await page.locator("#booking-start").inputValue(), String(18 * 60), "without the time to set up");
  await toCheck(visitor, "象棋");
  await visitor.main.getByText(t("booking.no")).waitFor();
  await visitor.check("refused, may wait");
  await visitor.button(t("booking.wait")).click();
  await visitor.main.getByText(t("booking.done_waiting")).waitFor();
  await visitor.check("waiting");
  await visitor.link(t("booking.mine")).click();
  await visitor.settled(t("booking.mine"));
  const card = page.getByRole("article");
  await card.getByText(t("booking_state.waiting")).waitFor();
  await visitor.check("my waiting");

  await other.post(`/bookings/${booking.id}/cancel`);
  await page.waitForFunction(async () => {
    const { items } = await (await fetch("/api/v1/me/bookings")).json();
    return items[0].state === "booked";
  }, null, { polling: 300 });
  await page.reload();
  await card.getByText(t("booking_state.booked")).waitFor();
  await card.getByRole("link", { name: new RegExp(`^${t("booking.move_it")}`) }).click();
  await visitor.settled(t("booking.step_move", { room: t.of(west.room.name) }));
  await page.locator("#booking-start").selectOption(String(17 * 60));
  await page.locator("#booking-end").selectOption(String(19 * 60));
  await visitor.check("another time");
  await visitor.button(t("booking.to_check")).click();
  await visitor.heading(t("booking.step_check_move")).waitFor();
  await visitor.check("check the move");
  await visitor.button(t("booking.move")).click();
  await visitor.main.getByText(t("booking.done_moved")).waitFor();
  await visitor.check("moved");
  const { items } = await one.get("/me/bookings");
  assert.equal(Date.parse(items[0].from), Date.parse(moment(date, "17:00")));
  assert.equal(Date.parse(items[0].to), Date.parse(moment(date, "19:00")));
});

test("the code at the door checks in who has the room, and sends others to book (en)", LIMIT, async (test) => {
  const desk = await site.staff("center_manager");
  const { items } = await mine.get(`/rooms?center=${site.report.main_center}`);
  const quarter = 15 * 60_000;
  const from = new Date(Math.floor(Date.now() / quarter) * quarter);
  const body = { person: mine.person, from: from.toISOString(), to: new Date(from.getTime() + 4 * quarter).toISOString(), people: 2, title: "Mending", outside_hours: true };
  const room = await firstThatTakes(items, (id) => desk.post(`/desk/rooms/${id}/bookings`, body));
  const { url } = await desk.get(`/desk/rooms/${room.room.id}/door`);

  const stranger = await visit(test, browser, { lang: "en", cookies: other.cookies() });
  stranger.expected.push(/status of 409/);
  await stranger.open(url, stranger.t("booking.none_now"));
  await stranger.check("no booking now");
  await stranger.link(stranger.t("booking.see_free")).click();
  await stranger.settled(stranger.t.of(room.room.name));

  const visitor = await visit(test, browser, { lang: "en", cookies: mine.cookies() });
  const { page, t } = visitor;
  visitor.expected.push(/status of 409/);
  await visitor.open(`/rooms/${room.room.id}/here?t=AAAAAAAAAA`);
  await visitor.main.getByText(t("check_in.ask")).waitFor();
  await visitor.check("a wrong code");
  await visitor.open(url, t("check_in.done"));
  await visitor.check("checked in");
  await page.reload();
  await visitor.heading(t("check_in.already")).waitFor();
  await visitor.check("checked in before");
  await visitor.link(t("booking.mine")).click();
  await visitor.settled(t("booking.mine"));
  await visitor.button(new RegExp(`^${t("booking.leave")}`)).click();
  await page.getByRole("dialog", { name: t("booking.end_title") }).waitFor();
  await visitor.button(t("booking.end_yes")).click();
  await visitor.main.getByText(t("booking.none_coming")).waitFor();
});

/** Rooms of the center in turn, until one is not in use. */
async function firstThatTakes(rooms, book) {
  for (const room of rooms) {
    const made = await book(room.room.id).catch((error) => (/calendar\./.test(error.message) ? null : Promise.reject(error)));
    if (made) return room;
  }
  return assert.fail("every room is in use");
}

test("booking by keyboard alone, signing in on the way (zh-CN)", LIMIT, async (test) => {
  const visitor = await visit(test, browser, { size: "desk" });
  const { page, t } = visitor;
  const room = `/rooms/${east.room.id}?date=${freeDay()}`;
  await visitor.open(room, t.of(east.room.name));
  await visitor.check("a room, not signed in");
  await pressOn(visitor.button("10:00–10:30"));
  await pressOn(visitor.button("11:00–11:30"));
  await pressOn(visitor.button(t("booking.to_sign_in")));
  await visitor.heading(t("account.sign_in")).waitFor();
  assert.match(decodeURIComponent(page.url()), /from=10(:|%3A)00.*to=11(:|%3A)30/, "the time is kept");
  const next = new URL(page.url()).searchParams.get("next");
  await page.context().addCookies(mine.cookies());
  await visitor.open(next, t.of(east.room.name));
  await tabTo(page.locator("#booking-start"));
  assert.equal(await page.locator("#booking-start").inputValue(), "600");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("#booking-start").inputValue(), "630", "the list is used with arrows");
  await tabTo(page.locator("#booking-people"));
  await page.keyboard.type("12");
  await tabTo(page.locator("#booking-title"));
  await page.keyboard.type("书法");
  await page.keyboard.press("Enter");
  await visitor.heading(t("booking.step_check")).waitFor();
  await pressOn(visitor.button(t("booking.book")));
  await visitor.heading(t("booking.step_done")).waitFor();
  await pressOn(visitor.link(t("booking.mine")));
  await visitor.settled(t("booking.mine"));
  await pressOn(visitor.button(new RegExp(`^${t("booking.cancel")}`)));
  await page.getByRole("dialog").waitFor();
  await pressOn(visitor.button(t("booking.cancel_yes")));
  await visitor.main.getByText(t("booking.none_coming")).waitFor();
});

test("the pages hold in elder mode on a narrow screen", LIMIT, async (test) => {
  const date = freeDay();
  await taken(east, date, "14:00", "16:00");
  const visitor = await visit(test, browser, { size: "narrow", elder: true, cookies: mine.cookies() });
  const { t } = visitor;
  await visitor.open("/", t.of(site.report.main_center_name));
  await visitor.link(t("tile.rooms")).click();
  await visitor.settled(t("rooms.title"));
  await visitor.check("rooms, elder");
  await visitor.open(`/rooms?way=time&date=${date}&from=14:00&to=16:00&people=60`, t("rooms.title"));
  await visitor.main.getByText(t("rooms.free_then")).waitFor();
  await visitor.check("search, elder");
  await visitor.open(`/rooms/${hall.room.id}?date=${date}&from=14:00&to=16:00`, t.of(hall.room.name));
  await visitor.main.getByText(t("rooms.taken_then")).waitFor();
  await visitor.check("room, elder");
});

story("who looks for an evening searches the rooms of all centers", async (test, lang) => {
  const visitor = await visit(test, browser, { lang });
  const { page, t } = visitor;
  await visitor.open(`/rooms?center=${site.report.main_center}`, t("rooms.title"));
  await visitor.link(t("rooms.by_town")).click();
  await visitor.field(t.like("booking.people")).fill("12");
  await visitor.field(t("rooms.town_days")).selectOption("28");
  await visitor.field(t("rooms.town_part")).selectOption("evening");
  await visitor.check("what is looked for");
  await visitor.button(t("rooms.search")).click();
  await visitor.settled();
  const free = page.getByRole("region", { name: t("rooms.town_free") });
  await free.waitFor();
  await visitor.check("what is free in all centers");
  const { items } = await new site.Site().get(`/rooms/free?${new URLSearchParams({ people: 12, minutes: 120, from: site.dateIn(0), to: site.dateIn(27), earliest: "18:00", latest: "22:00" })}`);
  assert.equal(await free.getByRole("article").count(), new Set(items.map((one) => one.room)).size, "each room once");
  assert.ok(new Set(items.map((one) => one.center)).size > 1, "rooms of more than one center");
  await free.getByRole("link").first().click();
  await visitor.heading(t.of(items[0].name)).waitFor();
  assert.match(page.url(), new RegExp(items[0].room));

  await visitor.open(`/rooms?center=${site.report.main_center}&way=town&go=1&days=7&minutes=240&item=piano&part=evening&people=900`, t("rooms.title"));
  await visitor.main.getByText(t("rooms.town_none"), { exact: true }).waitFor();
  await visitor.check("nothing so large");
});
