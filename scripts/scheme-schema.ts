/** node scripts/run-ts.mjs scripts/scheme-schema.ts [--write]: the JSON Schema of scheme files; `--write` puts it into docs/scheme.schema.json. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { schemeFileSchema } from "./support/scheme-file-schema";

const text = `${JSON.stringify(schemeFileSchema(), null, 2)}\n`;
if (process.argv.includes("--write")) writeFileSync(path.join(process.cwd(), "docs/scheme.schema.json"), text);
else console.log(text);
