// npm start: from a fresh checkout to a result that can be opened. Until there is a workbench to open, that is the
// whole job run over the sample workbook.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { buildIfStale } from "./build.mjs";
import { root, setUp, SetUpError } from "./setup.mjs";

const sample = path.join("samples", "市局2026年第三季度绩效考评.xlsx");
const result = path.join("out", "市局2026年第三季度绩效考评-已处理.xlsx");

try {
  setUp();
  await buildIfStale();
} catch (error) {
  console.error(error instanceof SetUpError ? error.message : `构建失败 · The build failed:\n${error.message}`);
  process.exit(1);
}

mkdirSync(path.join(root, "out"), { recursive: true });
console.log(`twinscore run ${sample} -o ${result}\n`);
const run = spawnSync(process.execPath, [path.join(root, "bin", "twinscore.js"), "run", sample, "-o", result], { cwd: root, stdio: "inherit" });
// 1 says that errors were found in the workbook, which is what the sample is there to show.
const worked = run.status === 0 || run.status === 1;
if (worked) console.log(`\n已保存 · Saved: ${path.join(root, result)}`);
process.exitCode = worked ? 0 : (run.status ?? 1);
