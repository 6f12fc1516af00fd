// The text of a PDF as Chromium prints it: fonts named by their object, glyphs turned back by their ToUnicode maps.
import { inflateSync } from "node:zlib";

/** All text of the document without blanks, in the order it is drawn. */
export function textOf(buffer) {
  const file = buffer.toString("latin1");
  const objects = new Map();
  for (const [, id, body] of file.matchAll(/(?:^|[\r\n])(\d+) 0 obj\b([\s\S]*?)\bendobj\b/g)) objects.set(id, body);
  const maps = new Map();
  for (const [id, body] of objects) {
    const map = /\/ToUnicode (\d+) 0 R/.exec(body);
    if (map && objects.has(map[1])) maps.set(id, unicode(stream(objects.get(map[1]))));
  }
  const named = new Map();
  for (const body of objects.values()) {
    for (const [, name, id] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) if (maps.has(id)) named.set(name, maps.get(id));
  }
  const text = [...objects.values()].map((body) => drawn(stream(body), named)).join("");
  // Some glyphs serve a radical as well as the character, and are listed as the radical.
  return text.normalize("NFKC").replace(/\s/g, "");
}

function stream(body) {
  const at = /stream\r?\n/.exec(body);
  if (!at) return "";
  const raw = Buffer.from(body.slice(at.index + at[0].length, body.lastIndexOf("endstream")), "latin1");
  if (!/\/FlateDecode/.test(body.slice(0, at.index))) return raw.toString("latin1");
  try {
    return inflateSync(raw, { finishFlush: 2 }).toString("latin1");
  } catch {
    return "";
  }
}

const letters = (hex) => Buffer.from(hex, "hex").swap16().toString("utf16le");

/** What the glyphs of a font mean; `digits`: how many hex digits a glyph takes. */
function unicode(text) {
  const map = new Map();
  map.digits = /begincodespacerange\s*<(\w+)>/.exec(text)?.[1].length ?? 4;
  for (const [, block] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, from, to] of block.matchAll(/<(\w+)>\s*<(\w+)>/g)) map.set(parseInt(from, 16), letters(to));
  }
  for (const [, block] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from, to, start] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const first = parseInt(from, 16);
      for (let n = first; n <= parseInt(to, 16); n += 1) map.set(n, String.fromCodePoint(parseInt(start, 16) + n - first));
    }
  }
  return map;
}

function drawn(text, named) {
  let out = "";
  let font;
  for (const [, name, hex] of text.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
    if (name) font = named.get(name);
    else if (font) for (const glyph of hex.match(font.digits === 2 ? /.{2}/g : /.{4}/g) ?? []) out += font.get(parseInt(glyph, 16)) ?? "";
  }
  return out;
}
