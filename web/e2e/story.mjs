// A story is told in one language, the next one in the next; what differs between languages is how long words are, and the
// tour looks at every page in each. `LIANXIN_E2E_LANGUAGES=zh-CN,en` tells each story in all of these.
import { test } from "node:test";
import { LIMIT } from "./browser.mjs";
import { LANGUAGES } from "./words.mjs";

const asked = process.env.LIANXIN_E2E_LANGUAGES?.split(",");
let told = 0;

/** `tell(t, lang)` is the body of a test. */
export function story(title, tell) {
  const languages = asked ?? [LANGUAGES[told % LANGUAGES.length]];
  told += 1;
  for (const lang of languages) test(`${title} (${lang})`, LIMIT, (t) => tell(t, lang));
}
