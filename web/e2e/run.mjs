// Runs all journeys against a running site and closes with one plain line.
//   LIANXIN_E2E_BASE=http://127.0.0.1:8080 LIANXIN_E2E_REPORT=demo.json node e2e/run.mjs [part of a file name…]
import { readdir } from "node:fs/promises";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

/** Each file has a browser of its own; more at a time would measure the machine. */
const AT_ONCE = 2;

const here = new URL("./", import.meta.url);
const wanted = process.argv.slice(2);
const files = (await readdir(here))
  .filter((name) => name.endsWith(".test.mjs") && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
  .sort()
  .map((name) => fileURLToPath(new URL(name, here)));

const count = { pass: 0, fail: 0 };
const tests = run({ files, concurrency: AT_ONCE });
// A file is reported like a test when it ended before its tests could; counted only then.
const isTest = (data) => data.details?.type !== "suite" && data.name !== data.file;
tests.on("test:pass", (data) => isTest(data) && !data.skip && (count.pass += 1));
tests.on("test:fail", () => (count.fail += 1));
tests.compose(new spec()).pipe(process.stdout);
tests.on("end", () => {
  if (files.length === 0) count.fail += 1;
  process.exitCode = count.fail > 0 || count.pass === 0 ? 1 : 0;
  process.on("exit", () => console.log(`${count.pass} passed, ${count.fail} failed`));
});
