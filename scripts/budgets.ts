/**
 * node scripts/run-ts.mjs scripts/budgets.ts [--write] [people …]: requests and bytes of every use case over the simulated Excel.
 * `--write` puts them into tests/workbook/excel/budgets.json and docs/budgets.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { measureBudgets, USE_CASES, type Budgets } from "../tests/workbook/excel/measure-budgets";

const root = process.cwd();
const file = path.join(root, "tests/workbook/excel/budgets.json");
const args = process.argv.slice(2);
const sizes = args.filter((argument) => /^\d+$/.test(argument)).map(Number);
const known = JSON.parse(readFileSync(file, "utf8")) as Record<string, Budgets>;

function kilobytes(bytes: number): string {
  return Math.round(bytes / 1024).toLocaleString("en-US");
}

function table(people: string, budgets: Budgets): string {
  const lines = USE_CASES.map((useCase) => {
    const { requests, allowed, requestBytes, responseBytes, proxyRatio } = budgets[useCase];
    return `| ${useCase} | ${requests} | ${allowed} | ${kilobytes(requestBytes)} | ${kilobytes(responseBytes)} | ${proxyRatio} × |`;
  });
  return `## ${Number(people).toLocaleString("en-US")} × 20\n| use case | requests | allowed | sent, KB | received, KB | with one proxy a cell |\n| --- | ---: | ---: | ---: | ---: | ---: |\n${lines.join("\n")}\n`;
}

async function main(): Promise<void> {
  for (const people of sizes.length > 0 ? sizes : [50, 5_000]) {
    const startedAt = performance.now();
    const budgets = await measureBudgets(people);
    known[String(people)] = budgets;
    console.log(`${table(String(people), budgets)}\n${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`);
  }
  if (!args.includes("--write")) return;
  writeFileSync(file, `${JSON.stringify(known, null, 1)}\n`);
  const head =
    "# What Excel is asked\n\nRequests and bytes of every use case over Microsoft's client library and the simulated Excel, measured by `npm run budgets -- --write` and held by\n" +
    "`tests/workbook/excel/budgets.test.ts`. Allowed: 6 + ⌈bytes / 2 MB⌉ requests. The last column: how many times the bytes it would be with one proxy a\ncell (measured on 1,000 cells: read what recognition needs, write one value). The workbook: one table of people × 20 columns; its sheets are known, as they are\nafter the pane has opened. `requests` are those of reading anew, planning and writing together.\n\n";
  const ordered = Object.entries(known).sort(([a], [b]) => Number(a) - Number(b));
  writeFileSync(path.join(root, "docs/budgets.md"), head + ordered.map(([people, budgets]) => table(people, budgets)).join("\n"));
}

void main();
