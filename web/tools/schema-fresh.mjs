// Fails when src/api/schema.d.ts is not what openapi.json gives. `npm run schema` renews it.
import { readFile } from "node:fs/promises";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";

const root = new URL("../", import.meta.url);
const wanted = COMMENT_HEADER + astToString(await openapiTS(new URL("openapi.json", root), { defaultNonNullable: false }));
const found = await readFile(new URL("src/api/schema.d.ts", root), "utf8").catch(() => "");

if (wanted !== found) {
  console.error("src/api/schema.d.ts does not match openapi.json; run: npm run schema");
  process.exit(1);
}
console.log("schema: fresh");
