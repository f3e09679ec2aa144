import { basename, extname } from "node:path";

import { localTime } from "../app/local-time";
import { nextEdition, withoutTemplateNotices } from "../app/office/edition";
import { OFFICE_FIELDS } from "../app/office/issue";
import { CodedError } from "../core/coded-error";
import { changeJson, changeLine, changeSummary } from "../core/edition/change-lines";
import type { EditionPlan } from "../core/edition/edition-plan";
import type { EditionTexts } from "../core/edition/edition-texts";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import { openWorkbook } from "../workbook/file/open-workbook";
import type { EditionCommand } from "./arguments";
import { readWorkbookFile, resolvedPath, writeAtomically } from "./disk";
import type { ExitCode } from "./file-report";
import type { Output } from "./output";
import { printable } from "./printable";
import { findingLines, findingsJson, hasErrors } from "./sections/findings-section";
import { textTable } from "./text-table";

/**
 * `edition`: what changed between two workbooks of a template, and the changed one registered as the next edition. Neither
 * input is ever written. Errors: those of files, "output.extension", "output.is-input", "template.not-found", those of `planEdition`. (ED-1 to ED-7)
 */
export async function runEdition(command: EditionCommand, texts: CommandLineTexts, out: Output): Promise<ExitCode> {
  const { input, next, output } = command;
  const words: EditionTexts = { ...texts.issue, ...texts.edition };
  const date = command.date ?? localTime(new Date()).slice(0, 10);
  const { snapshot } = await readSheets(input);
  const { workbook } = await readSheets(next);
  if (output !== null) await checkOutput(command, output, workbook.extension);
  const made = await nextEdition(snapshot, workbook, { ...command, date }, words);
  const { title } = made;
  const saved = output !== null && made.isNext;
  if (saved) await writeAtomically(output, workbook.save());
  if (command.json) {
    const { edition, changes, findings } = made;
    out.line(JSON.stringify({ file: input, next, output: saved ? output : null, title, edition, date, reason: command.reason, approver: command.approver, changes: changes.map(changeJson), findings: findingsJson(findings, texts) }));
  } else for (const line of editionLines(title, date, made, words, texts)) out.line(printable(line));
  if (!command.json && made.isNext) out.line(printable(`  ${output === null ? texts.cli["preview-only"] : texts.sentence("saved", { path: output })}`));
  return hasErrors(made.findings) ? 1 : 0;
}

/** A workbook with what a template is read of. */
export async function readSheets(path: string) {
  const workbook = await openWorkbook(await readWorkbookFile(path), basename(path));
  return { workbook, snapshot: await workbook.read({ sheets: "all", fields: OFFICE_FIELDS }) };
}

/** Errors: "output.extension", "output.is-input". */
export async function checkOutput({ input, next, from }: EditionCommand, output: string, extension: string): Promise<void> {
  if (extname(output).toLowerCase() !== extension) throw new CodedError("output.extension", { name: basename(output), expected: extension });
  const target = await resolvedPath(output);
  for (const path of [input, next, ...(from === null ? [] : [from])]) if (target !== null && target === (await resolvedPath(path))) throw new CodedError("output.is-input", { name: basename(output) });
}

/** Summary, a table of what changed, findings. */
export function editionLines(title: string, date: string, { edition, changes, findings }: EditionPlan, words: EditionTexts, texts: CommandLineTexts): readonly string[] {
  const columns = (["change", "template", "indicator", "field", "was", "now"] as const).map((field) => ({ header: words[`edition.${field}`], align: "left" as const }));
  const rows = changes.map((change) => {
    const line = changeLine(change, words);
    return [line.change, line.template, line.indicator, line.field, line.was, line.now];
  });
  return [
    texts.sentence("edition.summary", { title, edition, date, changes: changeSummary(changes, words) }),
    ...(rows.length > 0 ? textTable(columns, rows).map((line) => `  ${line}`) : []),
    ...findingLines(withoutTemplateNotices(findings), texts),
  ];
}
