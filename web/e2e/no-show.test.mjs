// Nobody comes: the program gives the room back by itself, tells whose it was, and others can have it.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, visit } from "./browser.mjs";
import * as site from "./site.mjs";
import { story } from "./story.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const QUARTER = 15 * 60_000;
/** A minute, and the time the program's own jobs take to get there. */
const MOST_MS = 150_000;

story("who does not come loses the room, without anybody doing it", async (test, lang) => {
  const desk = await site.staff("center_manager");
  const who = await site.resident({ language: lang });
  const { items } = await who.get(`/rooms?center=${site.report.main_center}`);
  const room = items.filter((one) => !one.part_of && !items.some((part) => part.part_of === one.room.id)).at(-1);
  const policy = `/desk/rooms/${room.room.id}/booking-policy`;
  const { rules } = await desk.get(policy);
  await desk.call("PUT", policy, { valid_from: site.dateIn(0), rules: { ...rules, release_min: 1 } });
  const from = new Date(Math.floor(Date.now() / QUARTER) * QUARTER);
  const body = { person: who.person, from: from.toISOString(), to: new Date(from.getTime() + 4 * QUARTER).toISOString(), people: 2, title: "合唱", outside_hours: true };
  const booking = await desk.post(`/desk/rooms/${room.room.id}/bookings`, body);

  const day = site.civil(from).date;
  const held = async () => {
    const { items } = await desk.get(`/desk/occupancies?center=${site.report.main_center}&from=${day}&to=${day}`);
    return items.filter((one) => one.owner.slice(4) === booking.id.slice(4)).length;
  };
  assert.equal(await held(), 1, "the calendar has it");

  const visitor = await visit(test, browser, { lang, cookies: who.cookies() });
  const { page, t } = visitor;
  await visitor.open("/me/bookings", t("booking.mine"));
  await visitor.main.getByText(t.of(room.room.name)).first().waitFor();
  const began = Date.now();
  const state = async () => (await who.get(`/bookings/${booking.id}`)).state;
  for (let now = await state(); now !== "no_show"; now = await state()) {
    assert.equal(now, "booked");
    assert.ok(Date.now() - began < MOST_MS, "the room was not given back");
    await page.waitForTimeout(1000);
  }
  assert.ok(Date.now() - began > 20_000, "who booked a time that had begun has a minute to come");
  await visitor.open("/me/bookings?when=past", t("booking.mine"));
  await visitor.main.getByText(t("booking_state.no_show"), { exact: true }).waitFor();
  await visitor.check("a booking nobody came to");
  await visitor.open("/me/inbox", t("tile.inbox"));
  await visitor.main.getByText(t("notice.booking_no_show.title")).first().waitFor();
  assert.equal(await held(), 0, "the calendar has the room free again");
  await desk.call("PUT", policy, { valid_from: site.dateIn(0), rules });
});
