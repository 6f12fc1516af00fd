// What the journeys stand on, made through the public API of a running site: people, sessions, sign-ups.
import { readFileSync } from "node:fs";
import { base } from "./browser.mjs";

const ZONE = "Asia/Shanghai";
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** What `lianxin demo` said about the district it made: centers, sign-ins, sessions. */
export const report = process.env.LIANXIN_E2E_REPORT ? JSON.parse(readFileSync(process.env.LIANXIN_E2E_REPORT, "utf8")) : null;

export function staffOf(who) {
  const found = report?.sign_ins.find((one) => one.who === who);
  if (!found) throw new Error(`LIANXIN_E2E_REPORT names no ${who}`);
  return found;
}

/** Someone who talks to the API: keeps the session, fails on refusals. */
export class Site {
  session = null;

  async call(method, path, body) {
    const headers = { Accept: "application/json", ...(this.session && { Cookie: `lianxin_session=${this.session}` }) };
    if (body !== undefined) Object.assign(headers, { "Content-Type": "application/json", Origin: base });
    const answer = await fetch(`${base}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith("lianxin_session="));
    if (cookie) this.session = /^lianxin_session=([^;]*)/.exec(cookie)[1] || null;
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  get(path) {
    return this.call("GET", path);
  }

  post(path, body = {}) {
    return this.call("POST", path, body);
  }

  /** For `visit`: a browser that is signed in as this one. */
  cookies() {
    return [{ name: "lianxin_session", value: this.session, url: base, httpOnly: true, sameSite: "Lax" }];
  }
}

const signedIn = new Map();

/** Staff sign in once per file. */
export function staff(who) {
  if (!signedIn.has(who)) signedIn.set(who, signInAs(who));
  return signedIn.get(who);
}

async function signInAs(who) {
  const site = new Site();
  const { login, password } = staffOf(who);
  await site.post("/sign-in/staff", { login, password });
  return site;
}

let phones = 0;
const start = Date.now();

/** A number nobody has: from the moment this file started and how many it gave out. */
export function newPhone() {
  phones += 1;
  return `17${String((start * 7 + process.pid * 1009 + phones * 101) % 1_000_000_000).padStart(9, "0")}`;
}

const SURNAMES = "赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱";
const GIVEN = "桂兰秀英建国玉梅志强丽华春生晓东小红";

/** A name that no other person of this run has. */
export function newName() {
  const n = phones * 37 + start + process.pid;
  const pick = (from, by) => from[Math.floor(n / by) % from.length];
  return `${pick(SURNAMES, 1)}${pick(GIVEN, 16)}${pick(GIVEN, 293)}${phones || ""}`;
}

/** A resident who is signed in, as a `Site`, with `phone`, `name` and `person`. */
export async function resident({ name = null, birth_date = null, language = "zh-CN" } = {}) {
  const site = new Site();
  const phone = newPhone();
  name ??= newName();
  const { development_code } = await site.post("/sign-in/code", { phone });
  const { ticket } = await site.post("/sign-in/phone", { phone, code: development_code });
  const home_center = report?.main_center ?? null;
  const { account } = await site.post("/sign-in/register", { ticket, name, birth_date, home_center, language });
  return Object.assign(site, { phone, name, person: account.person });
}

/** Someone staff added at the desk, with `card_code`; with a phone they can sign in. */
export async function addPerson({ name = null, phone = null, language = "zh-CN" } = {}) {
  const desk = await staff("center_manager");
  phones += 1;
  const person = { name: name ?? newName(), phone, birth_date: null, home_center: report.main_center, language };
  return Object.assign(await desk.post("/desk/people", person), { phone });
}

const parts = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

/** Civil date and time of day of an instant, as the centers have it. */
export function civil(at) {
  const [date, time] = parts.format(at).split(", ");
  return { date, time };
}

export function dateIn(days) {
  return civil(Date.now() + days * DAY).date;
}

/** Starts in a few minutes, so that check-in is open; shortly before midnight it starts right after. */
export function soon(minutes = 12) {
  const from = civil(Date.now() + minutes * MINUTE);
  const to = civil(Date.now() + (minutes + 60) * MINUTE);
  if (from.date === to.date) return { kind: "once", date: from.date, from: from.time, to: to.time };
  if (from.time < "23:50") return { kind: "once", date: from.date, from: from.time, to: "23:59" };
  return { kind: "once", date: to.date, from: "00:01", to: "01:00" };
}

export function onDay(days, from = "10:00", to = "11:00") {
  return { kind: "once", date: dateIn(days), from, to };
}

let programs = 0;

/** A published program with one session or more; gives `{ program, title, sessions }`. */
export async function program(series, fields = {}) {
  programs += 1;
  const mark = `${process.pid}-${programs}`;
  const desk = await staff("center_manager");
  const title = { "zh-CN": `合唱排练 ${mark}`, en: `Choir practice ${mark}` };
  const made = await desk.post("/desk/programs", {
    center: report.main_center,
    title,
    description: { "zh-CN": "带好歌本，零基础也欢迎。", en: "Bring your song book; beginners are welcome." },
    kind: "arts_group",
    mode: "on_site",
    audience: ["resident"],
    age_min: null,
    age_max: null,
    fee_fen: 0,
    party_max: 4,
    seats_on_site: 20,
    seats_online: null,
    sign_up_needed: true,
    sign_up_opens_days: null,
    sign_up_closes_minutes: 0,
    waiting_list: true,
    offer_minutes: null,
    fair_first: false,
    contact: null,
    online_link: null,
    room: null,
    outdoor: "小广场",
    series,
    publish: true,
    ...fields,
  });
  const refused = made.dates.filter((one) => one.refused);
  if (refused.length > 0) throw new Error(`dates are refused: ${JSON.stringify(refused)}`);
  return { program: made.program.id, title, sessions: made.dates.map((one) => one.session) };
}

/** Takes places for people added at the desk. */
export async function fill(session, people) {
  const desk = await staff("center_manager");
  const made = [];
  for (let n = 0; n < people; n += 1) {
    const person = await addPerson();
    made.push({ person, sign_up: await desk.post(`/desk/sessions/${session}/sign-ups`, { person: person.person, mode: "on_site", companions: [], wait: false }) });
  }
  return made;
}

export function join(site, session, { companions = [], wait = false } = {}) {
  return site.post(`/sessions/${session}/sign-ups`, { mode: "on_site", companions, wait });
}
