// Elder mode: its own home, large targets, kept on the whole site, and nothing wider than a small old phone.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, visit } from "./browser.mjs";
import * as site from "./site.mjs";
import { story } from "./story.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const LEAST = 60;
const mode = (page) => page.evaluate(() => [document.documentElement.dataset.mode, document.documentElement.dataset.text]);

/** What one presses in the page itself must be large in both directions. */
async function largeTargets(page, selector, what) {
  const small = await page.locator(selector).evaluateAll(
    (all, least) =>
      all
        .map((one) => ({ box: one.getBoundingClientRect(), text: one.textContent.trim() }))
        .filter(({ box }) => box.width > 0 && (box.height < least || box.width < least))
        .map(({ box, text }) => `${text}: ${Math.round(box.width)} × ${Math.round(box.height)}`),
    LEAST,
  );
  assert.deepEqual(small, [], `targets under ${LEAST} px on ${what}`);
}

story("turned on, kept, and left again", async (test, lang) => {
  const visitor = await visit(test, browser, { lang });
  const { page, t } = visitor;
  await visitor.open("/");
  await visitor.button(t("text.button")).click();
  await page.getByRole("dialog", { name: t("text.title") }).waitFor();
  await visitor.check("text size dialog");
  await page.getByRole("radio", { name: t("text.l"), exact: true }).check({ force: true });
  assert.deepEqual(await mode(page), [undefined, "l"]);
  await visitor.check("text size dialog, large");
  await visitor.button(t("text.elder_on")).click();
  const buttons = page.getByRole("navigation", { name: t("home.do") });
  await buttons.waitFor();
  assert.deepEqual(await mode(page), ["elder", "xl"]);
  const wanted = ["elder.activities", "elder.mine", "elder.card", "elder.call"].map((key) => t(key));
  const main = site.report.main_center;
  const { phone } = await new site.Site().get(`/centers/${main}`);
  const about = await new site.Site().get("/about");
  const names = phone || about.phone ? wanted : wanted.slice(0, 3);
  assert.deepEqual(await buttons.getByRole("link").allInnerTexts(), names);
  await largeTargets(page, ".elder-button", "home");
  await visitor.check("elder home");
  await buttons.getByRole("link", { name: t("elder.activities") }).click();
  await visitor.settled(t("activities.title"));
  assert.deepEqual(await mode(page), ["elder", "xl"]);
  const answer = await page.reload();
  assert.match(await answer.text(), /<html[^>]*data-mode="?elder/, "the next page arrives in elder mode");
  await visitor.settled(t("activities.title"));
  assert.deepEqual(await mode(page), ["elder", "xl"]);
  await visitor.open("/");
  await visitor.button(t("text.elder_off")).click();
  await page.getByRole("heading", { name: t("home.coming"), exact: true }).waitFor();
  assert.deepEqual(await mode(page), [undefined, undefined]);
});

story("every step fits a small screen in the largest text", async (test, lang) => {
  const { sessions, title } = await site.program(site.onDay(1));
  const faults = [];
  const note = (error) => faults.push(error.message);
  const targets = "main .lx-btn:not([data-size=small]), main .elder-button, main .lx-input";
  const guest = await visit(test, browser, { lang, size: "narrow", elder: true });
  for (const [path, heading] of [
    ["/", undefined],
    ["/centers", "centers.title"],
    ["/activities", "activities.title"],
    ["/sign-in", "account.sign_in"],
  ]) {
    await guest.open(path, heading && guest.t(heading));
    await guest.check(`${path} in elder mode`).catch(note);
    await largeTargets(guest.page, targets, path).catch(note);
  }
  const who = await site.resident({ language: lang });
  const signUp = await site.join(who, sessions[0]);
  const elder = await visit(test, browser, { lang, size: "narrow", elder: true, cookies: who.cookies() });
  for (const [path, heading] of [
    ["/", undefined],
    [`/activities/${sessions[0]}`, elder.t.of(title)],
    ["/me/activities", elder.t("tile.mine")],
    [`/me/activities/${signUp.id}`, elder.t.of(title)],
    ["/me/card", elder.t("tile.card")],
    ["/me/inbox", elder.t("tile.inbox")],
  ]) {
    await elder.open(path, heading);
    await elder.check(`${path} in elder mode, signed in`).catch(note);
    await largeTargets(elder.page, targets, path).catch(note);
  }
  for (const text of ["l", "xl"]) {
    const standard = await visit(test, browser, { lang, size: "narrow", text, cookies: who.cookies() });
    for (const path of ["/", "/activities", `/activities/${sessions[0]}`, "/centers", "/me", "/me/activities"]) {
      await standard.open(path);
      await standard.check(`${path} in text size ${text}`).catch(note);
    }
  }
  assert.deepEqual(faults, []);
});
