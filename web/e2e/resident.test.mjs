// A resident finds an activity, joins with a companion, waits for another, and leaves both.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, shownCode, signIn, visit } from "./browser.mjs";
import * as site from "./site.mjs";
import { story } from "./story.mjs";
import { words } from "./words.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

async function findActivity(visitor, title) {
  const { page, t } = visitor;
  const center = t.of(site.report.main_center_name);
  await visitor.open("/");
  await visitor.check("home");
  await visitor.nav(t("tab.centers")).click();
  await visitor.settled(t("centers.title"));
  await visitor.check("centers");
  await visitor.field(t("centers.search")).fill(center);
  await page.keyboard.press("Enter");
  await visitor.main.getByRole("link", { name: center, exact: true }).first().click();
  await visitor.settled(center);
  await visitor.check("center");
  await visitor.main.getByRole("link", { name: t("home.all_activities") }).click();
  await visitor.settled(t("activities.title"));
  assert.match(page.url(), /center=cen_/);
  await visitor.check("activities of the center");
  if (!(await visitor.field(t("activities.kind")).isVisible())) await page.locator("summary").click();
  await visitor.field(t("activities.kind")).selectOption("arts_group");
  await visitor.field(t("ui.search")).fill(title);
  await page.keyboard.press("Enter");
  await page.waitForURL(/kind=arts_group/);
  await page.waitForURL(/q=/);
  const one = visitor.main.getByRole("link", { name: title, exact: true });
  await one.waitFor();
  await visitor.settled();
  assert.equal(await page.getByRole("article").count(), 1, "the filters leave one activity");
  await visitor.check("filtered activities");
  await one.click();
  await visitor.settled(title);
  await visitor.check("activity");
}

async function joinWithCompanion(visitor, title) {
  const { page, t } = visitor;
  await visitor.heading(t("join.step_who")).waitFor();
  await page.getByText(t("ui.step_of", { step: 1, of: 3 })).waitFor();
  await visitor.check("join, step 1");
  await visitor.button(t("join.add")).click();
  await visitor.button(t("join.next")).click();
  await visitor.refused("companion-0", t("join.name_missing", { n: 1 }));
  await visitor.field(t("join.companion_name", { n: 1 })).fill("小满");
  await visitor.field(t("join.band")).selectOption("child");
  await visitor.button(t("join.next")).click();
  await visitor.heading(t("join.step_check")).waitFor();
  await page.getByText(t("ui.step_of", { step: 2, of: 3 })).waitFor();
  await visitor.main.getByText(t("join.people", { n: 2 })).waitFor();
  await visitor.check("join, step 2");
  await visitor.button(t("join.send")).click();
  await visitor.heading(t("join.step_done")).waitFor();
  const reference = visitor.main.getByText(t("joined.reference")).locator("strong");
  assert.match(await reference.innerText(), /^[0-9A-Z-]{4,}$/);
  await visitor.main.getByText(title).waitFor();
  await visitor.check("join, step 3");
  return reference.innerText();
}

async function joinWaitingList(visitor, session) {
  const { page, t } = visitor;
  await visitor.open(`/activities/${session}`);
  await visitor.link(t("activity.queue")).click();
  await visitor.settled(t("join.step_who"));
  await page.getByText(t("join.will_wait", { free: 0, n: 1 })).waitFor();
  await visitor.button(t("join.next")).click();
  await visitor.heading(t("join.step_check")).waitFor();
  await visitor.check("waiting list, step 2");
  await visitor.button(t("join.send_wait")).click();
  await visitor.heading(t("join.step_waiting")).waitFor();
  await page.getByRole("heading", { name: t("joined.waiting", { n: 1 }) }).waitFor();
  await visitor.main.getByText(t.like("reason.seats.waiting_position", { position: 1 })).first().waitFor();
  await visitor.check("waiting list, step 3");
}

async function leave(visitor, title, button) {
  const { page, t } = visitor;
  await visitor.open("/me/activities", t("tile.mine"));
  await visitor.link(title).click();
  await visitor.settled(title);
  await visitor.check("sign-up");
  await visitor.button(button).click();
  const dialog = page.getByRole("dialog", { name: t("mine.leave_title") });
  await dialog.waitFor();
  await visitor.check("leave dialog");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.ok(await visitor.button(button).evaluate((one) => one === document.activeElement), "Escape gives the focus back");
  await visitor.button(button).click();
  await dialog.getByRole("button", { name: t("mine.leave_yes"), exact: true }).click();
  await visitor.main.getByText(t("sign_up_state.left"), { exact: true }).waitFor();
  await visitor.check("left sign-up");
}

for (const size of ["phone", "desk"]) {
  story(`find, join with a companion, wait, leave, ${size}`, async (test, lang) => {
    const free = await site.program(site.onDay(2), { seats_on_site: 10 });
    const full = await site.program(site.onDay(3), { seats_on_site: 1 });
    await site.fill(full.sessions[0], 1);
    const who = await site.addPerson({ phone: site.newPhone(), language: lang });
    const visitor = await visit(test, browser, { lang, size });
    const { page, t } = visitor;
    const title = t.of(free.title);

    await findActivity(visitor, title);
    await visitor.main.getByRole("link", { name: t("activity.join"), exact: true }).click();
    await visitor.heading(t("account.sign_in")).waitFor();
    await page.getByText(t("sign_in.then_back")).waitFor();
    await visitor.check("sign-in on the way");
    await signIn(visitor, who.phone);
    const reference = await joinWithCompanion(visitor, title);

    await visitor.link(t("joined.see")).click();
    await visitor.settled(title);
    await visitor.main.getByText(reference).waitFor();
    await visitor.nav(t("tab.me")).click();
    await visitor.heading(who.name).waitFor();
    await visitor.check("me");
    await visitor.main.getByRole("link", { name: new RegExp(`^${t("tile.mine")}`) }).click();
    await visitor.settled(t("tile.mine"));
    await visitor.link(title).waitFor();
    await visitor.main.getByText(t("mine.people", { n: 2 })).waitFor();
    await visitor.check("my activities");

    await joinWaitingList(visitor, full.sessions[0]);
    await visitor.open("/me/activities", t("tile.mine"));
    await visitor.link(t.of(full.title)).waitFor();
    await visitor.main.getByText(t.like("reason.seats.waiting_position", { position: 1 })).waitFor();
    await visitor.check("my activities with a place and a wait");

    await leave(visitor, title, t("mine.leave"));
    await leave(visitor, t.of(full.title), t("mine.leave_list"));
    await visitor.open("/me/activities?when=past", t("tile.mine"));
    await visitor.check("past activities");
    const { seats } = await new site.Site().get(`/sessions/${free.sessions[0]}`);
    assert.equal(seats[0].taken, 0, "the places of both are free again");
  });
}

story("a new resident registers; wrong codes are explained", async (test, lang) => {
  const visitor = await visit(test, browser, { lang, size: lang === "en" ? "desk" : "phone" });
  const { page, t } = visitor;
  visitor.expected.push(/status of 422/);
  await visitor.open("/sign-in", t("account.sign_in"));
  await visitor.button(t("sign_in.send")).click();
  await visitor.refused("phone", /./);
  await visitor.field(t("sign_in.phone")).fill("12");
  await visitor.button(t("sign_in.send")).click();
  await visitor.refused("phone", t("field.not_a_phone"));
  await visitor.field(t("sign_in.phone")).fill(site.newPhone());
  await visitor.button(t("sign_in.send")).click();
  await visitor.heading(t("sign_in.enter_code")).waitFor();
  await visitor.check("code");
  const code = await shownCode(visitor);
  await visitor.field(t("sign_in.code")).fill(code.replace(/^./, (digit) => String((Number(digit) + 1) % 10)));
  await visitor.main.getByRole("button", { name: t("account.sign_in"), exact: true }).click();
  await visitor.refused("code", t("field.wrong", { label: t("sign_in.code") }));
  await visitor.field(t("sign_in.code")).fill(code);
  await visitor.main.getByRole("button", { name: t("account.sign_in"), exact: true }).click();
  await visitor.heading(t("sign_in.register")).waitFor();
  await visitor.check("register");
  await visitor.button(t("sign_in.finish")).click();
  await visitor.refused("name", t("field.required", { label: t("settings.name") }));
  const name = site.newName();
  await visitor.field(t("settings.name")).fill(name);
  await visitor.field(t.like("settings.born")).fill("1990-05-06");
  await visitor.field(t.like("home.center")).selectOption(site.report.main_center);
  await visitor.button(t("sign_in.finish")).click();
  await visitor.settled(t.of(site.report.main_center_name));
  await visitor.check("home, signed in");
  for (const [path, heading] of [
    ["/me/inbox", t("tile.inbox")],
    ["/me/card", t("tile.card")],
    ["/me/settings", t("settings.title")],
    ["/me/activities", t("tile.mine")],
  ]) {
    await visitor.open(path, heading);
    await visitor.check(path);
  }
  await visitor.open("/me/card", t("tile.card"));
  await visitor.button(t("card.renew")).click();
  await page.getByRole("dialog", { name: t("card.renew") }).waitFor();
  await visitor.check("dialog for a new card");
  await page.keyboard.press("Escape");
  await visitor.open("/me", name);
  await visitor.button(t("account.sign_out")).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/me"));
  await visitor.open("/me");
  await visitor.heading(t("account.sign_in")).waitFor();
});

story("choosing a center and a language", async (test, lang) => {
  const visitor = await visit(test, browser, { lang, size: lang === "en" ? "desk" : "phone" });
  const { page, t } = visitor;
  const { items } = await new site.Site().get("/centers?limit=100");
  const other = items.find((one) => one.status === "open" && one.id !== site.report.main_center);
  await visitor.open("/");
  await visitor.button(t("home.switch")).click();
  const choose = page.getByRole("dialog", { name: t("home.switch_title") });
  await choose.getByLabel(t("home.center"), { exact: true }).selectOption(other.id);
  await visitor.check("dialog to choose a center");
  await choose.getByRole("button", { name: t("home.use_center"), exact: true }).click();
  await visitor.settled(t.of(other.name));
  await page.reload();
  await visitor.settled(t.of(other.name));
  await visitor.open(`/districts/${site.report.district}`);
  await visitor.check("district");
  await visitor.open("/centers?view=map", t("centers.title"));
  await visitor.check("map of the centers");

  await page.locator(".lx-lang").click();
  await page.getByRole("dialog", { name: t("ui.language") }).waitFor();
  await visitor.check("dialog to choose a language");
  await visitor.button("繁體中文").click();
  const traditional = words("zh-TW");
  // The heading may read the same in both scripts; the page's language is what tells that the words have come.
  await page.locator('html[lang="zh-TW"]').waitFor({ state: "attached" });
  await visitor.heading(traditional("centers.title")).waitFor();
  const answer = await page.reload();
  assert.match(await answer.text(), /<html lang="zh-TW"/, "the next page arrives in the chosen language");
  await visitor.check("centers in the third language");
});
