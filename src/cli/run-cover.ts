import { basename, extname } from "node:path";

import { coverage, coverageCounts, coverageWorkbook } from "../app/office/edition";
import { CodedError } from "../core/coded-error";
import type { Coverage } from "../core/edition/coverage";
import { coverageCells, coverageHeader, type CoverageTexts } from "../core/edition/coverage-sheet";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import { createBlankWorkbook } from "../workbook/file/blank-workbook";
import type { CoverCommand } from "./arguments";
import { resolvedPath, writeAtomically } from "./disk";
import type { ExitCode } from "./file-report";
import type { Output } from "./output";
import { printable } from "./printable";
import { readSheets } from "./run-edition";
import { findingLines, findingsJson, hasErrors } from "./sections/findings-section";
import { textTable } from "./text-table";

/** `cover`: which of the superior's indicators this level's plan undertakes. Errors: those of files, "template.not-found", "output.extension", "output.is-input". (ED-19, ED-20) */
export async function runCover({ input, next, output, json }: CoverCommand, texts: CommandLineTexts, out: Output): Promise<ExitCode> {
  const words: CoverageTexts = { ...texts.issue, ...texts.cover };
  if (output !== null && extname(output).toLowerCase() !== ".xlsx") throw new CodedError("output.extension", { name: basename(output), expected: ".xlsx" });
  const target = output === null ? null : await resolvedPath(output);
  for (const path of [input, next]) if (target !== null && output !== null && target === (await resolvedPath(path))) throw new CodedError("output.is-input", { name: basename(output) });
  const found = coverage((await readSheets(input)).snapshot, (await readSheets(next)).snapshot);
  if (output !== null) await writeAtomically(output, (await coverageWorkbook(found, words, createBlankWorkbook)).save());
  if (json) {
    const lines = found.lines.map(({ indicator, ...line }) => ({ key: indicator.key, name: indicator.name, fullMark: indicator.fullMark, ...line }));
    out.line(JSON.stringify({ file: input, next, output, indicators: lines, findings: findingsJson(found.findings, texts) }));
  } else for (const line of [...linesOf(found, words, texts), `  ${output === null ? texts.cli["preview-only"] : texts.sentence("saved", { path: output })}`]) out.line(printable(line));
  return hasErrors(found.findings) ? 1 : 0;
}

function linesOf(found: Coverage, words: CoverageTexts, texts: CommandLineTexts): readonly string[] {
  const { lines, findings } = found;
  const open = lines.filter(({ state }) => state !== "covered");
  const rows = open.map((line) => coverageCells(line, words).map((cell) => (cell === null ? "" : String(cell))));
  return [
    texts.sentence("cover.summary", coverageCounts(found)),
    ...(rows.length > 0 ? textTable(coverageHeader(words).map((header) => ({ header, align: "left" as const })), rows).map((line) => `  ${line}`) : []),
    ...findingLines(findings.filter(({ code }) => code === "cover.unknown-reference"), texts),
  ];
}
