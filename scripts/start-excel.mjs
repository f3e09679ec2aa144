// npm run start:excel [-- --document FILE]: serves the add-in from this computer and opens Excel with it, for development. Needs Excel on
// Windows or a Mac, and the internet for Microsoft's tools and office.js. Ctrl+C ends it and takes the add-in out of Excel again.
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { OFFICE_JS } from "./addin/addin-page.mjs";
import { writeAddin } from "./addin/write-addin.mjs";
import { buildIfStale } from "./build.mjs";
import { runOfficeTool } from "./office-tools.mjs";
import { root, setUp, SetUpError } from "./setup.mjs";
import { serveFolder } from "./static-server.mjs";

/** Where office-addin-dev-certs keeps what it made. */
const certificates = path.join(homedir(), ".office-addin-dev-certs");

function stop(zh, en) {
  console.error(`${zh}\n${en}`);
  process.exit(1);
}

if (process.platform !== "win32" && process.platform !== "darwin") {
  stop("只有装有 Excel 的 Windows 或 Mac 才能这样启动；本机可用 npm start 打开双绩工作台。", "This needs Excel on Windows or a Mac; here, npm start opens the TwinScore workbench.");
}
const { values } = parseArgs({ options: { document: { type: "string" } } });

try {
  setUp();
  await buildIfStale("web");
} catch (error) {
  stop("安装或构建失败。", error instanceof SetUpError ? error.message : `The build failed:\n${error.message}`);
}

// Asks for consent before the certificate is trusted, and does nothing where that was done before.
if (runOfficeTool("office-addin-dev-certs", ["install"]) !== 0 || !existsSync(path.join(certificates, "localhost.key"))) {
  stop("没有得到本机开发证书，Excel 不会加载没有可信证书的网页。", "There is no certificate for this computer, and Excel loads no page without one that it trusts.");
}
const tls = { key: readFileSync(path.join(certificates, "localhost.key")), cert: readFileSync(path.join(certificates, "localhost.crt")) };
const folder = path.join(root, "out", "twinscore-addin-localhost");
// The page brings its own policy: the server's would keep Office's script out.
const server = await serveFolder(path.join(folder, "web"), 3000, { tls, policy: null });
const problems = writeAddin(folder, { address: server.address, officeJs: OFFICE_JS.global, production: false });
for (const { rule, line, text } of problems) console.error(`manifest.xml:${line}  ${rule}  ${text}`);

const manifest = path.join(folder, "manifest.xml");
console.log(`正在打开 Excel · Opening Excel: ${server.address}excel.html`);
const opened = runOfficeTool("office-addin-debugging", ["start", manifest, "desktop", "--app", "excel", "--no-debug", ...(values.document ? ["--document", path.resolve(values.document)] : [])]);
if (opened !== 0) console.error(`未能自动加载，请按 docs/deploy.md 手工加载 · Not loaded by itself, load it by hand as docs/deploy.md says: ${manifest}`);
console.log("按 Ctrl+C 结束 · Ctrl+C stops it");
process.once("SIGINT", () => {
  runOfficeTool("office-addin-debugging", ["stop", manifest]);
  void server.stop().then(() => process.exit(0));
});
