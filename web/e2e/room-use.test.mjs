// How much rooms are used and what is new, for managers; what is on now, for everyone; the sign in the lobby.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before } from "node:test";
import { launch, visit } from "./browser.mjs";
import { textOf } from "./pdf.mjs";
import * as site from "./site.mjs";
import { story } from "./story.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const used = ({ held }) => held.booking + held.activity + held.season;
const period = () => ({ from: `${site.dateIn(0).slice(0, 7)}-01`, to: site.dateIn(0) });
const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);

story("how much rooms are used is the sum of the rooms", async (test, lang) => {
  const manager = await site.staff("center_manager");
  const { from, to } = period();
  const asked = await manager.get(`/figures/rooms?center=${site.report.main_center}&from=${from}&to=${to}`);
  assert.ok(used(asked.total) > 0, "the demo uses its rooms");
  assert.equal(used(asked.total), sum(asked.rooms, used));
  for (const size of ["desk", "phone"]) {
    const visitor = await visit(test, browser, { lang, size, cookies: manager.cookies() });
    const { page, t } = visitor;
    await visitor.open("/desk/rooms", t("desk.rooms.title"));
    await visitor.main.getByRole("link", { name: t("desk.rooms.tab.use"), exact: true }).click();
    await visitor.settled(t("use.title"));
    await visitor.button(t("desk.period.this_month")).click();
    const table = page.getByRole("table", { name: t("use.caption") });
    await table.waitFor();
    assert.equal(await table.locator("tbody tr").count(), asked.rooms.length, "every room has its row");
    const cells = await table.locator("tfoot td").allTextContents();
    assert.equal(Number(cells[3].replaceAll(",", "")), asked.total.sessions);
    const heat = page.getByRole("table", { name: t("use.heat_caption_week") });
    assert.equal(await heat.locator("tbody tr").count(), 7, "a row for each day, read as a table");
    await page.getByRole("heading", { name: t("use.fresh.title") }).waitFor();
    await visitor.check(`use of rooms (${size})`);
    await visitor.button(t("use.heat_rooms")).click();
    await page.getByRole("table", { name: t("use.heat_caption_rooms") }).waitFor();
    await visitor.check(`use of rooms by hour (${size})`);
    if (size === "phone") continue;
    const [file] = await Promise.all([page.waitForEvent("download"), visitor.button(t("use.csv")).click()]);
    const text = await readFile(await file.path(), "utf8");
    assert.equal(text.trim().split("\r\n").length, asked.rooms.length + 2, "a head, the rooms, the total");
    const paper = textOf(await page.pdf({ format: "A4", landscape: true }));
    assert.ok(paper.includes(t("use.by_room").replaceAll(" ", "")), "it is on the paper");
  }
  const clerk = await site.staff("clerk");
  await assert.rejects(clerk.get(`/figures/rooms?center=${site.report.main_center}&from=${from}&to=${to}`), /: 403 /);
});

story("the district sees each center's rooms and what is new, without names", async (test, lang) => {
  const manager = await site.staff("district_manager");
  const { from, to } = period();
  const uses = await manager.get(`/figures/rooms/centers?place=${site.report.district}&from=${from}&to=${to}`);
  assert.equal(used(uses.total), sum(uses.items, used));
  for (const size of ["desk", "phone"]) {
    const visitor = await visit(test, browser, { lang, size, cookies: manager.cookies() });
    const { page, t } = visitor;
    await visitor.open(`/city?region=${site.report.district}`);
    const table = page.getByRole("table", { name: t("use.by_center") });
    await table.waitFor();
    assert.equal(await table.locator("tbody tr").count(), uses.items.length, "every open center has its row");
    await visitor.check(`the use of rooms in the city (${size})`);
  }
});

story("everyone sees which rooms are free now, and the lobby's sign says it", async (test, lang) => {
  const nobody = new site.Site();
  const center = site.report.main_center;
  const now = await nobody.get(`/centers/${center}/now`);
  const rooms = now.floors.flatMap((floor) => floor.rooms);
  assert.ok(rooms.length > 0);
  const phone = await visit(test, browser, { lang });
  const { t } = phone;
  await phone.open(`/centers/${center}`, t.of(site.report.main_center_name));
  await phone.main.getByRole("link", { name: t("center.rooms_now"), exact: true }).click();
  await phone.settled(t("now.title"));
  await phone.main.getByRole("link", { name: t.of(rooms[0].room.name), exact: true }).first().waitFor();
  assert.equal(await phone.page.locator(".now-row").count(), rooms.length, "every room is there");
  await phone.check("what is on now");

  const wall = await visit(test, browser, { lang, size: "desk" });
  wall.expected.push(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/);
  await wall.open(`/screen/center/${center}`, t.of(site.report.main_center_name));
  await wall.page.locator(".screen-lobby-sheet").waitFor();
  await wall.check("the sign in the lobby");
  const sheet = () => wall.page.locator(".screen-lobby-sheet h2").textContent();
  const first = await sheet();
  const turn = wall.page.getByRole("button", { name: t("now.hold"), exact: true });
  if ((await turn.count()) > 0) {
    const page = wall.page.locator(".screen-lobby-foot");
    const before = await page.textContent();
    await wall.page.waitForFunction((text) => document.querySelector(".screen-lobby-foot").textContent !== text, before, { timeout: 20_000 });
    await turn.click();
    await wall.page.getByRole("button", { name: t("now.go_on"), exact: true }).waitFor();
  }
  assert.ok(first);
  await wall.page.context().setOffline(true);
  await wall.page.getByText(t.like("now.offline")).waitFor({ timeout: 60_000 });
  assert.ok((await wall.page.locator(".screen-lobby-sheet li").count()) > 0, "what it read stays");
  await wall.page.context().setOffline(false);
  await wall.page.locator(".screen-lobby-foot [data-old]").waitFor({ state: "detached", timeout: 60_000 });

  const small = await visit(test, browser, { lang });
  await small.open(`/screen/center/${center}`, t.of(site.report.main_center_name));
  await small.page.locator(".screen-lobby-sheet").first().waitFor();
  assert.equal(await small.page.locator(".screen-lobby-sheet").count(), now.floors.length, "a phone shows every floor");
  await small.check("the sign on a phone");
});
