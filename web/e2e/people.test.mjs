// The desk finds people, looks at a record for a purpose, verifies where they live and acts for them; puts two records
// together and takes them apart; takes a list over.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before } from "node:test";
import { launch, scan, visit } from "./browser.mjs";
import * as site from "./site.mjs";
import { story } from "./story.mjs";

let browser;
let factor;
before(async () => {
  browser = await launch();
  factor = await secondFactor("center_manager");
});
after(async () => {
  await browser.close();
  await factor?.remove();
});

/** Names nobody of the demo has, with their initials. */
const PEOPLE = {
  "zh-CN": { name: "欧阳霁月", initials: "oyjy" },
  en: { name: "诸葛瑾瑜", initials: "zgjy" },
};
const manager = () => site.staffOf("center_manager");

function codeOf(secret, at = Date.now()) {
  const bits = [...secret.replace(/[\s=]/g, "")].map((one) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(one).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const count = Buffer.alloc(8);
  count.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", key).update(count).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Gives an account an app for codes, on a sign-in of its own, and takes it away afterwards. */
async function secondFactor(who) {
  const own = new site.Site();
  const { login, password } = site.staffOf(who);
  await own.post("/sign-in/staff", { login, password });
  const { secret } = await own.post("/me/factors/totp");
  const { recovery_codes: codes } = await own.post("/me/factors/totp/confirm", { code: codeOf(secret) });
  return { next: () => codes.pop(), remove: () => own.call("DELETE", "/me/factors/totp") };
}

/** Signed in anew: what was proved in one sign-in does not hold in another. */
async function deskVisit(test, lang, size = "desk") {
  const own = new site.Site();
  const { login, password } = manager();
  await own.post("/sign-in/staff", { login, password });
  const visitor = await visit(test, browser, { lang, size, cookies: own.cookies() });
  visitor.choose = async () => {
    const center = visitor.page.locator(".desk-center select");
    if ((await center.count()) > 0) await center.selectOption(site.report.main_center);
  };
  return visitor;
}

story("found by initials, looked at for a purpose, verified, acted for", async (test, lang) => {
  const { name, initials } = PEOPLE[lang];
  const them = await site.resident({ name, language: lang, birth_date: "1950-03-02" });
  await them.post("/me/residency", { evidence: "household_register" });
  const { sessions, title } = await site.program(site.onDay(3));
  const visitor = await deskVisit(test, lang);
  const { page, t } = visitor;
  await visitor.open("/desk/people", t("desk.nav.people"));
  await visitor.choose();

  await visitor.field(t("desk.pick.label")).fill(initials);
  const hit = page.locator(`a[href="/desk/people/${them.person}"]`);
  await hit.waitFor();
  await page.getByRole("listitem").filter({ has: hit }).getByText(t("people.why.initials"), { exact: true }).waitFor();
  await visitor.check("found");
  await page.keyboard.press("ArrowDown");
  for (let n = 0; n < 20 && !(await hit.evaluate((one) => one === document.activeElement)); n += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await visitor.settled(name);
  await visitor.main.getByText(t("people.logged")).waitFor();
  assert.ok(!(await visitor.main.innerText()).includes(them.phone), "the whole phone is not shown unasked");
  await visitor.check("record");

  await visitor.button(t("people.correct.open")).click();
  await page.locator("#correct-reason").selectOption("missing");
  await page.locator("#correct-sex").selectOption("female");
  await visitor.check("correcting the record");
  await visitor.button(t("ui.save")).click();
  await page.locator("#correct-reason").waitFor({ state: "detached" });
  await visitor.main.getByText(t("people.sex.female"), { exact: true }).waitFor();
  await told(them, "acted_for");

  const sensitive = page.getByRole("region", { name: t("people.sensitive.title") });
  await sensitive.getByRole("button", { name: t("people.sensitive.look") }).click();
  await sensitive.getByText(t("field.required", { label: t("people.sensitive.why") })).waitFor();
  await sensitive.getByRole("radio", { name: t("people.purpose.case_work") }).check({ force: true });
  visitor.expected.push(/status of 403/);
  await sensitive.getByRole("button", { name: t("people.sensitive.look") }).click();
  const proof = page.getByRole("dialog", { name: t("factor.ask") });
  await proof.getByLabel(t("factor.code")).fill(factor.next());
  await visitor.check("a second factor is asked for");
  await proof.getByRole("button", { name: t("factor.confirm"), exact: true }).click();
  await sensitive.getByText(t("people.logged_for", { purpose: t("people.purpose.case_work") })).waitFor();
  await visitor.check("sensitive part");
  const looks = await them.get("/me/looks");
  assert.ok(looks.items.some((one) => one.purpose === "case_work"), "the resident sees the look and its purpose");

  await page.getByRole("link", { name: t("people.tab.residency"), exact: true }).click();
  await page.getByText(t("people.residency.state.claimed"), { exact: true }).waitFor();
  await visitor.check("a claim that waits");
  await visitor.button(t("people.residency.confirm")).click();
  await visitor.main.getByText(t("people.residency.state.confirmed"), { exact: true }).waitFor();
  assert.equal((await them.get("/me/residency")).state, "confirmed");
  for (const tab of ["family", "delegates", "standings", "consents", "card"]) {
    await page.getByRole("link", { name: t(`people.tab.${tab}`), exact: true }).click();
    await visitor.check(`tab ${tab}`);
  }
  await page.getByRole("link", { name: t("people.tab.consents"), exact: true }).click();
  await visitor.button(t("people.request.open")).click();
  const asked = page.getByRole("dialog", { name: t("people.request.open") });
  await asked.getByLabel(t("people.request.what"), { exact: true }).selectOption("copy");
  await visitor.check("a request about data, taken in");
  await asked.getByRole("button", { name: t("people.request.take_in"), exact: true }).click();
  await asked.getByText(t.like("people.request.made")).waitFor();
  await asked.getByRole("button", { name: t("ui.close"), exact: true }).first().click();
  assert.equal((await them.get("/me/data/requests")).items[0].kind, "copy", "and it is theirs to follow");

  await visitor.button(t("people.act.start")).click();
  const sure = page.getByRole("dialog", { name: t("people.act.title", { who: name }) });
  await sure.getByText(t("people.act.told", { who: name })).waitFor();
  await visitor.check("before acting");
  await sure.getByRole("button", { name: t("people.act.go") }).click();
  await page.getByText(t("acting.now", { name })).waitFor();
  await page.goto(`/activities/${sessions[0]}/join`);
  await visitor.settled();
  await page.getByText(t("acting.now", { name })).waitFor();
  await visitor.button(t("join.next")).click();
  await visitor.button(t("join.send")).click();
  await visitor.heading(t("join.step_done")).waitFor();
  await visitor.check("signed up in their name");
  const mine = await them.get("/me/sign-ups");
  assert.ok(JSON.stringify(mine).includes(sessions[0]), `${t.of(title)} is theirs now`);
  await told(them, "acted_for");
  await visitor.button(t("acting.stop")).click();
  await page.getByText(t("acting.now", { name })).waitFor({ state: "detached" });
});

story("somebody who only says about how old they are", async (test, lang) => {
  const name = site.newName();
  const visitor = await deskVisit(test, lang);
  const { page, t } = visitor;
  const said = t("age_band.said", { band: t("age_band.60_69"), year: String(new Date().getFullYear()) });
  await visitor.open("/desk/people", t("desk.nav.people"));
  await visitor.choose();
  await visitor.button(t("desk.pick.add")).first().click();
  const form = page.getByRole("dialog", { name: t("desk.pick.add") });
  await form.locator("#person-name").fill(name);
  await form.locator("#person-birth").fill("1962-05-01");
  await form.locator("#person-birth-band").selectOption("60_69");
  assert.equal(await form.locator("#person-birth").inputValue(), "", "saying one takes the other back");
  await visitor.check("about how old");
  await form.getByRole("button", { name: t("desk.person.save"), exact: true }).click();
  await page.getByText(t("desk.person.added", { who: name })).waitFor();

  await visitor.field(t("desk.pick.label")).fill(name);
  const hit = page.getByRole("listitem").filter({ hasText: name });
  await hit.getByText(said).waitFor();
  await visitor.check("found, with the age as it was said");
  await hit.getByRole("link").first().click();
  await visitor.settled(name);
  await visitor.main.getByText(said, { exact: true }).first().waitFor();

  await visitor.button(t("people.correct.open")).click();
  await page.locator("#correct-reason").selectOption("missing");
  assert.equal(await page.locator("#correct-birth-band").inputValue(), "60_69");
  await page.locator("#correct-birth").fill("1962-05-01");
  assert.equal(await page.locator("#correct-birth-band").inputValue(), "");
  await visitor.check("the birth date is known now");
  await visitor.button(t("ui.save")).click();
  await page.locator("#correct-reason").waitFor({ state: "detached" });
  await visitor.main.getByText(t("band.elder"), { exact: true }).first().waitFor();
  assert.ok(!(await visitor.main.innerText()).includes(said), "the band went with the birth date");
});

story("two records put together and taken apart again", async (test, lang) => {
  const name = site.newName();
  const [kept, merged] = [await site.addPerson({ name }), await site.addPerson({ name })];
  const visitor = await deskVisit(test, lang);
  const { page, t } = visitor;
  await visitor.open("/desk/people/duplicates", t("people.duplicates.title"));
  await visitor.choose();
  await visitor.check("duplicates");
  const desk = await site.staff("center_manager");
  assert.ok(await suggested(desk, kept.person, merged.person), "the pair is suggested");

  await visitor.open(`/desk/people/${kept.person}/merge/${merged.person}`, t("people.merge.title"));
  await visitor.check("comparison");
  await visitor.button(t("people.merge.go")).click();
  const dialog = page.getByRole("dialog", { name: t("people.merge.go") });
  await dialog.getByText(t("people.merge.sure", { who: name })).waitFor();
  await visitor.check("before merging");
  await dialog.getByRole("button", { name: t("people.merge.go"), exact: true }).click();
  await page.getByText(t("people.merge.done", { who: name })).waitFor();
  await visitor.check("merged");
  const byCard = async (code) => (await desk.get(`/desk/people?center=${site.report.main_center}&q=${code}`)).items.map((one) => one.person);
  assert.deepEqual(await byCard(merged.card_code), [kept.person], "the card of the other finds the one that stayed");

  await visitor.link(t("people.find.open")).click();
  await visitor.settled(name);
  await page.getByRole("link", { name: t("people.tab.merges"), exact: true }).click();
  await page.getByRole("button", { name: t.like("people.merge.undo") }).click();
  const undo = page.getByRole("dialog", { name: t("people.merge.undo") });
  await undo.getByText(t("people.merge.undo_what", { who: name })).waitFor();
  await visitor.check("before undoing");
  await undo.getByRole("button", { name: t("people.merge.undo"), exact: true }).click();
  await visitor.main.getByText(t.like("people.merge.was_undone")).waitFor();
  await visitor.check("undone");
  assert.deepEqual(await byCard(merged.card_code), [merged.person], "each card finds its own again");

  await scan(page, merged.card_code);
  await page.waitForURL(`**/desk/people/${merged.person}`);
  await visitor.settled(name);
});

story("a list with a line that is wrong", async (test, lang) => {
  const [fine, wrong] = [site.newName(), "错号的人"];
  const list = `姓名,手机号,出生日期\n${fine},${site.newPhone()},1956-03-02\n${wrong},123,1956-13-02\n`;
  const visitor = await deskVisit(test, lang);
  const { page, t } = visitor;
  visitor.expected.push(/status of 422/);
  await visitor.open("/desk/people/import", t("people.intake.title"));
  await visitor.choose();
  const file = page.locator("#list-file");
  await file.setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(`姓名,鞋码\n${fine},42\n`) });
  await visitor.button(t("people.intake.read")).click();
  await visitor.refused("list-file", t("people.intake.unknown_column", { column: "鞋码" }));
  await file.setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
  await visitor.button(t("people.intake.read")).click();
  await visitor.settled(t("people.intake.list"));

  const refused = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "3", exact: true }) });
  await refused.getByText(t("field.not_a_phone", { label: t("people.field.phone") })).waitFor();
  await refused.getByText(t("field.not_a_date", { label: t("people.field.birth_date") })).waitFor();
  await visitor.check("preview");
  const [download] = await Promise.all([page.waitForEvent("download"), visitor.link(t("people.intake.download")).click()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const back = Buffer.concat(chunks).toString();
  assert.ok(back.includes(wrong) && !back.includes(fine), "the refused lines come back, the others do not");

  await visitor.button(t("people.intake.take", { n: 1 })).click();
  const dialog = page.getByRole("dialog", { name: t("people.intake.take", { n: 1 }) });
  await dialog.getByText(t("people.intake.sure", { refused: 1 })).waitFor();
  await visitor.check("before taking over");
  await dialog.getByRole("button", { name: t("people.intake.go"), exact: true }).click();
  await page.getByText(t("people.intake.done", { n: 1 })).waitFor();
  await visitor.check("taken over");
  const desk = await site.staff("center_manager");
  const { items } = await desk.get(`/desk/people?center=${site.report.main_center}&q=${encodeURIComponent(fine)}`);
  assert.ok(items.some((one) => one.name === fine), "whom the list named can be found");
});

story("people and organizations on a phone", async (test, lang) => {
  const { person, name } = await site.addPerson();
  const visitor = await deskVisit(test, lang, "phone");
  const { t } = visitor;
  for (const [path, heading] of [
    [`/desk/people/${person}`, name],
    [`/desk/people/${person}?tab=family`, name],
    [`/desk/people/${person}/split`, t("people.split.title")],
    ["/desk/people/import", t("people.intake.title")],
    ["/desk/organizations", t("desk.nav.organizations")],
  ]) {
    await visitor.open(path, heading);
    await visitor.check(path);
  }
});

async function suggested(desk, one, other) {
  let after = "";
  do {
    const page = await desk.get(`/desk/people/duplicates?center=${site.report.main_center}&limit=100${after && `&after=${encodeURIComponent(after)}`}`);
    if (page.items.some((pair) => [one, other].every((id) => [pair.one.person, pair.other.person].includes(id)))) return true;
    after = page.next;
  } while (after);
  return false;
}

/** Telling is work left for after the act: the inbox is read until it is there. */
async function told(them, code) {
  for (let tries = 0; tries < 40; tries += 1) {
    const { items } = await them.get("/me/messages");
    if (items.some((one) => one.code === code)) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  assert.fail(`no message ${code}`);
}
