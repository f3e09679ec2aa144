// npm run validate [-- FILE]: the manifest, judged by Microsoft's validation service. Needs the internet; `npm run check:manifest` does not.
import path from "node:path";
import { runOfficeTool } from "./office-tools.mjs";
import { root } from "./setup.mjs";

const [given] = process.argv.slice(2);
const status = runOfficeTool("office-addin-manifest", ["validate", path.resolve(given ?? path.join(root, "manifest.xml"))]);
if (status !== 0) console.error("微软的校验服务未通过或无法访问（需要外网）；离线检查请用 npm run check:manifest\nMicrosoft's service found something or could not be reached (it needs the internet); npm run check:manifest checks offline");
process.exitCode = status;
