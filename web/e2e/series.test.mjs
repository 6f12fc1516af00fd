// A room every week: a resident sees each date before and after, tries a refused one again; the desk books one for somebody.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, visit } from "./browser.mjs";
import * as site from "./site.mjs";
import { story } from "./story.mjs";

let browser;
let room;
before(async () => {
  browser = await launch();
  const { items } = await new site.Site().get(`/rooms?center=${site.report.main_center}`);
  room = items.filter((one) => !one.part_of && !one.rules.approval.includes("resident")).at(-1);
});
after(() => browser.close());

const moment = (date, time) => new Date(`${date}T${time}:00+08:00`).toISOString();

/** A weekday and time at which nobody has the room for three weeks. */
async function freeWeeks(weeks, from, to) {
  const free = async (date) => {
    const { days } = await new site.Site().get(`/rooms/${room.room.id}/days?from=${date}&to=${date}`);
    const [day] = days;
    const [start, end] = [moment(date, from), moment(date, to)];
    const open = day.open?.some((one) => one.from <= from && one.to >= to) ?? false;
    return open && !day.busy.some((one) => one.from < end && one.to > start);
  };
  for (let ahead = 17; ahead < 32; ahead += 1) {
    const dates = Array.from({ length: weeks }, (_, n) => site.dateIn(ahead + 7 * n));
    const all = await Promise.all(dates.map(free));
    if (all.every(Boolean)) return dates;
  }
  return assert.fail("no weekday is free");
}

async function fill({ field, page, t }, { first, from, to, weeks, title }) {
  await page.locator("#series-first").fill(first);
  await page.locator("#series-from").selectOption(from);
  await page.locator("#series-to").selectOption(to);
  await page.locator("#series-weeks").selectOption(weeks);
  await page.locator("#booking-people").fill("5");
  await page.locator("#booking-title").fill(title);
}

story("a series with one refused date", async (test, lang) => {
  const mine = await site.resident({ language: lang });
  const other = await site.resident();
  const dates = await freeWeeks(3, "10:00", "11:00");
  const taken = await other.post(`/rooms/${room.room.id}/bookings`, { from: moment(dates[1], "10:00"), to: moment(dates[1], "11:00"), people: 4, title: "读书会" });
  const visitor = await visit(test, browser, { lang, cookies: mine.cookies() });
  const { page, t } = visitor;
  await visitor.open(`/rooms/${room.room.id}`, t.of(room.room.name));
  await visitor.link(t("rooms.every_week")).click();
  await visitor.settled(t("series.title"));
  await visitor.button(t("series.look")).click();
  await visitor.refused("booking-people", t("booking.people_missing"));
  await fill(visitor, { first: dates[0], from: "10:00", to: "11:00", weeks: "3", title: "合唱排练" });
  await visitor.button(t("series.look")).click();
  await page.getByRole("heading", { name: t("series.looked") }).waitFor();
  const lines = page.locator(".series-dates > li");
  assert.equal(await lines.count(), 3);
  await lines.nth(1).getByText(t("series.no")).waitFor();
  await lines.nth(0).getByText(t("series.yes")).waitFor();
  await visitor.check("each date before it is booked");
  await visitor.button(t("series.book_n", { n: 2 })).click();
  await visitor.settled("合唱排练");
  await lines.nth(1).getByText(t("series.refused"), { exact: true }).waitFor();
  await visitor.check("my series");
  const id = page.url().split("/").at(-1);
  const states = async () => (await mine.get(`/series/${id}`)).dates.map((one) => one.state ?? "refused");
  assert.deepEqual(await states(), ["booked", "refused", "booked"]);
  await other.post(`/bookings/${taken.id}/cancel`, {});
  await lines.nth(1).getByRole("button", { name: new RegExp(`^${t("series.retry")}`) }).click();
  await lines.nth(1).getByText(t("booking_state.booked")).waitFor();
  assert.deepEqual(await states(), ["booked", "booked", "booked"]);
  // The second and all that follow go to another time.
  await lines.nth(1).getByRole("button", { name: new RegExp(`^${t("series.move")}`) }).click();
  await page.getByRole("dialog", { name: t("series.move") }).waitFor();
  await page.locator("#series-move-to").selectOption("10:30");
  await visitor.check("dialog to move");
  await visitor.button(t("series.move_do")).click();
  await lines.nth(2).getByText("10:30").first().waitFor();
  const minutes = (await mine.get(`/series/${id}`)).dates.map((one) => (Date.parse(one.to) - Date.parse(one.from)) / 60_000);
  assert.deepEqual(minutes, [60, 30, 30], "what was before stays");
  // And then the last is not needed any more.
  await lines.nth(2).getByRole("button", { name: new RegExp(`^${t("series.rest")}`) }).click();
  await page.getByRole("dialog", { name: t("series.rest") }).getByRole("button", { name: t("series.rest") }).click();
  await lines.nth(2).getByText(t("booking_state.cancelled")).waitFor();
  assert.deepEqual(await states(), ["booked", "booked", "cancelled"]);
  await visitor.open("/me/bookings", t("booking.mine"));
  await page.getByRole("heading", { name: t("series.mine") }).waitFor();
  await page.getByRole("link", { name: "合唱排练" }).waitFor();
  await visitor.check("my bookings with a series");
  await mine.post(`/series/${id}/cancel`, {});
});

story("the desk books a series for somebody, and ends it", async (test, lang) => {
  const person = await site.addPerson();
  const staff = await site.staff("clerk");
  const dates = await freeWeeks(2, "13:00", "14:00");
  const visitor = await visit(test, browser, { lang, size: "desk", cookies: staff.cookies() });
  const { page, t } = visitor;
  await visitor.open("/desk/rooms/series", t("desk.rooms.tab.series"));
  await visitor.button(t("series.desk_new")).click();
  await page.locator("#pick-person").fill(person.name);
  await page.getByRole("button", { name: new RegExp(`^${t("desk.pick.choose")}`) }).first().click();
  await page.locator("#series-title").fill("书法班");
  await page.locator("#series-people").fill("8");
  await page.locator("#series-room").selectOption(room.room.id);
  await page.locator("#series-first").fill(dates[0]);
  await page.locator("#series-weeks").selectOption("2");
  await page.locator("#series-from").fill("13:00");
  await page.locator("#series-to").fill("14:00");
  await visitor.button(t("series.look")).click();
  await page.getByRole("heading", { name: t("series.looked") }).waitFor();
  await visitor.check("each date at the desk");
  await visitor.button(t("series.book_n", { n: 2 })).click();
  const row = page.getByRole("listitem").filter({ hasText: "书法班" }).filter({ hasText: person.name });
  await row.waitFor();
  await row.getByRole("button", { name: new RegExp(`^${t("series.show_dates")}`) }).click();
  await row.getByText(t("booking_state.booked")).first().waitFor();
  await visitor.check("series of the center");
  await row.getByRole("button", { name: new RegExp(`^${t("series.end")}`) }).click();
  const dialog = page.getByRole("dialog", { name: t("series.end_do") });
  await dialog.getByRole("button", { name: t("series.end_do") }).click();
  await dialog.getByText(t("field.required", { label: t("desk.reason_label") })).waitFor();
  await dialog.getByRole("textbox").fill("房间改作他用");
  await dialog.getByRole("button", { name: t("series.end_do") }).click();
  await row.waitFor({ state: "detached" });
});
