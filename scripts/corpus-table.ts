// npm run corpus: what `twinscore run` makes of every visible corpus file, as docs/corpus.md. No cell contents.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { runJob, type JobResult } from "../src/app/main-job";
import { CodedError } from "../src/core/coded-error";
import { textsOf } from "../src/i18n/command-line-texts";
import { openWorkbook } from "../src/workbook/file/open-workbook";

const FIXED_NOW = "2026-10-08T09:00:00+08:00";
const corpus = path.resolve("../shared/corpus");
const output = path.resolve("docs/corpus.md");

type Row = { readonly id: string; readonly cells: readonly string[] };

function describe(job: JobResult, losses: number): readonly string[] {
  const { tables } = job.before;
  const layouts = [...new Set(tables.map((table) => table.layout))].join(", ") || "–";
  const severity = (wanted: string): number => job.findings.check.filter((finding) => finding.severity === wanted).length;
  const subjects = job.scores?.subjects ?? [];
  const scored = subjects.filter((subject) => subject.final !== null).length;
  const ranked = (job.ranking?.pools ?? []).flatMap((pool) => pool.lines).filter((line) => line.rank !== null).length;
  const reasons = [...new Set([...job.findings.score, ...job.findings.rank].filter((finding) => finding.severity !== "notice" || finding.code === "score.nothing-entered").map((finding) => finding.code))];
  return [
    String(tables.length),
    layouts,
    String(tables.reduce((sum, table) => sum + table.indicators.length, 0)),
    `${severity("error")} / ${severity("warning")} / ${severity("notice")}`,
    `${scored} of ${subjects.length}`,
    String(ranked),
    job.archive ? "yes" : "–",
    [losses > 0 ? `${losses} losses of conversion` : "", ...reasons].filter(Boolean).join(", "),
  ];
}

async function rowOf(folder: string, name: string): Promise<Row> {
  const bytes = readFileSync(path.join(corpus, folder, name));
  const id = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  try {
    const workbook = await openWorkbook(bytes, name);
    const job = await runJob(workbook, {
      steps: new Set(["structure", "check", "score", "rank", "archive"]),
      texts: textsOf("zh-CN").sheets,
      now: FIXED_NOW,
      protect: true,
      signer: "",
    });
    const disagreements = job.receipts.flatMap((receipt) => receipt.disagreements).length;
    if (disagreements > 0) throw new Error(`${folder}/${name}: ${disagreements} cells where formula and computation differ`);
    // Reading back what would be saved proves that it is a workbook.
    await openWorkbook(workbook.save(), name);
    return { id, cells: describe(job, workbook.losses.length) };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { id, cells: ["–", "–", "–", "–", "–", "–", "–", error.code] };
  }
}

export async function main(): Promise<void> {
  if (!existsSync(corpus)) {
    console.error(`The corpus is not there: ${corpus}`);
    process.exitCode = 2;
    return;
  }
  const rows: Row[] = [];
  for (const folder of ["workbooks", "forms"]) {
    for (const name of readdirSync(path.join(corpus, folder)).sort()) rows.push(await rowOf(folder, name));
  }
  const head = ["file (sha-256)", "tables", "layouts", "indicators", "findings e / w / n", "scored", "ranked", "archived", "why not, and what else"];
  const lines = [head, head.map(() => "---"), ...rows.map((row) => [`\`${row.id}\``, ...row.cells])].map((cells) => `| ${cells.join(" | ")} |`);
  writeFileSync(
    output,
    [
      "# What `run` makes of the visible corpus",
      "",
      `Written by \`npm run corpus\`: ${rows.length} real workbooks that nobody here wrote, run with the defaults. Files are named by the first ten digits of`,
      "their SHA-256. “Scored” counts subjects with a final score; a score is withheld, never guessed, where entries are missing or marks contradict.",
      "Every output was read back, and no written formula differed from the exact computation (the script stops otherwise).",
      "",
      ...lines,
      "",
    ].join("\n"),
  );
  console.log(`${rows.length} files → ${path.relative(process.cwd(), output)}`);
}

void main();
