import { basename, extname } from "node:path";

import { readWorkbook } from "../app/read-workbook";
import { CodedError } from "../core/coded-error";
import { templateSheetEdits, templatesOf } from "../core/template/template-sheets";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import { createBlankWorkbook } from "../workbook/file/blank-workbook";
import { openWorkbook } from "../workbook/file/open-workbook";
import type { OfficeTerms } from "./arguments";
import { readWorkbookFile, resolvedPath, writeAtomically } from "./disk";
import type { ExitCode } from "./file-report";
import type { Output } from "./output";
import { printable } from "./printable";

/** `template`: makes a template workbook of the indicators of another. Errors: "template.no-tables", "output.is-input", "output.extension". (TL-8) */
export async function runTemplate({ input, output, json }: OfficeTerms, texts: CommandLineTexts, out: Output): Promise<ExitCode> {
  const name = basename(input);
  if (output !== null && extname(output).toLowerCase() !== ".xlsx") throw new CodedError("output.extension", { name: basename(output), expected: ".xlsx" });
  if (output !== null && (await resolvedPath(output)) === (await resolvedPath(input))) throw new CodedError("output.is-input", { name: basename(output) });
  const reading = await readWorkbook(await openWorkbook(await readWorkbookFile(input), name));
  const templates = templatesOf(reading.tables);
  if (templates.length === 0) throw new CodedError("template.no-tables");
  if (output !== null) {
    const workbook = createBlankWorkbook(texts.issue["template.sheet.facts"]);
    await workbook.apply({ purpose: "edit", edits: templateSheetEdits("1", basename(input, extname(input)), templates, texts.issue) });
    await writeAtomically(output, workbook.save());
  }
  const listed = templates.map((template) => ({ name: template.name, indicators: template.indicators.length }));
  if (json) out.line(JSON.stringify({ file: input, output, templates: listed }));
  else {
    for (const { name: template, indicators } of listed) out.line(printable(texts.sentence("template.summary", { template, indicators })));
    out.line(printable(`  ${output === null ? texts.cli["preview-only"] : texts.sentence("saved", { path: output })}`));
  }
  return 0;
}
