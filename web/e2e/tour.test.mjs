// Every page of the site in each language, on a phone: it opens, fits, has its one heading and its title. The stories look
// closer, each in one language.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, LIMIT, visit } from "./browser.mjs";
import * as site from "./site.mjs";
import { EVERY_LANGUAGE } from "./words.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** Every pattern the server has a page for. */
const PATTERNS = [
  ...readFileSync(new URL("../../apps/lianxin/src/pages/places.rs", import.meta.url), "utf8").matchAll(/^ {4}"(\/[^"]*)" (?:Resident|Desk|City) /gm),
].map(([, pattern]) => pattern);

const parts = (pattern, names) => names.map((name) => [pattern, pattern.replace(/:.*$/, name)]);

/** Who goes where: the pattern of a page, and an address on it when the pattern leaves something open. */
async function plan() {
  const center = site.report.main_center;
  const desk = await site.staff("center_manager");
  const made = await site.program(site.soon());
  const [session] = made.sessions;
  const who = await site.resident();
  const signUp = await site.join(who, session);
  const other = await site.addPerson();
  const { items: rooms } = await desk.get(`/centers/${center}/rooms`);
  const { items: organizations } = await desk.get("/desk/organizations?limit=1").catch(() => ({ items: [] }));
  const { items: rounds } = await desk.get(`/desk/rounds?center=${center}`);
  const room = rooms.find((one) => !one.part_of) ?? rooms[0];
  const rule = { rule: "FREQ=WEEKLY;COUNT=2", first: site.dateIn(9), from_minute: 1170, minutes: 30 };
  const series = await desk.post(`/desk/rooms/${room.id}/series`, { person: (await who.get("/me")).person, rule, people: 4, title: "读书会", outside_hours: true });
  const stops = {
    nobody: [
      ["/"],
      ["/centers"],
      ["/centers/:id", `/centers/${center}`],
      ["/districts/:id", `/districts/${site.report.district}`],
      ["/activities"],
      ["/activities/:id", `/activities/${session}`],
      ["/rooms"],
      ["/rooms/now"],
      ["/rooms/items"],
      ["/rooms/:id", `/rooms/${room.id}`],
      ["/screen/center/:center", `/screen/center/${center}`],
      ["/sign-in"],
      ["/sign-in/staff"],
      ["/sign-in/paper"],
      ["/kiosk"],
      ["/forbidden"],
    ],
    resident: [
      ["/activities/:id/join", `/activities/${session}/join`],
      ["/rooms/:id/here", `/rooms/${room.id}/here`],
      ["/rooms/:id/series", `/rooms/${room.id}/series`],
      ["/me"],
      ["/me/activities"],
      ["/me/activities/:id", `/me/activities/${signUp.id}`],
      ["/me/bookings"],
      ["/me/calendars"],
      ["/me/series/:id", `/me/series/${series.id}`],
      ["/me/rounds"],
      ["/me/rounds/:id", `/me/rounds/${rounds[0]?.id ?? "rnd_00000000000000000000000000"}?club=org_00000000000000000000000000`],
      ["/me/card"],
      ["/me/inbox"],
      ["/me/settings"],
      ...parts("/me/:part", PARTS_OF_ME),
      ["/check-in/:id", `/check-in/${session}`],
      ["/feedback/:id", `/feedback/${signUp.id}`],
    ],
    center_manager: [
      ["/desk"],
      ["/desk/today"],
      ["/desk/programs"],
      ["/desk/programs/new"],
      ["/desk/programs/:id", `/desk/programs/${made.program}`],
      ["/desk/sessions/:id", `/desk/sessions/${session}`],
      ["/desk/sessions/:id/sheet", `/desk/sessions/${session}/sheet`],
      ["/desk/rooms"],
      ["/desk/rooms/requests"],
      ["/desk/rooms/series"],
      ["/desk/rooms/closings"],
      ["/desk/rooms/rounds"],
      ["/desk/rooms/rounds/:id", `/desk/rooms/rounds/${rounds[0]?.id ?? "rnd_00000000000000000000000000"}`],
      ["/desk/rooms/items"],
      ["/desk/rooms/loans"],
      ["/desk/rooms/feeds"],
      ["/desk/rooms/rules"],
      ["/desk/rooms/use"],
      ["/desk/people"],
      ["/desk/people/duplicates"],
      ["/desk/people/import"],
      ["/desk/people/import/:id", "/desk/people/import/pin_00000000000000000000000000"],
      ["/desk/people/:person", `/desk/people/${other.person}`],
      ["/desk/people/:person/card", `/desk/people/${other.person}/card`],
      ["/desk/people/:person/merge/:other", `/desk/people/${other.person}/merge/${who.person}`],
      ["/desk/people/:person/split", `/desk/people/${other.person}/split`],
      ["/desk/organizations"],
      ["/desk/organizations/:id", `/desk/organizations/${organizations[0]?.id ?? "org_00000000000000000000000000"}`],
      ["/desk/figures"],
      ["/desk/hours"],
      ["/screen/door/:session", `/screen/door/${session}`],
      ["/screen/room/:room", `/screen/room/${room.id}`],
    ],
    district_manager: [["/city"], ["/city/wall"], ["/city/planning"]],
    administrator: [
      ["/desk/admin"],
      ...parts("/desk/admin/:part", ["grants", "rights", "roles", "accounts", "staff", "kiosks", "audit", "requests"]),
      ...parts("/desk/admin/:part", ["purposes", "retention", "assessments", "breaches", "provisions"]),
      ...parts("/desk/admin/:part/:id", ["roles/clerk", "purposes/new", "purposes/notice", "assessments/new"]),
    ],
  };
  return { stops, who };
}

const PARTS_OF_ME = ["acting", "consents", "data", "delegates", "details", "family", "looks", "organizations"]
  .concat(["password", "requests", "residency", "second-factor", "sign-ins", "standings"]);

let planned;
before(async () => (planned = await plan()));

test("no page is left out", () => {
  const seen = new Set(Object.values(planned.stops).flatMap((list) => list.map(([pattern]) => pattern)));
  assert.ok(PATTERNS.length > 50, `${PATTERNS.length} pages`);
  assert.deepEqual(PATTERNS.filter((pattern) => !seen.has(pattern)), [], "pages without a stop");
});

async function cookiesOf(who) {
  if (who === "nobody") return [];
  return (who === "resident" ? planned.who : await site.staff(who)).cookies();
}

for (const lang of EVERY_LANGUAGE) {
  for (const who of ["nobody", "resident", "center_manager", "district_manager", "administrator"]) {
    test(`every page of ${who} on a phone (${lang})`, LIMIT, async (test) => {
      const cookies = await cookiesOf(who);
      const visitor = await visit(test, browser, { lang, cookies });
      visitor.expected.push(/status of (403|404|409|422)/);
      const faults = [];
      for (const [pattern, path = pattern] of planned.stops[who]) {
        await visitor.open(path);
        assert.equal(await visitor.page.locator("html").getAttribute("lang"), lang, path);
        await visitor.fits(path).catch((error) => faults.push(error.message));
      }
      assert.deepEqual(faults, []);
    });
  }
}
