import { stat } from "node:fs/promises";
import { basename, extname } from "node:path";

import { localTime } from "../app/local-time";
import { makeLedger, postResults, readResults, rollUpLedger } from "../app/post-results";
import { CodedError } from "../core/coded-error";
import type { Finding } from "../core/check/finding";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import type { Receipt } from "../workbook/port";
import type { FileWorkbook } from "../workbook/file/file-workbook";
import { blankLedgerFile, openLedgerFile } from "../workbook/file/ledger-files";
import { openWorkbook } from "../workbook/file/open-workbook";
import { fileNumber, readWorkbookFile, resolvedPath, writeAtomically } from "./disk";
import type { ExitCode } from "./file-report";
import type { LedgerCommand } from "./ledger-arguments";
import { codedError } from "./process-file";
import { findingLines, findingsJson, hasErrors } from "./sections/findings-section";

export type LedgerOutcome = { readonly json: Readonly<Record<string, unknown>>; readonly lines: readonly string[]; readonly exitCode: ExitCode };

/** Does what the command says; nothing is written unless all of it succeeded. Never rejects. (CL-18, CL-19) */
export async function runLedger(command: LedgerCommand, texts: CommandLineTexts): Promise<LedgerOutcome> {
  let file = command.ledger;
  const about = (path: string): void => {
    file = path;
  };
  try {
    return command.verb === "post" ? await post(command, texts, about) : await rollup(command, texts);
  } catch (error) {
    const coded = codedError(error);
    const message = texts.sentence(coded.code, { name: basename(file), ...coded.params });
    return { json: { file, error: { code: coded.code, message, params: coded.params } }, lines: [file, `  ✗ ${message}`], exitCode: 2 };
  }
}

async function post(command: Extract<LedgerCommand, { verb: "post" }>, texts: CommandLineTexts, about: (path: string) => void): Promise<LedgerOutcome> {
  const target = command.output ?? command.ledger;
  about(target);
  requireWorkbookName(target);
  for (const input of command.inputs) if (await isSameFile(input, target)) throw new CodedError("output.is-input", { name: basename(target) });
  about(command.ledger);
  const isNew = !(await exists(command.ledger));
  const ledger = isNew ? blankLedgerFile() : await openLedger(command.ledger);
  if (isNew) await makeLedger(ledger, texts.sheets.ledger);
  const now = command.now ?? localTime(new Date());
  const findings: Finding[] = [];
  const lines: string[] = [];
  const files: Readonly<Record<string, unknown>>[] = [];
  let changes = 0;
  for (const [index, input] of command.inputs.entries()) {
    about(input);
    const results = await readResults(await openWorkbook(await readWorkbookFile(input), basename(input)), texts.sheets.score, command.sheets);
    about(command.ledger);
    // Closing waits for the last file, and for everybody in the files before it.
    const close = command.close && index === command.inputs.length - 1;
    const complete = close ? [...findings, ...results.findings] : results.findings;
    const posting = await postResults(ledger, { ...results, findings: complete }, { ...command, close, source: basename(input), now }, texts.sheets.ledger);
    requireCalculated(posting.receipt);
    const told = [...results.findings, ...posting.findings];
    findings.push(...told);
    changes += posting.edits.length;
    const corrections = posting.posted.filter(({ fields }) => fields.corrects !== "").length;
    files.push({
      file: input,
      posted: posting.posted.map(({ kind, fields }) => ({ kind, line: fields.id, key: fields.key, name: fields.name, score: fields.score, full: fields.full, corrects: fields.corrects === "" ? null : fields.corrects })),
      unchanged: posting.unchanged,
      closed: posting.closes,
      findings: findingsJson(told, texts),
    });
    lines.push(input, `  ${texts.sentence("ledger.post.summary", { posted: posting.posted.length, corrections, unchanged: posting.unchanged })}`, ...findingLines(told, texts));
    if (posting.closes) lines.push(`  ${texts.sentence("ledger.closed", { period: command.period.trim() })}`);
  }
  about(target);
  // Posting the same again leaves the file as it is, to the byte.
  if (changes > 0 || command.output !== null) {
    await writeAtomically(target, ledger.save());
    lines.push(texts.sentence("saved", { path: target }));
  }
  return { json: { ledger: command.ledger, period: command.period.trim(), new: isNew, output: changes > 0 || command.output !== null ? target : null, files }, lines, exitCode: hasErrors(findings) ? 1 : 0 };
}

async function rollup(command: Extract<LedgerCommand, { verb: "rollup" }>, texts: CommandLineTexts): Promise<LedgerOutcome> {
  requireWorkbookName(command.output);
  if (await isSameFile(command.ledger, command.output)) throw new CodedError("output.is-input", { name: basename(command.output) });
  const ledger = await openLedger(command.ledger);
  const year = await rollUpLedger(ledger, command, texts.sheets.ledger);
  requireCalculated(year.receipt);
  await writeAtomically(command.output, ledger.save());
  const finals = (kind: "unit" | "person"): number => year.tables.filter((table) => table.kind === kind).reduce((count, table) => count + table.subjects.filter((subject) => subject.final !== null).length, 0);
  const all = year.tables.reduce((count, table) => count + table.subjects.length, 0);
  const summary = texts.sentence("ledger.rollup.summary", { year: year.year, unit: finals("unit"), person: finals("person"), withheld: all - finals("unit") - finals("person") });
  return {
    json: {
      file: command.ledger,
      year: year.year,
      subjects: year.tables.flatMap((table) => table.subjects.map((subject) => ({ kind: table.kind, key: subject.key, name: subject.name, score: subject.final }))),
      findings: findingsJson(year.findings, texts),
      output: command.output,
    },
    lines: [command.ledger, `  ${summary}`, ...findingLines(year.findings, texts), texts.sentence("saved", { path: command.output })],
    exitCode: hasErrors(year.findings) ? 1 : 0,
  };
}

/** A formula that the host calculates otherwise than the core is a bug of ours: such a file is not written. */
function requireCalculated(receipt: Receipt | null): void {
  const [first] = receipt?.disagreements ?? [];
  if (first) throw new CodedError("internal", { detail: `formula and core disagree: ${JSON.stringify(first)}` });
}

async function openLedger(path: string): Promise<FileWorkbook> {
  return openLedgerFile(await readWorkbookFile(path), basename(path));
}

function requireWorkbookName(path: string): void {
  if (extname(path).toLowerCase() !== ".xlsx") throw new CodedError("output.extension", { name: basename(path), expected: ".xlsx" });
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    // Only what is not there is made; what cannot be looked at is refused when it is read.
    return !(typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT");
  }
}

async function isSameFile(a: string, b: string): Promise<boolean> {
  const [pathA, pathB, numberA, numberB] = await Promise.all([resolvedPath(a), resolvedPath(b), fileNumber(a), fileNumber(b)]);
  return a === b || (pathA !== null && pathA === pathB) || (numberA !== null && numberA === numberB);
}
