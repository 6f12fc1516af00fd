// One's own account: family and acting for each other, consents and data and who looked, second factors of staff.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { base, launch, LIMIT, visit } from "./browser.mjs";
import * as site from "./site.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What another part of the program does soon, but not at once. */
async function soon(what, find, most = 60) {
  for (let n = 0; n < most; n += 1) {
    const found = await find();
    if (found) return found;
    await pause(250);
  }
  throw new Error(`${what} did not come`);
}

const dialog = ({ page }, name) => page.getByRole("dialog", { name, exact: true });

async function addChild(visitor, name) {
  const { page, t } = visitor;
  await visitor.open("/me/family", t("family.title"));
  await visitor.check("family, empty");
  await visitor.button(t("family.add_child")).click();
  const box = dialog(visitor, t("family.add_child"));
  await box.getByRole("button", { name: t("family.add_child"), exact: true }).click();
  await visitor.refused("child-name", t("field.required", { label: t("family.child_name") }));
  await visitor.field(t("family.child_name")).fill(name);
  await visitor.field(t("settings.born")).fill(`${new Date().getFullYear() - 6}-05-01`);
  await visitor.check("child form");
  await box.getByRole("button", { name: t("family.add_child"), exact: true }).click();
  await page.getByRole("heading", { name, level: 3 }).waitFor();
  await visitor.main.getByText(t("family.only_guardians")).waitFor();
  await visitor.button(t("family.add_pick_up")).click();
  const pick = dialog(visitor, t("family.add_pick_up"));
  await pick.getByLabel(t("settings.name"), { exact: true }).fill("李奶奶");
  await pick.getByLabel(t("sign_in.phone")).fill("13912345678");
  await visitor.check("pick-up form");
  await pick.getByRole("button", { name: t("ui.save"), exact: true }).click();
  await visitor.main.getByText("李奶奶").waitFor();
  await visitor.main.getByText("139****5678").waitFor();
  await visitor.check("family");
}

async function letIn(visitor, card, name) {
  const { page, t } = visitor;
  await visitor.open("/me/delegates", t("delegates.title"));
  await visitor.check("delegates, none");
  await visitor.button(t("delegates.add")).click();
  await visitor.field(t("delegates.card")).fill("LX-0000-0000-0000-0000");
  await visitor.button(t("delegates.agree")).click();
  await visitor.refused("card", t("field.unknown", { label: t("delegates.card") }));
  await visitor.field(t("delegates.card")).fill(card);
  await page.getByRole("radio", { name: t("scope.some") }).check({ force: true });
  await visitor.check("delegate form");
  await visitor.button(t("delegates.agree")).click();
  await page.getByRole("heading", { name, level: 2 }).waitFor();
  await visitor.main.getByText(t("scope.activities")).waitFor();
  await visitor.check("delegates");
}

test("a father lets his daughter in; she signs him up, and it ends when he says so", LIMIT, async (test) => {
  const [father, daughter] = [await site.resident({ birth_date: "1948-02-03" }), await site.resident({ birth_date: "1980-01-01" })];
  const { card } = await daughter.get("/me");
  const free = await site.program(site.onDay(2), { seats_on_site: 10 });
  const his = await visit(test, browser, { cookies: father.cookies(), size: "phone" });
  const hers = await visit(test, browser, { cookies: daughter.cookies(), size: "phone" });
  his.expected.push(/status of 422/);
  hers.expected.push(/status of (422|403)/);
  const { page, t } = hers;

  await letIn(his, card.code, daughter.name);
  await addChild(hers, "王小满");

  await hers.open("/me");
  await hers.main.getByRole("link", { name: new RegExp(`^${t("acting.title")}`) }).click();
  await hers.settled(t("acting.title"));
  await hers.main.getByText("王小满", { exact: true }).waitFor();
  await hers.check("for whom I act");
  await hers.button(t("acting.for", { name: father.name })).click();
  const banner = page.getByRole("complementary", { name: t("acting.title") });
  await banner.getByText(t("acting.now", { name: father.name })).waitFor();
  await hers.check("home, for another");

  await hers.open(`/activities/${free.sessions[0]}/join`, t("join.step_who"));
  await banner.waitFor();
  await hers.main.getByText(father.name).first().waitFor();
  await hers.button(t("join.next")).click();
  await hers.heading(t("join.step_check")).waitFor();
  await hers.check("join, for another");
  await hers.button(t("join.send")).click();
  await hers.heading(t("join.step_done")).waitFor();
  assert.equal((await father.get("/me/sign-ups?when=coming")).items.length, 1, "the place is his");
  assert.equal((await daughter.get("/me/sign-ups?when=coming")).items.length, 0, "and not hers");
  await soon("the message to him", async () => (await father.get("/me/messages")).items.some((one) => one.code === "acted_for"));

  await hers.open("/me", father.name);
  await hers.check("me, for another");
  assert.equal(await hers.main.getByRole("link", { name: t("delegates.title") }).count(), 0, "she lets nobody in for him");
  await hers.main.getByText(t("acting.only", { name: father.name })).waitFor();
  for (const title of ["data.title", "consents.title", "looks.title", "sign_ins.title", "details.title"]) {
    assert.equal(await hers.main.getByRole("link", { name: t(title) }).count(), 0, `${title} is his alone`);
  }
  await hers.open("/me/consents", t("acting.closed"));
  await hers.main.getByText(t("acting.closed_guardian", { age: 14 })).waitFor();
  await hers.check("a page that is his alone");
  await banner.getByRole("button", { name: t("acting.stop"), exact: true }).click();
  await hers.settled(t("acting.title"));
  await banner.waitFor({ state: "detached" });
  await hers.open("/me/activities", t("tile.mine"));
  await hers.main.getByText(t("mine.none_coming")).waitFor();

  await his.open("/me/delegates", t("delegates.title"));
  await his.main.getByRole("button", { name: `${t("delegates.end")} ${daughter.name}` }).click();
  await his.check("ending a delegate");
  await dialog(his, t("delegates.end_title")).getByRole("button", { name: t("delegates.end"), exact: true }).click();
  await his.main.getByText(t("delegates.none")).waitFor();
  await hers.open("/me/acting", t("acting.title"));
  assert.equal(await hers.main.getByText(father.name).count(), 0, "he is no longer in her list");
});

test("consents are given and taken back knowingly; one's data is seen, kept, printed and asked about", LIMIT, async (test) => {
  const who = await site.resident({ birth_date: "1960-06-01" });
  const desk = await site.staff("clerk");
  await desk.get(`/desk/people/${who.person}/details`);
  const visitor = await visit(test, browser, { cookies: who.cookies(), size: "phone" });
  visitor.expected.push(/status of 422/);
  const { page, t } = visitor;

  await visitor.open("/me/consents", t("consents.title"));
  await visitor.check("consents");
  const { items } = await who.get("/me/consents");
  const first = items.find((one) => one.text && !one.holds);
  assert.ok(first, "the register asks for consent to something");
  const card = page.getByRole("article", { name: t.of(first.name), exact: true });
  await card.getByRole("button", { name: t("consents.give"), exact: true }).click();
  await card.getByText(t("consents.holds"), { exact: true }).waitFor();
  await card.getByRole("button", { name: t("consents.withdraw"), exact: true }).click();
  const box = dialog(visitor, t("consents.withdraw_title"));
  const effect = await who.get(`/me/consents/${first.purpose}/withdrawal`);
  await box.getByText(t.of(effect.stops)).waitFor();
  await box.getByText(t(`on_withdrawal.${effect.then}`)).waitFor();
  await visitor.check("before a withdrawal");
  await box.getByRole("button", { name: t("consents.withdraw"), exact: true }).click();
  await card.getByText(t("consent_answer.withdrawn"), { exact: true }).waitFor();
  assert.equal((await who.get("/me/consents")).items.find((one) => one.purpose === first.purpose).holds, false);

  await visitor.open("/me/looks", t("looks.title"));
  await visitor.main.getByText(t("role.clerk")).first().waitFor();
  await visitor.check("who looked");

  await visitor.open("/me/data", t("data.title"));
  await page.locator("summary").first().click();
  await visitor.check("my data");
  const [file] = await Promise.all([page.waitForEvent("download"), visitor.button(t("data.download")).click()]);
  const kept = JSON.parse(await readFile(await file.path(), "utf8"));
  assert.ok(JSON.stringify(kept).includes(who.name), "the file holds the name");
  await visitor.link(t("data.on_paper")).click();
  await visitor.settled(t("data.title"));
  await page.locator("main").getByText(who.name).first().waitFor();
  await visitor.check("my data on paper");

  await visitor.open("/me/requests", t("requests.title"));
  await visitor.button(t("requests.send")).click();
  await visitor.refused("wish", t("field.required", { label: t("requests.wish") }));
  await visitor.field(t("requests.wish")).fill("生日应该是 6 月 2 日");
  await visitor.button(t("requests.send")).click();
  await page.getByRole("heading", { name: t("requests.received") }).waitFor();
  await visitor.check("a request was made");
  await visitor.button(t("requests.withdraw")).click();
  const sure = dialog(visitor, t("requests.withdraw"));
  await sure.getByRole("button", { name: t("requests.withdraw"), exact: true }).click();
  await visitor.main.getByText(t("request_state.withdrawn"), { exact: true }).waitFor();

  await visitor.open("/me/details", t("details.title"));
  await page.getByRole("checkbox", { name: t("need.hearing") }).check();
  await page.getByLabel(t("details.lunar_month")).selectOption("8");
  await page.getByLabel(t("details.lunar_day")).selectOption("15");
  await visitor.button(t("ui.save")).click();
  await page.getByText(t("ui.saved")).waitFor();
  const details = await who.get("/me/details");
  assert.deepEqual([details.lunar_birthday.month, details.lunar_birthday.day, details.needs.words], [8, 15, ["hearing"]]);
  await visitor.check("my details");
  await visitor.open("/me/sign-ins", t("sign_ins.title"));
  await visitor.main.getByText(t("sign_ins.here")).waitFor();
  await visitor.check("where I am signed in");
});

/** The six digits an app shows now (RFC 6238). */
function digits(secret, at = Date.now()) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((one) => alphabet.indexOf(one).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", key).update(step).digest();
  const from = mac.at(-1) & 15;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function signInHere(visitor, { login, password }) {
  const { t } = visitor;
  await visitor.open("/sign-in/staff?next=/me/second-factor", t("staff.title"));
  await visitor.field(t("staff.login")).fill(login);
  await visitor.field(t("staff.password")).fill(password);
  await visitor.main.getByRole("button", { name: t("account.sign_in"), exact: true }).click();
  await visitor.settled(t("factor.title"));
}

async function prove(visitor, code) {
  const { t } = visitor;
  const box = dialog(visitor, t("factor.ask"));
  await box.getByLabel(t("factor.code"), { exact: true }).fill(code);
  await visitor.check("second factor dialog");
  await box.getByRole("button", { name: t("factor.confirm"), exact: true }).click();
  await box.waitFor({ state: "detached" });
}

async function signOutAgain({ page, t }) {
  await page.goto("/me");
  await page.getByRole("main").getByRole("button", { name: t("account.sign_out"), exact: true }).click();
  await page.waitForURL("/");
}

test("staff set up an app, recovery codes and a passkey, and prove them", LIMIT, async (test) => {
  const who = site.staffOf("clerk");
  const visitor = await visit(test, browser, { size: "desk" });
  visitor.expected.push(/status of (422|403)/);
  const { page, t } = visitor;
  await signInHere(visitor, who);
  await visitor.check("second factor, none");
  const section = (key) => page.getByRole("region", { name: t(key), exact: true });

  await visitor.button(t("factor.app_add")).click();
  const secret = (await section("factor.app").locator("code").innerText()).replaceAll(" ", "");
  await visitor.check("app to scan");
  await visitor.field(t("factor.app_code")).fill("000000");
  await visitor.button(t("factor.confirm")).click();
  await visitor.refused("app-code", t("field.wrong", { label: t("factor.app_code") }));
  await visitor.field(t("factor.app_code")).fill(digits(secret));
  await visitor.button(t("factor.confirm")).click();
  const codes = section("factor.recovery").locator("code");
  await codes.first().waitFor();
  const recovery = await codes.allInnerTexts();
  assert.equal(new Set(recovery).size, 10, "ten recovery codes");
  await visitor.check("recovery codes");
  await visitor.button(t("factor.codes_kept")).click();
  await visitor.main.getByText(t("factor.codes_left", { n: 10 })).waitFor();

  await signOutAgain(visitor);
  await signInHere(visitor, who);
  await visitor.main.getByText(t("factor.weak")).waitFor();
  await visitor.button(t("factor.codes_renew")).click();
  // The next code of the app: the one before was used up.
  await prove(visitor, digits(secret, Date.now() + 30_000));
  await codes.first().waitFor();
  const renewed = await codes.allInnerTexts();
  assert.ok(renewed.every((one) => !recovery.includes(one)), "the codes are new");
  await visitor.button(t("factor.codes_kept")).click();

  if (/^[\d.]+$|:/.test(new URL(base).hostname)) test.diagnostic("skipped: passkeys, since a site without a name has none");
  else await passkeys(visitor, who);

  await signOutAgain(visitor);
  await signInHere(visitor, who);
  await visitor.button(t("factor.app_remove")).click();
  await prove(visitor, renewed[0]);
  await visitor.button(t("factor.app_add")).waitFor();
  await visitor.check("second factor, none again");
});

async function passkeys(visitor, who) {
  const { page, t } = visitor;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  await devtools.send("WebAuthn.addVirtualAuthenticator", { options });
  await page.getByLabel(t("factor.passkey_name")).fill("前台的电脑");
  await visitor.button(t("factor.passkey_add")).click();
  await visitor.main.getByText("前台的电脑").waitFor();
  await visitor.check("a passkey");
  await signOutAgain(visitor);
  await visitor.open("/sign-in/staff?next=/me/second-factor", t("staff.title"));
  await visitor.button(t("staff_ways.passkey")).click();
  await visitor.settled(t("factor.title"));
  await visitor.main.getByText(t("factor.strong")).waitFor();
  await visitor.main.getByRole("button", { name: `${t("join.remove")} 前台的电脑` }).click();
  await visitor.main.getByText("前台的电脑").waitFor({ state: "detached" });
}
