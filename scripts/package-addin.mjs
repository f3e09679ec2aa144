// npm run package:addin -- --address https://server/folder/: the add-in for Excel as a folder, ready for a web server, and its
// manifest. How to hand it out: docs/deploy.md.
//   --office-js global | 21vianet | ADDRESS   where Office's own script comes from; an address below the page is one of one's own server
//   --support ADDRESS                         whom users ask; by default the workbench's page
//   --out FOLDER
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { OFFICE_JS } from "./addin/addin-page.mjs";
import { isThisComputer } from "./addin/check-manifest.mjs";
import { writeAddin } from "./addin/write-addin.mjs";
import { readyPages } from "./ready-pages.mjs";
import { root } from "./setup.mjs";

const USAGE = "npm run package:addin -- --address https://server/folder/ [--office-js global|21vianet|https://…/office.js|office/office.js] [--support https://…] [--out FOLDER]";

function refuse(zh, en) {
  console.error(`${zh}\n${en}\n${USAGE}`);
  process.exit(2);
}

function options() {
  try {
    const text = { type: "string" };
    return parseArgs({ options: { address: text, "office-js": text, support: text, out: text } }).values;
  } catch (error) {
    return refuse("参数有误。", error.message);
  }
}

const given = options();
const address = given.address ?? process.env.TWINSCORE_ADDIN_ADDRESS;
if (!address || !URL.canParse(address) || new URL(address).protocol !== "https:" || isThisComputer(new URL(address).hostname) || /[?#]/.test(address)) {
  refuse("请用 --address 给出加载项网页所在文件夹的 HTTPS 地址（不能是本机地址）。", "Say with --address under which HTTPS address the add-in's folder will be served; not one of this computer.");
}
const officeGiven = given["office-js"] ?? process.env.TWINSCORE_OFFICE_JS ?? "global";
const officeJs = OFFICE_JS[officeGiven] ?? officeGiven;
const isOwn = !URL.canParse(officeJs);
if (!/\/?office\.js$/.test(officeJs) || (isOwn ? /^\/|\.\.|\\/.test(officeJs) : new URL(officeJs).protocol !== "https:")) {
  refuse("--office-js 应为 global、21vianet、HTTPS 地址，或网页文件夹内的路径，如 office/office.js。", "--office-js is global, 21vianet, an HTTPS address, or a path within the folder such as office/office.js.");
}
if (given.support !== undefined && (!URL.canParse(given.support) || new URL(given.support).protocol !== "https:")) refuse("--support 应为 HTTPS 地址。", "--support is an HTTPS address.");

await readyPages();

const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const target = path.resolve(given.out ?? path.join(root, "out", `twinscore-addin-${version}`));
if (existsSync(target) && given.out && !existsSync(path.join(target, "manifest.xml"))) refuse(`${target} 已存在，且不是加载项文件夹。`, `${target} exists and is not a folder that this command made.`);
const base = address.endsWith("/") ? address : `${address}/`;
const problems = writeAddin(target, { address: base, officeJs, support: given.support ?? null, production: true });
writeFileSync(path.join(target, "使用说明 README.txt"), instructions());
for (const { rule, line, text } of problems) console.error(`manifest.xml:${line}  ${rule}  ${text}`);
if (problems.length > 0) {
  console.error("清单有问题，不要分发 · Something is wrong with the manifest: do not hand it out");
  process.exit(1);
}
console.log(`已生成 · Written: ${target}\n清单 · Manifest: manifest.xml → ${base}excel.html\noffice.js: ${officeJs}`);
if (isOwn) console.log(`请把 office.js 及其整个文件夹放到 web/${path.posix.dirname(officeJs)} 下 · Put office.js with its whole folder into web/${path.posix.dirname(officeJs)}`);

function instructions() {
  return [
    `双绩加载项 TwinScore add-in ${version}`,
    "",
    `1. 把 web 文件夹的内容放到网页服务器，使其地址为 ${base}（必须是本单位电脑信任的 HTTPS 证书）。`,
    "2. 让服务器对 .html 文件不作缓存（Cache-Control: no-cache），不要禁止被嵌入框架（X-Frame-Options）。",
    "3. 把 manifest.xml 交给管理员，按项目文档 docs/deploy.md 的方式分发。",
    `office.js 取自 ${officeJs}；用户电脑须能访问该地址。`,
    `不用 Excel 时，用浏览器打开 ${base} 即为双绩工作台。`,
    "",
    `1. Put what is in the folder web onto a web server, at ${base} (HTTPS, with a certificate that the users' computers trust).`,
    "2. Let the server send .html files with Cache-Control: no-cache, and let it not forbid frames (X-Frame-Options).",
    "3. Give manifest.xml to the administrator; docs/deploy.md of the project says how it is handed out.",
    `office.js comes from ${officeJs}, which the users' computers must reach.`,
    `Without Excel, ${base} in a browser is the TwinScore workbench.`,
    "",
  ].join("\r\n");
}
