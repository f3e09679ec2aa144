// npm run package: the workbench as a folder that any web server can serve, from any path, without Node.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { copyPages } from "./built-pages.mjs";
import { readyPages } from "./ready-pages.mjs";
import { root } from "./setup.mjs";

const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const target = path.join(root, "out", `twinscore-workbench-${version}`);

await readyPages();

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
copyPages(target);
writeFileSync(path.join(target, "使用说明 README.txt"), instructions());
console.log(`已生成 · Written: ${target}`);

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
