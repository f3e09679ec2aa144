// npm run package: the workbench as a folder that any web server can serve, from any path, without Node.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildIfStale } from "./build.mjs";
import { root, setUp, SetUpError } from "./setup.mjs";

const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const target = path.join(root, "out", `twinscore-workbench-${version}`);

try {
  setUp();
  await buildIfStale("web");
} catch (error) {
  console.error(error instanceof SetUpError ? error.message : `构建失败 · The build failed:\n${error.message}`);
  process.exit(1);
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
cpSync(path.join(root, "dist", "web"), target, { recursive: true, filter: (file) => !file.endsWith(".map") });
cpSync(path.join(root, "LICENSE"), path.join(target, "LICENSE.txt"));
writeFileSync(path.join(target, "THIRD-PARTY-NOTICES.txt"), notices());
writeFileSync(path.join(target, "使用说明 README.txt"), instructions());
console.log(`已生成 · Written: ${target}`);

/** The licence texts of everything that may be in the bundles: the packages that are not for development only. */
function notices() {
  const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));
  const parts = [];
  for (const [place, entry] of Object.entries(packages)) {
    if (place === "" || entry.dev || entry.devOptional) continue;
    const folder = path.join(root, place);
    if (!existsSync(folder)) continue;
    const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
    const text = file ? readFileSync(path.join(folder, file), "utf8").trim() : `Licence: ${entry.license ?? "see the package"}`;
    parts.push(`${place.replace(/^.*node_modules\//, "")} ${entry.version}\n\n${text}\n`);
  }
  return parts.join(`\n${"-".repeat(80)}\n\n`);
}

function instructions() {
  return [
    `双绩工作台 TwinScore workbench ${version}`,
    "",
    "把本文件夹放到任意网页服务器的任意目录下，用 Chrome 或 Edge 打开 index.html 所在的地址即可使用。",
    "不需要 Node，不访问其他网站；工作簿只在浏览器中处理，不上传。直接双击 index.html 不能使用（浏览器不允许）。",
    "请让服务器对 .html 文件不作缓存（Cache-Control: no-cache）；其余文件名随内容变化，可长期缓存。",
    "",
    "Put this folder anywhere on any web server and open its address in Chrome or Edge.",
    "No Node is needed and no other site is contacted; workbooks are handled in the browser and never uploaded.",
    "Opening index.html by a double click does not work (browsers do not allow it).",
    "Let the server send .html files with Cache-Control: no-cache; all other names change with their contents.",
    "",
  ].join("\r\n");
}
