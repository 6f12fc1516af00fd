// Administration: a role is made and given for an evening, explained and found in the audit; a request about data is
// answered, an assessment written and reviewed by somebody else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, LIMIT, pressOn, visit } from "./browser.mjs";
import * as site from "./site.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const run = `${process.pid}_${Date.now() % 100_000}`;

async function adminVisit(test, lang, size = "desk", more = {}) {
  const admin = await site.staff("administrator");
  return visit(test, browser, { lang, size, cookies: admin.cookies(), ...more });
}

/** Finds somebody in a field and chooses the only one with that name. */
async function pick(scope, label, name, t) {
  await scope.getByRole("searchbox", { name: label, exact: true }).fill(name);
  await scope.getByRole("button", { name: `${t("desk.pick.choose")} ${name}` }).click();
  await scope.getByRole("group", { name: label, exact: true }).getByText(name, { exact: true }).waitFor();
}

test("a role is made, given for an evening, explained, and found in the audit (zh-CN)", LIMIT, async (test) => {
  const person = await site.addPerson();
  const admin = await site.staff("administrator");
  const role = `evening_${run}`;
  const roleName = `晚班 ${run}`;
  const visitor = await adminVisit(test, "zh-CN");
  const { page, t } = visitor;
  visitor.expected.push(/status of 4(09|22)/);

  await visitor.open("/desk/today", t("desk.today.title"));
  await visitor.nav(t("desk.nav.admin")).click();
  await visitor.settled(t("admin.title"));
  await visitor.check("administration");
  await visitor.main.getByRole("link", { name: t("admin.nav.roles"), exact: true }).click();
  await visitor.settled(t("admin.nav.roles"));
  await visitor.check("roles");

  await visitor.button(t("admin.roles.new")).click();
  const making = page.getByRole("dialog", { name: t("admin.roles.new") });
  await making.getByRole("button", { name: t("admin.roles.make"), exact: true }).click();
  await making.getByRole("group", { name: t("ui.error_title") }).waitFor();
  await visitor.check("a role without a name");
  await making.getByLabel("简体中文").fill(roleName);
  await making.getByLabel(t("admin.roles.key"), { exact: true }).fill(role);
  await making.getByRole("button", { name: t("admin.roles.make"), exact: true }).click();
  await visitor.settled(roleName);

  const box = (permission) => page.locator(`[id="permission-${permission}"]`);
  for (const module of ["people", "activities"]) {
    const group = page.locator("details").filter({ has: page.locator("summary", { hasText: t(`admin.module.${module}`) }) });
    if (!(await group.evaluate((one) => one.open))) await pressOn(group.locator("summary").first());
  }
  await box("people.find").check();
  await box("activities.desk").check();
  await visitor.button(t("admin.roles.preview")).click();
  const diff = page.getByRole("region", { name: t("admin.diff.title") });
  await diff.getByRole("heading", { name: t("admin.diff.gained", { n: 2 }) }).waitFor();
  await diff.getByText(t("permission.people.find")).waitFor();
  await diff.getByText(t("admin.diff.touches", { n: 0, places: 0 })).waitFor();
  await visitor.check("what a change would do");
  await diff.getByRole("button", { name: t("admin.diff.save"), exact: true }).click();
  await diff.waitFor({ state: "detached" });
  const { items: roles } = await admin.get("/admin/roles");
  assert.deepEqual(roles.find((one) => one.role === role).permissions, ["activities.desk", "people.find"]);

  await visitor.open(`/desk/admin/grants?place=${site.report.main_center}`, t("admin.nav.grants"));
  const center = t.of(site.report.main_center_name);
  await page.getByRole("heading", { level: 2, name: center, exact: true }).waitFor();
  await visitor.check("grants of a center");
  await visitor.button(t("admin.grant.duty")).click();
  const giving = page.getByRole("dialog", { name: t("admin.grant.duty_at", { place: center }) });
  await giving.getByRole("button", { name: t("admin.grant.duty"), exact: true }).click();
  await giving.getByRole("link", { name: t("field.required", { label: t("admin.person") }) }).waitFor();
  await visitor.check("duty for nobody");
  await pick(giving, t("admin.person"), person.name, t);
  await giving.getByLabel(t("admin.role"), { exact: true }).selectOption(role);
  await visitor.check("duty for somebody");
  await giving.getByRole("button", { name: t("admin.grant.duty"), exact: true }).click();
  await giving.waitFor({ state: "detached" });
  const row = visitor.main.getByRole("listitem").filter({ hasText: person.name });
  await row.getByText(t("admin.kind.duty"), { exact: true }).waitFor();
  await row.getByText(roleName).first().waitFor();

  await row.getByRole("link", { name: new RegExp(t("admin.grant.why")) }).click();
  await visitor.settled(t("admin.nav.rights"));
  await page.getByRole("heading", { level: 2, name: t("admin.why.title", { who: person.name, place: center }) }).waitFor();
  const right = visitor.main.getByRole("listitem").filter({ hasText: "people.find" }).first();
  await right.getByText(t("admin.by.duty", { role: roleName, place: center })).waitFor();
  await right.getByText(t("admin.why.yes"), { exact: true }).waitFor();
  await visitor.check("why somebody may");

  // The same by the role, with one permission taken back: whom it touches is said before it happens.
  await visitor.open(`/desk/admin/roles/${role}`, roleName);
  await box("people.find").uncheck();
  await visitor.button(t("admin.roles.preview")).click();
  await diff.getByRole("heading", { name: t("admin.diff.lost", { n: 1 }) }).waitFor();
  await diff.getByText(t("admin.diff.touches", { n: 1, places: 1 })).waitFor();
  await diff.getByRole("button", { name: t("admin.diff.save"), exact: true }).click();
  await diff.waitFor({ state: "detached" });
  const rights = await admin.get(`/admin/people/${person.person}/rights?place=${site.report.main_center}`);
  const held = rights.items.find((one) => one.permission === "people.find");
  assert.equal(held.by.length, 0, "what was taken from the role is held no longer");
  const permissions = await admin.get("/admin/permissions");
  for (const { permission } of permissions.items) assert.ok(t(`permission.${permission}`), `${permission} has a name`);

  await visitor.open("/desk/admin/audit?what=people.change_role", t("admin.nav.audit"));
  const lines = visitor.main.getByRole("listitem").filter({ hasText: "people.change_role" });
  await lines.first().getByText(t("act.people.change_role"), { exact: true }).waitFor();
  await lines.first().getByRole("button", { name: site.staffOf("administrator").name, exact: true }).click();
  await page.getByRole("group", { name: t("admin.audit.who"), exact: true }).waitFor();
  await lines.first().waitFor();
  await visitor.check("audit of one person");
});

test("a request about data is answered, an assessment reviewed by somebody else (en)", LIMIT, async (test) => {
  const resident = await site.resident({ language: "en" });
  await resident.post("/me/data/requests", { kind: "correct", wish: "My name is written wrongly." });
  const admin = await site.staff("administrator");
  const [asked] = (await resident.get("/me/data/requests")).items;
  const visitor = await adminVisit(test, "en");
  const { page, t } = visitor;
  visitor.expected.push(/status of 4(09|22)/);

  await visitor.open("/desk/admin/requests", t("admin.nav.requests"));
  await visitor.check("requests");
  await visitor.open(`/desk/admin/requests/${asked.id}`, new RegExp(asked.number));
  await visitor.main.getByText("My name is written wrongly.").waitFor();
  await visitor.button(t("admin.request.take")).click();
  await visitor.main.getByText(t("admin.state.in_progress"), { exact: true }).waitFor();
  await page.getByRole("radio", { name: t("admin.outcome.refused") }).check({ force: true });
  await visitor.field(t("admin.answer.answer")).fill("Your card shows the name as you wrote it.");
  await visitor.button(t("admin.answer.send")).click();
  await visitor.refused("answer-reason", t("field.required", { label: t("admin.answer.reason") }));
  await visitor.field(t("admin.answer.reason")).fill("The record is right.");
  await visitor.field(t("admin.answer.law")).fill("PIPL Art. 46");
  await visitor.button(t("admin.answer.send")).click();
  await visitor.main.getByText(t("admin.state.answered"), { exact: true }).first().waitFor();
  await visitor.check("a request that is answered");
  const answered = (await resident.get("/me/data/requests")).items.find((one) => one.id === asked.id);
  assert.equal(answered.outcome, "refused");
  assert.equal(answered.law, "PIPL Art. 46");

  const subject = `Health notes ${run}`;
  await visitor.open("/desk/admin/assessments/new", t("admin.assessment.new"));
  await visitor.check("a new assessment");
  await visitor.button(t("admin.assessment.save")).click();
  await page.getByRole("group", { name: t("ui.error_title") }).waitFor();
  await visitor.field(t("admin.assessment.subject")).fill(subject);
  await page.getByRole("group", { name: t("admin.assessment.purposes") }).getByRole("checkbox").first().check();
  await visitor.field(t("admin.assessment.necessity")).fill("Who helps with bathing must know who cannot stand long.");
  await visitor.field(t("admin.risk.what")).fill("Somebody else reads it.");
  await visitor.field(t("admin.risk.measures")).fill("Only who is on duty opens it.");
  await visitor.field(t("admin.assessment.decision")).fill("Keep it for those on duty.");
  await visitor.button(t("admin.assessment.save")).click();
  await visitor.settled(subject);
  await visitor.check("a draft");
  await visitor.button(t("admin.assessment.submit")).click();
  await visitor.main.getByText(t("admin.review.another")).waitFor();
  await visitor.check("submitted by oneself");
  const id = new URL(page.url()).pathname.split("/").at(-1);

  // Who reviews is no administrator: a role of the installation's own lets the manager of the center do it.
  const role = `reviewer_${run}`;
  await admin.post("/admin/roles", { role, names: { "zh-CN": `审核 ${run}`, en: `Reviewer ${run}` } });
  await admin.call("PATCH", `/admin/roles/${role}`, { version: 1, permissions: ["privacy.look", "privacy.review"] });
  const manager = site.staffOf("center_manager");
  await admin.post("/admin/grants", { person: manager.person, role, place: await placeOf(admin) });
  const cookies = (await site.staff("center_manager")).cookies();
  const other = await visit(test, browser, { lang: "en", size: "phone", cookies });
  await other.open(`/desk/admin/assessments/${id}`, subject);
  await other.check("an assessment to review");
  await other.field(t("admin.review.note")).fill("Fine for a year.");
  await other.button(t("admin.review.approve")).click();
  await other.main.getByText(t("admin.state.approved"), { exact: true }).waitFor();
  await other.main.getByText(manager.name).waitFor();
  await other.check("an assessment that is approved");
});

/** Where the administrator holds their role. */
async function placeOf(admin) {
  const { account } = await admin.get("/session");
  return account.desk[0].place;
}

for (const [size, more] of [["desk", {}], ["phone", { elder: true }]]) {
  test(`the other pages of the administration (zh-CN, ${size}${more.elder ? ", elder" : ""})`, LIMIT, async (test) => {
    const visitor = await adminVisit(test, "zh-CN", size, more);
    const { t } = visitor;
    for (const [path, heading] of [
      ["", "admin.title"],
      ["/grants", "admin.nav.grants"],
      ["/rights", "admin.nav.rights"],
      ["/roles", "admin.nav.roles"],
      ["/roles/district_manager", "role.district_manager"],
      ["/accounts", "admin.nav.accounts"],
      ["/staff", "admin.nav.staff"],
      ["/kiosks", "admin.nav.kiosks"],
      ["/audit?purpose=service", "admin.nav.audit"],
      ["/requests?state=closed", "admin.nav.requests"],
      ["/purposes", "admin.nav.purposes"],
      ["/purposes/new", "admin.purposes.new"],
      ["/purposes/notice", "admin.text.notice"],
      ["/assessments", "admin.nav.assessments"],
      ["/breaches", "admin.nav.breaches"],
      ["/provisions", "admin.nav.provisions"],
      ["/retention", "admin.nav.retention"],
    ]) {
      await visitor.open(`/desk/admin${path}`, t(heading));
      await visitor.check(`${path} (${size}${more.elder ? ", elder" : ""})`);
    }
  });
}

test("a clerk finds no administration (en)", LIMIT, async (test) => {
  const clerk = await site.staff("clerk");
  const visitor = await visit(test, browser, { lang: "en", size: "desk", cookies: clerk.cookies() });
  const { t } = visitor;
  await visitor.open("/desk/today", t("desk.today.title"));
  assert.equal(await visitor.page.getByRole("link", { name: t("desk.nav.admin") }).count(), 0);
  await visitor.open("/desk/admin/audit", t("admin.nav.audit"));
  await visitor.main.getByText(t("admin.not_yours")).waitFor();
  await visitor.check("a page that is not theirs");
});
