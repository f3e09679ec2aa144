import { basename, extname } from "node:path";

import { CodedError } from "../core/coded-error";
import { cascadeEdits } from "../core/cascade/cascade-sheets";
import { readDecomposition } from "../core/cascade/decomposition";
import { judgeDecomposition } from "../core/cascade/judge-decomposition";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import { createBlankWorkbook } from "../workbook/file/blank-workbook";
import { openWorkbook } from "../workbook/file/open-workbook";
import type { OfficeTerms } from "./arguments";
import { readWorkbookFile, resolvedPath, writeAtomically } from "./disk";
import type { ExitCode } from "./file-report";
import type { Output } from "./output";
import { printable } from "./printable";
import { findingLines, findingsJson, hasErrors } from "./sections/findings-section";

/** `cascade`: how indicators are decomposed, what is wrong with it, and a report. Errors: those of files, "cascade.not-found", "output.extension", "output.is-input". (CC-10) */
export async function runCascade({ input, output, json }: OfficeTerms, texts: CommandLineTexts, out: Output): Promise<ExitCode> {
  if (output !== null && extname(output).toLowerCase() !== ".xlsx") throw new CodedError("output.extension", { name: basename(output), expected: ".xlsx" });
  if (output !== null && (await resolvedPath(output)) !== null && (await resolvedPath(output)) === (await resolvedPath(input))) throw new CodedError("output.is-input", { name: basename(output) });
  const { sheets } = await (await openWorkbook(await readWorkbookFile(input), basename(input))).read({ sheets: "all", fields: ["values"] });
  const [found] = sheets.flatMap((sheet) => readDecomposition(sheet) ?? []);
  if (!found) throw new CodedError("cascade.not-found", { name: basename(input) });
  const findings = judgeDecomposition(found);
  if (output !== null) {
    const report = createBlankWorkbook(texts.cascade["cascade.sheet.tree"]);
    await report.apply({ purpose: "edit", edits: cascadeEdits("1", found, texts.cascade) });
    await writeAtomically(output, report.save());
  }
  const { items } = found;
  const counts = { indicators: items.length, tops: items.filter(({ parent }) => parent === "").length, filtered: items.filter(({ passed }) => passed === false).length };
  if (json) out.line(JSON.stringify({ file: input, output, sheet: found.sheet.name, ...counts, findings: findingsJson(findings, texts) }));
  else {
    out.line(printable(texts.sentence("cascade.summary", { sheet: found.sheet.name, ...counts })));
    for (const line of findingLines(findings, texts)) out.line(printable(line));
    out.line(printable(`  ${output === null ? texts.cli["preview-only"] : texts.sentence("saved", { path: output })}`));
  }
  return hasErrors(findings) ? 1 : 0;
}
