// A visitor in a browser: opens pages, checks each, and fails on anything that goes wrong unseen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { words } from "./words.mjs";

export const base = (process.env.LIANXIN_E2E_BASE ?? "http://127.0.0.1:8080").replace(/\/$/, "");

const AXE = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];
export const SIZES = {
  narrow: { width: 320, height: 640 },
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
};

/** For every test: what hangs ends as a failure. */
export const LIMIT = { timeout: 240_000 };

/** Every launch has a profile of its own. */
export function launch(more = []) {
  const executablePath = process.env.LIANXIN_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, headless: true, args: [...ARGS, ...more] });
}

/**
 * A visitor with cookies of their own. `t` is the test: when it ends, what went wrong in the page is an error.
 * `cookies`: a session made before, as `Site.cookies()` gives it. `script`: false for a browser without scripts,
 * "blocked" for one that does not get ours, so that the page can still be examined.
 */
export async function visit(t, browser, options = {}) {
  const { lang = "zh-CN", size = "phone", cookies = [], script = true, worker = false, elder = false, text } = options;
  const context = await browser.newContext({
    baseURL: base,
    viewport: SIZES[size],
    locale: lang,
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
    javaScriptEnabled: script !== false,
    serviceWorkers: worker ? "allow" : "block",
  });
  context.setDefaultTimeout(15_000);
  const set = { lianxin_lang: lang, ...(elder && { lianxin_mode: "elder", lianxin_text: "xl" }), ...(text && { lianxin_text: text }) };
  await context.addCookies([...cookies, ...Object.entries(set).map(([name, value]) => ({ name, value, url: base }))]);
  if (script === "blocked") await context.route(/\.js(\?|$)/, (route) => route.abort());
  const page = await context.newPage();
  const visitor = new Visitor(page, words(lang), { lang, looks: `${size} ${elder} ${text ?? ""}` });
  if (script === "blocked") visitor.expected.push(/ERR_FAILED/);
  t.after(async () => {
    await context.close();
    assert.deepEqual(visitor.faults, [], "faults in the page");
  });
  return visitor;
}

/** By what, where and how it looks: the language in which it was examined. */
const examined = new Map();

export class Visitor {
  /** What went wrong and no check has asked for. */
  faults = [];
  /** Console messages that belong to the story: `/status of 422/`. */
  expected = [];
  checked = 0;

  constructor(page, t, { lang, looks }) {
    this.page = page;
    this.t = t;
    this.lang = lang;
    this.looks = looks;
    page.context().on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(`${base}/`) && !/^(data|blob):/.test(url)) this.faults.push(`request to another host: ${url}`);
    });
    page.on("pageerror", (error) => this.faults.push(`error: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() !== "error") return;
      const text = `${message.text()} (${message.location().url})`;
      if (!this.expected.some((one) => one.test(text))) this.faults.push(`console: ${text}`);
    });
  }

  /** Opens a path and waits until the scripts have taken over and nothing loads. */
  async open(path, heading) {
    const answer = await this.page.goto(path);
    await this.settled(heading);
    return answer;
  }

  async settled(heading) {
    if (heading) await this.heading(heading).waitFor();
    // The page as the server sent it looks much the same; only the one that works counts.
    await this.page.waitForFunction(() => document.getElementById("app")?.__vue_app__);
    await this.page.locator("#main h1").waitFor({ state: "attached" });
    await this.page.waitForFunction(() => !document.querySelector(".lx-skeleton, [aria-busy=true]"));
  }

  heading(name) {
    return this.page.getByRole("heading", { level: 1, name, exact: typeof name === "string" });
  }

  button(name, options) {
    return this.page.getByRole("button", { name, exact: typeof name === "string", ...options });
  }

  link(name, options) {
    return this.page.getByRole("link", { name, exact: typeof name === "string", ...options });
  }

  field(label) {
    return this.page.getByLabel(label, { exact: typeof label === "string" });
  }

  /** A link of the site's navigation, which the screen's width decides about. */
  nav(label) {
    const name = new RegExp(`^${label}`);
    return this.page.getByRole("navigation").getByRole("link", { name }).first();
  }

  get main() {
    return this.page.locator("#main");
  }

  /** Everything every page must be: accessible, no wider than the screen, one h1, a title. */
  async check(what = "page") {
    await this.settled();
    if (this.isNew(what)) await axe(this.page, what);
    await this.fits(what);
    this.checked += 1;
  }

  /** The part of it that depends on how long the words of a language are. */
  async fits(what) {
    await noSidewaysScroll(this.page, what);
    assert.equal(await this.page.locator("h1").count(), 1, `${what}: one h1`);
    assert.notEqual(await this.page.title(), "", `${what}: a document title`);
  }

  /**
   * Most of a journey's time goes into examining pages. What a file has examined in one language has the same roles,
   * colors and sizes in the next; how wide the words are is looked at in each.
   */
  isNew(what) {
    const path = new URL(this.page.url()).pathname.replaceAll(/[a-z]{2,4}_[0-9a-z]{26}/g, "ID");
    const key = `${what} ${path} ${this.looks}`;
    const first = examined.get(key) ?? this.lang;
    examined.set(key, first);
    return first === this.lang;
  }

  /** The summary on top names what is wrong, leads to the field, and the field points back at its error. */
  async refused(field, text) {
    const { t } = this;
    const summary = this.page.getByRole("group", { name: t("ui.error_title") });
    await summary.waitFor();
    assert.ok(await summary.evaluate((box) => box === document.activeElement), "the error summary has the focus");
    await summary.getByRole("link", { name: text }).click();
    const control = this.page.locator(`#${field}`);
    assert.ok(await control.evaluate((one) => one === document.activeElement), `the error leads to ${field}`);
    assert.equal(await control.getAttribute("aria-invalid"), "true");
    const described = (await control.getAttribute("aria-describedby"))?.split(" ") ?? [];
    assert.ok(described.includes(`${field}-error`), `${field} is described by its error`);
    await this.check(`error at ${field}`);
  }
}

/** Fails on anything axe finds: A, AA up to WCAG 2.2, and its best practices. */
export async function axe(page, what = "page") {
  let found = await axeFinds(page);
  // A page that grows while it is looked at hides its own end; what is wrong stays wrong.
  if (found.length > 0) {
    await page.waitForTimeout(1000);
    found = await axeFinds(page);
  }
  if (found.length > 0) assert.fail(`accessibility of ${what} at ${page.url()}: ${found.join("; ")}`);
}

async function axeFinds(page) {
  // Bars and toasts fixed to the screen's edge would hide what scrolls under them; on a screen that is taller than the
  // page nothing does. A taller screen may bring more of the page.
  const size = page.viewportSize();
  const modal = await page.evaluate(() => document.querySelector("dialog[open]") !== null);
  if (!modal) {
    for (let seen = 0; seen < 3; seen += 1) {
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      if (seen > 0 && height <= page.viewportSize().height) break;
      await page.setViewportSize({ width: size.width, height: Math.min(Math.max(height, size.height) + 160, 24_000) });
    }
  }
  // What is as tall as a share of the screen grows with it, so the bars are also let go of.
  if (!modal) await page.evaluate(letGo);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const found = await page.evaluate(async (tags) => {
    const { violations } = await window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    // WCAG 2.2, 2.5.8: a pin must lie where its place is, however near the next one; it must still be large itself.
    const allowed = (id, target) => {
      const pin = document.querySelector(target.join(" "))?.closest(".lx-map-pin");
      const box = pin?.getBoundingClientRect();
      return id === "target-size" && box !== undefined && box.width >= 24 && box.height >= 24;
    };
    return violations.flatMap(({ id, help, nodes }) => {
      const where = nodes.map((one) => one.target).filter((target) => !allowed(id, target));
      return where.length > 0 ? [`${id}: ${help}: ${where.map((target) => target.join(" ")).join(" | ")}`] : [];
    });
  }, AXE_TAGS);
  if (!modal) {
    await page.evaluate(holdAgain);
    await page.setViewportSize(size);
  }
  return found;
}

/** In the page: nothing sticks to an edge, until `holdAgain`. */
function letGo() {
  for (const one of document.body.querySelectorAll("*")) {
    if (!["sticky", "fixed"].includes(getComputedStyle(one).position)) continue;
    one.dataset.stuck = one.style.position;
    one.style.setProperty("position", "static", "important");
  }
}

function holdAgain() {
  for (const one of document.querySelectorAll("[data-stuck]")) {
    one.style.position = one.dataset.stuck;
    delete one.dataset.stuck;
  }
}

export async function noSidewaysScroll(page, what = "page") {
  const { scroll, width, wide } = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const over = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > width + 1);
    const wide = over.slice(0, 5).map((one) => `${one.localName}.${[...one.classList].join(".")}`);
    return { scroll: document.documentElement.scrollWidth, width, wide };
  });
  assert.ok(scroll <= width, `${what} at ${page.url()} is ${scroll} px wide on a screen of ${width} px: ${wide.join(", ")}`);
}

/** Moves with Tab alone until the control has the focus; the keyboard must get there. */
export async function tabTo(locator, most = 120) {
  await locator.waitFor();
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await locator.evaluate((one) => one === document.activeElement)) return;
    await locator.page().keyboard.press("Tab");
  }
  throw new Error(`${locator} is not reached with ${most} times Tab`);
}

export async function pressOn(locator, key = "Enter") {
  await tabTo(locator);
  await locator.page().keyboard.press(key);
}

/** As a scanner gun does it: every character at once, Enter at the end, wherever the focus is. */
export async function scan(page, code) {
  // A gun is quick however busy the machine is, so its keys carry their own times.
  const devtools = await page.context().newCDPSession(page);
  const began = Date.now() / 1000;
  const keys = [...[...code].map((key) => ({ key, text: key })), { key: "Enter", code: "Enter", text: "\r", windowsVirtualKeyCode: 13 }];
  const strokes = keys.flatMap(({ text, ...key }, n) => [
    { ...key, text, type: "keyDown", timestamp: began + n * 0.005 },
    { ...key, type: "keyUp", timestamp: began + n * 0.005 + 0.002 },
  ]);
  await Promise.all(strokes.map((stroke) => devtools.send("Input.dispatchKeyEvent", stroke)));
  await devtools.detach();
}

/** A resident with a phone signs in through the pages; the development code is on the page. */
export async function signIn(visitor, phone) {
  const { page, t } = visitor;
  await visitor.heading(t("account.sign_in")).waitFor();
  await visitor.field(t("sign_in.phone")).fill(phone);
  await visitor.button(t("sign_in.send")).click();
  await visitor.heading(t("sign_in.enter_code")).waitFor();
  const code = await shownCode(visitor);
  await visitor.field(t("sign_in.code")).fill(code);
  await page.locator("#main").getByRole("button", { name: t("account.sign_in"), exact: true }).click();
}

export async function shownCode({ page, t }) {
  const text = await page.getByText(t.like("sign_in.development_code")).innerText();
  return /\d{4,8}/.exec(text)[0];
}

export async function signInStaff(visitor, { login, password }) {
  const { t } = visitor;
  await visitor.heading(t("staff.title")).waitFor();
  await visitor.field(t("staff.login")).fill(login);
  await visitor.field(t("staff.password")).fill(password);
  await visitor.main.getByRole("button", { name: t("account.sign_in"), exact: true }).click();
}
