import { localTime } from "../app/local-time";
import type { Finding } from "../core/check/finding";
import { CodedError } from "../core/coded-error";
import { changeJson } from "../core/edition/change-lines";
import { derivedFindings, parentEdits, parentEditionOf } from "../core/edition/derived";
import { planEdition, type EditionPlan } from "../core/edition/edition-plan";
import type { EditionTexts } from "../core/edition/edition-texts";
import { mergeParent } from "../core/edition/merge-parent";
import { foldKeyText } from "../core/template/keys";
import { readTemplateBook } from "../core/template/read-template";
import type { TemplateBook } from "../core/template/template-book";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import type { EditionCommand } from "./arguments";
import { writeAtomically } from "./disk";
import type { ExitCode } from "./file-report";
import type { Output } from "./output";
import { printable } from "./printable";
import { checkOutput, editionLines, readSheets, withoutTemplateNotices } from "./run-edition";
import { findingLines, findingsJson, hasErrors } from "./sections/findings-section";

/**
 * `derive`: checks a template against the parent that it was made of and names the parent in it; with `--from`, first merges what
 * the parent changed since. No input is ever written. Errors: those of files and of `planEdition`, "output.extension",
 * "output.is-input", "template.not-found", "derive.other-parent", "derive.not-its-parent", "derive.no-parent". (ED-14 to ED-18)
 */
export async function runDerive(command: EditionCommand, texts: CommandLineTexts, out: Output): Promise<ExitCode> {
  const { input, next, from, output } = command;
  const words: EditionTexts = { ...texts.issue, ...texts.edition };
  const terms = { date: command.date ?? localTime(new Date()).slice(0, 10), reason: command.reason, approver: command.approver, rebalance: false };
  const { book: parent } = readTemplateBook((await readSheets(input)).snapshot);
  const { workbook, snapshot } = await readSheets(next);
  if (output !== null) await checkOutput(command, output, workbook.extension);
  const derived = readTemplateBook(snapshot);
  const known = derived.book.parent;
  const named = parentEditionOf(parent);
  const isNamed = known !== null && known.code === named.code && known.edition === named.edition;
  let plan: EditionPlan | null = null;
  const findings: Finding[] = [];
  if (from !== null) {
    const { book: before } = readTemplateBook((await readSheets(from)).snapshot);
    if (known === null) throw new CodedError("derive.no-parent");
    if (known.code !== parentEditionOf(before).code) throw new CodedError("derive.not-its-parent", { title: known.title, edition: known.edition });
    const merged = mergeParent(before, parent, derived, terms.date, words);
    findings.push(...merged.findings);
    await workbook.apply({ purpose: "edit", edits: merged.edits });
    const after = await workbook.read({ sheets: "all", fields: ["values", "styles"] });
    plan = planEdition(after, derived, readTemplateBook(after, terms.date), terms, words);
    findings.push(...plan.findings);
    await workbook.apply({ purpose: "edit", edits: plan.edits });
  } else {
    if (known !== null && known.code !== named.code) throw new CodedError("derive.other-parent", { title: known.title, edition: known.edition });
    findings.push(...derived.findings);
  }
  if (!isNamed) {
    const sheets = await workbook.read({ sheets: "all", fields: ["values", "styles"] });
    await workbook.apply({ purpose: "edit", edits: parentEdits(sheets, derived.places, named, terms, words) });
  }
  const result = readTemplateBook(await workbook.read({ sheets: "all", fields: ["values", "styles"] }));
  findings.push(...derivedFindings(parent, result, words));
  // What a merge could not do, people do in what it made; a first edition that breaks its parent's rules is not made.
  const refused = from === null && hasErrors(findings);
  const saved = output !== null && !refused && (!isNamed || plan !== null);
  if (saved) await writeAtomically(output, workbook.save());
  const { title, edition } = result.book;
  const summary = { title, edition, parent: named.title, parentEdition: named.edition, own: ownCount(parent, result.book) };
  if (command.json) {
    out.line(JSON.stringify({ file: input, next, output: saved ? output : null, ...summary, parentCode: named.code, changes: (plan?.changes ?? []).map(changeJson), findings: findingsJson(findings, texts) }));
  } else {
    const lines = [
      texts.sentence("derive.summary", summary),
      ...(plan ? editionLines(title, terms.date, { ...plan, findings: [] }, words, texts) : []),
      ...findingLines(withoutTemplateNotices(findings), texts),
      `  ${saved ? texts.sentence("saved", { path: output }) : refused ? texts.sentence("derive.refused") : isNamed && plan === null ? texts.sentence("derive.current") : texts.cli["preview-only"]}`,
    ];
    for (const line of lines) out.line(printable(line));
  }
  return hasErrors(findings) ? 1 : 0;
}

/** Indicators in force that the parent does not have. */
function ownCount(parent: TemplateBook, book: TemplateBook): number {
  const theirs = new Set(parent.templates.flatMap(({ name, indicators }) => indicators.map(({ key }) => JSON.stringify([foldKeyText(name), key]))));
  return book.templates.reduce((sum, { name, indicators }) => sum + indicators.filter(({ key }) => !theirs.has(JSON.stringify([foldKeyText(name), key]))).length, 0);
}
