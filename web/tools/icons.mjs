// Renders public/icons/seal.svg to the PNG sizes phones ask for. Run by hand when the seal changes; needs Chromium.
import { readFile, writeFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const icons = new URL("../public/icons/", import.meta.url);
const svg = await readFile(new URL("seal.svg", icons), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const size of [192, 512]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await writeFile(new URL(`seal-${size}.png`, icons), await page.screenshot({ omitBackground: true }));
}
await browser.close();
