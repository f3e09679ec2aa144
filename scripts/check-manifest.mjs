// npm run check:manifest [-- FILE]: the add-in's manifest, checked offline. With a file: one that was packaged, whose
// folder "web" beside it holds what its addresses name.
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { checkManifest } from "./addin/check-manifest.mjs";
import { folderReader } from "./addin/folder-reader.mjs";
import { root, setUp } from "./setup.mjs";

setUp({ say: console.error, outputFd: 2 });
const [given] = process.argv.slice(2);
const file = path.resolve(given ?? path.join(root, "manifest.xml"));
if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
  console.error(`没有这个文件 · There is no such file: ${file}`);
  process.exit(2);
}
const problems = checkManifest(readFileSync(file, "utf8"), { production: given !== undefined, readFile: folderReader(given === undefined ? root : path.join(path.dirname(file), "web")) });
for (const { rule, line, text } of problems) console.log(`${path.relative(process.cwd(), file)}:${line}  ${rule}  ${text}`);
console.log(problems.length === 0 ? "清单无误 · The manifest is fine" : `清单有 ${problems.length} 处问题 · ${problems.length} problems in the manifest`);
process.exitCode = problems.length === 0 ? 0 : 1;
