import { localTime } from "../app/local-time";
import { derivedEdition, withoutTemplateNotices } from "../app/office/edition";
import { changeJson } from "../core/edition/change-lines";
import type { EditionTexts } from "../core/edition/edition-texts";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import type { EditionCommand } from "./arguments";
import { writeAtomically } from "./disk";
import type { ExitCode } from "./file-report";
import type { Output } from "./output";
import { printable } from "./printable";
import { checkOutput, editionLines, readSheets } from "./run-edition";
import { findingLines, findingsJson, hasErrors } from "./sections/findings-section";

/**
 * `derive`: checks a template against the parent that it was made of and names the parent in it; with `--from`, first merges what
 * the parent changed since. No input is ever written. Errors: those of files and of `planEdition`, "output.extension",
 * "output.is-input", "template.not-found", "derive.other-parent", "derive.not-its-parent", "derive.no-parent". (ED-14 to ED-18)
 */
export async function runDerive(command: EditionCommand, texts: CommandLineTexts, out: Output): Promise<ExitCode> {
  const { input, next, from, output } = command;
  const words: EditionTexts = { ...texts.issue, ...texts.edition };
  const terms = { date: command.date ?? localTime(new Date()).slice(0, 10), reason: command.reason, approver: command.approver };
  const { snapshot: parentSheets } = await readSheets(input);
  const { workbook } = await readSheets(next);
  if (output !== null) await checkOutput(command, output, workbook.extension);
  const { title, edition, parent, own, plan, findings, outcome } = await derivedEdition(parentSheets, workbook, from === null ? null : (await readSheets(from)).snapshot, terms, words);
  const saved = output !== null && outcome === "made";
  if (saved) await writeAtomically(output, workbook.save());
  const summary = { title, edition, parent: parent.title, parentEdition: parent.edition, own };
  if (command.json) {
    out.line(JSON.stringify({ file: input, next, output: saved ? output : null, ...summary, parentCode: parent.code, changes: (plan?.changes ?? []).map(changeJson), findings: findingsJson(findings, texts) }));
  } else {
    const lines = [
      texts.sentence("derive.summary", summary),
      ...(plan ? editionLines(title, terms.date, { ...plan, findings: [] }, words, texts) : []),
      ...findingLines(withoutTemplateNotices(findings), texts),
      `  ${saved ? texts.sentence("saved", { path: output }) : outcome === "refused" ? texts.sentence("derive.refused") : outcome === "current" ? texts.sentence("derive.current") : texts.cli["preview-only"]}`,
    ];
    for (const line of lines) out.line(printable(line));
  }
  return hasErrors(findings) ? 1 : 0;
}
