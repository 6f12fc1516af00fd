// The screen at the door shows a code; a resident's phone opens its link and is checked in; old codes say so.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, visit } from "./browser.mjs";
import * as site from "./site.mjs";
import { story } from "./story.mjs";
import { LANGUAGES } from "./words.mjs";

let browser;
/** Per language: a session, and a code of its door from before everything else. */
const stage = {};

before(async () => {
  browser = await launch();
  const desk = await site.staff("center_manager");
  for (const lang of LANGUAGES) {
    const made = await site.program(site.soon());
    stage[lang] = { ...made, session: made.sessions[0], old: await desk.get(`/desk/sessions/${made.sessions[0]}/door`) };
  }
});
after(() => browser.close());

const pathOf = (url) => url.slice(url.indexOf("/check-in/"));

story("scanning the code at the door checks in", async (test, lang) => {
  const { session, title } = stage[lang];
  const desk = await site.staff("center_manager");
  const screen = await visit(test, browser, { lang, size: "desk", cookies: desk.cookies() });
  await screen.open(`/screen/door/${session}`, screen.t.of(title));
  await screen.page.getByRole("img", { name: screen.t("desk.door.qr") }).waitFor();
  await screen.check("door screen");
  const code = screen.page.locator(".screen-door-code svg, .screen-door-code img").first();
  const box = await code.boundingBox();
  assert.ok(box.width > 400 && Math.abs(box.width - box.height) < 2, "the code is large and square");

  const who = await site.resident({ language: lang });
  await site.join(who, session, { companions: [{ name: "小满", band: "child" }] });
  const phone = await visit(test, browser, { lang, cookies: who.cookies() });
  const { t } = phone;
  const { url } = await desk.get(`/desk/sessions/${session}/door`);
  await phone.open(pathOf(url), t("check_in.done"));
  await phone.main.getByText(who.name).waitFor();
  await phone.main.getByText("小满").waitFor();
  await phone.check("checked in");
  await phone.page.reload();
  await phone.settled(t("check_in.already"));
  await phone.check("already checked in");
  const { present } = await desk.get(`/desk/sessions/${session}/door`);
  assert.equal(present, 2);

  const stranger = await visit(test, browser, { lang });
  await stranger.open(pathOf(url));
  await stranger.heading(t("account.sign_in")).waitFor();
  assert.match(stranger.page.url(), /next=/, "after signing in they come back to the check-in");
});

story("who is not signed up is told what to do", async (test, lang) => {
  const desk = await site.staff("center_manager");
  const { url } = await desk.get(`/desk/sessions/${stage[lang].session}/door`);
  const who = await site.resident({ language: lang });
  const phone = await visit(test, browser, { lang, cookies: who.cookies() });
  const { t } = phone;
  phone.expected.push(/status of 409/);
  await phone.open(pathOf(url), t("check_in.failed"));
  await phone.main.getByText(t("reason.presence.not_signed_up")).waitFor();
  await phone.check("not signed up");
  await phone.open(`/check-in/${stage[lang].session}?t=AAAAAAAAAA`, t("check_in.failed"));
  await phone.main.getByText(/presence\./).waitFor({ state: "detached" });
  await phone.check("a code that never was");
  await phone.open(`/check-in/${stage[lang].session}`, t("check_in.old"));
  await phone.check("no code");
});

story("a code from a minute ago says that it is old", async (test, lang) => {
  const { session, old } = stage[lang];
  const who = await site.resident({ language: lang });
  await site.join(who, session);
  const phone = await visit(test, browser, { lang, cookies: who.cookies() });
  const { t } = phone;
  phone.expected.push(/status of 409/);
  const { now } = await who.get("/about");
  const left = Date.parse(old.valid_until) - Date.parse(now);
  await phone.page.waitForTimeout(Math.max(0, left + 500));
  await phone.open(pathOf(old.url), t("check_in.old"));
  await phone.main.getByText(t("check_in.old_text")).waitFor();
  await phone.main.getByRole("link", { name: t("mine.show_card") }).waitFor();
  await phone.check("old code");
});
