import { basename, extname } from "node:path";

import { correctionsUnder, readRecord, readSnapshot, readWorkbook, recognizeWorkbook } from "../app/read-workbook";
import { formerTables, type FormerTable } from "../core/check/former-period";
import { CodedError } from "../core/coded-error";
import { profileOf, type Profile } from "../core/recognize/profile";
import type { Scheme } from "../core/score/scheme";
import { readScheme } from "../core/score/scheme-sheet-reading";
import { recordedCorrections } from "../core/store/corrections";
import { parseProfile, profileText } from "../core/store/profile-text";
import { parseScheme, schemeText } from "../core/store/scheme-text";
import { withoutOwnCells } from "../core/template/own-cells";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import type { FileWorkbook } from "../workbook/file/file-workbook";
import { openWorkbook } from "../workbook/file/open-workbook";
import { READ_ONLY_VERBS, type Command } from "./arguments";
import { readWorkbookFile, writeAtomically } from "./disk";
import { worst, type Section } from "./file-report";
import type { InputFile } from "./input-files";
import { localTime } from "../app/local-time";
import type { OutputTarget } from "./output-path";
import { printable } from "./printable";
import { runVerb, type Step } from "./run-verb";

export type FileOutcome = Section;

/** What is printed of a file, ready for standard output. */
export type PrintedOutcome = Omit<FileOutcome, "json">;

/** An object in one line for programs, or lines for people. (CL-4) */
export function printedOutcome({ json, lines, exitCode, report, templates }: FileOutcome, command: Command): PrintedOutcome {
  return {
    lines: command.json ? [JSON.stringify(json)] : lines.map(printable),
    exitCode,
    ...(report && command.report !== null ? { report } : {}),
    ...(templates && command.certificate !== null ? { templates } : {}),
  };
}

export type FileJob = {
  readonly command: Command;
  readonly input: InputFile;
  readonly target: OutputTarget;
  readonly texts: CommandLineTexts;
  readonly onStep: (step: Step) => void;
};

/**
 * One file from reading to saving. Never rejects: whatever goes wrong is this file's outcome, so that the others
 * of a batch go on (CL-5), and nothing is written unless all steps succeeded (CL-6).
 */
export async function processFile(job: FileJob): Promise<FileOutcome> {
  const { command, input, target, texts, onStep } = job;
  try {
    if (input.problem) throw input.problem;
    if (target instanceof CodedError) throw target;
    onStep("open");
    const bytes = await readWorkbookFile(input.path);
    const workbook = await openWorkbook(bytes, basename(input.path));
    // A conversion loses things: the original stays, whatever its extension says.
    if (command.inPlace && !isPackage(bytes)) throw new CodedError("output.in-place-converted", { name: basename(input.path) });
    if (target !== null) requireFittingExtension(workbook, target);
    const profile = command.profile === null ? null : await readProfile(command.profile);
    const sections = await runVerb(workbook, { command, path: input.path, texts, now: command.now ?? localTime(new Date()), onStep, profile, scheme: command.scheme === null ? null : await readSchemeFile(command.scheme), former: command.previous === null ? [] : await readFormer(command.previous) });
    const notices = noticesOf(workbook, texts);
    let saved: Section = { json: {}, lines: READ_ONLY_VERBS.has(command.verb) ? [] : [`  ${texts.cli["preview-only"]}`], exitCode: 0 };
    if (target !== null) {
      onStep("save");
      await writeAtomically(target, workbook.save());
      saved = { json: { output: target }, lines: [`  ${texts.sentence("saved", { path: target })}`], exitCode: 0 };
    }
    if (command.saveProfile !== null) {
      const opened = await readSnapshot(workbook);
      const corrections = profile ? correctionsUnder(opened, profile) : recordedCorrections(opened, readRecord(opened).record);
      const reading = await recognizeWorkbook(opened, corrections);
      const made = profileOf(withoutOwnCells(opened), reading.sheets, corrections);
      await writeAtomically(command.saveProfile, new TextEncoder().encode(profileText(made)));
      saved = { json: { profile: command.saveProfile }, lines: [`  ${texts.sentence("profile-saved", { path: command.saveProfile, tables: made.tables.length })}`], exitCode: 0 };
    }
    if (command.saveScheme !== null) {
      const opened = await readSnapshot(workbook);
      await writeAtomically(command.saveScheme, new TextEncoder().encode(schemeText(readScheme(opened, readRecord(opened).record).scheme)));
      saved = { json: { ...saved.json, scheme: command.saveScheme }, lines: [...saved.lines, `  ${texts.sentence("scheme-saved", { path: command.saveScheme })}`], exitCode: saved.exitCode };
    }
    const all = [notices, ...sections, saved];
    return {
      json: Object.assign({ file: input.path }, ...all.map((section) => section.json)) as Readonly<Record<string, unknown>>,
      lines: [input.relativePath, ...all.flatMap((section) => section.lines)],
      exitCode: worst(all.map((section) => section.exitCode)),
      report: all.flatMap((section) => section.report ?? []).map((line) => ({ ...line, file: input.relativePath })),
      templates: all.flatMap((section) => section.templates ?? []).map((template) => ({ ...template, file: input.relativePath })),
    };
  } catch (error) {
    return failedOutcome(input, error, texts);
  }
}

/** Corrections from a profile file. Errors: those of reading a file, and "profile.invalid". */
export async function readProfile(path: string): Promise<Profile> {
  return parseProfile(new TextDecoder().decode(await readWorkbookFile(path)));
}

/** Read once for all files of a thread. */
const formerByPath = new Map<string, Promise<readonly FormerTable[]>>();

/** Who stood where in the workbook of the period before. Errors: those of reading a workbook; "check.previous" when it ranks nobody. (CL-21) */
export function readFormer(path: string): Promise<readonly FormerTable[]> {
  const known = formerByPath.get(path) ?? formerIn(path);
  formerByPath.set(path, known);
  return known;
}

async function formerIn(path: string): Promise<readonly FormerTable[]> {
  const { workbook, tables } = await readWorkbook(await openWorkbook(await readWorkbookFile(path), basename(path)));
  const former = formerTables(workbook, tables, basename(path));
  if (former.length === 0) throw new CodedError("check.previous", { name: basename(path) });
  return former;
}

/** A scheme from a file. Errors: those of reading a file, and of `parseScheme`. */
export async function readSchemeFile(path: string): Promise<Scheme> {
  return parseScheme(new TextDecoder().decode(await readWorkbookFile(path)));
}

/** Anything that is not coded is a bug of ours: "internal"; the user is told so and keeps his file and the rest of the batch. */
export function codedError(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  if (process.env["TWINSCORE_DEBUG"] && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
  return new CodedError("internal", { detail: error instanceof Error ? error.message : String(error) });
}

/** The outcome of a file that could not be processed. */
export function failedOutcome(input: InputFile, error: unknown, texts: CommandLineTexts): FileOutcome {
  const coded = codedError(error);
  const message = texts.sentence(coded.code, { name: basename(input.path), ...coded.params });
  return {
    json: { file: input.path, error: { code: coded.code, message, params: coded.params } },
    lines: [input.relativePath, `  ✗ ${message}`],
    exitCode: 2,
  };
}

function noticesOf(workbook: FileWorkbook, texts: CommandLineTexts): Section {
  const lines: string[] = [];
  const told = (heading: "losses" | "warnings", notices: FileWorkbook["losses"]) => {
    if (notices.length > 0) lines.push(`  ${texts.cli[heading]}`);
    for (const notice of notices) lines.push(`    ${texts.sentence(notice.code, notice.params)}`);
    return notices.map((notice) => ({ code: notice.code, params: notice.params, message: texts.sentence(notice.code, notice.params) }));
  };
  const losses = told("losses", workbook.losses);
  const warnings = told("warnings", workbook.warnings);
  return {
    json: { ...(losses.length > 0 ? { losses } : {}), ...(warnings.length > 0 ? { warnings } : {}) },
    lines,
    exitCode: 0,
  };
}

/** Excel refuses a file whose content and extension disagree. */
function requireFittingExtension(workbook: FileWorkbook, target: string): void {
  if (extname(target).toLowerCase() === workbook.extension) return;
  throw new CodedError("output.extension", { name: basename(target), expected: workbook.extension });
}

/** Whether the bytes are a package ("PK") and not one of the formats that are converted. */
function isPackage(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}
