import type { Finding } from "../core/check/finding";
import type { SheetSnapshot, WorkbookSnapshot } from "../core/grid/snapshot";
import type { TableCorrection } from "../core/recognize/correction";
import { profileCorrections, type Profile } from "../core/recognize/profile";
import { recognizeSheet } from "../core/recognize/recognize-sheet";
import type { Edit } from "../core/plan/edit";
import { plannedSnapshot } from "../core/plan/planned-snapshot";
import type { RecognizedSheet } from "../core/recognize/table";
import { recordedCorrections } from "../core/store/corrections";
import type { WorkbookRecord } from "../core/store/record";
import { parseRecord } from "../core/store/parse-record";
import { withoutOwnCells } from "../core/template/own-cells";
import { readTables } from "../core/template/read-tables";
import type { ScoringTable } from "../core/template/scoring-table";
import type { SnapshotField, WorkbookPort, WorkOptions } from "../workbook/port";
import { yieldToHost } from "./yield-to-host";

/** A workbook as the later steps need it: what stands in it, what was recognised, and what is kept about it. */
export type WorkbookReading = {
  /** Everything, cells and sheets of ours included. */
  readonly workbook: WorkbookSnapshot;
  /** The user's sheets, without the cells that we added. */
  readonly sheets: readonly RecognizedSheet[];
  readonly tables: readonly ScoringTable[];
  readonly record: WorkbookRecord | null;
  /** What is wrong with the record, if anything. */
  readonly findings: readonly Finding[];
};

const FIELDS: readonly SnapshotField[] = ["values", "formulas", "styles", "protection", "validations", "conditionalFormats", "hidden", "tables"];

/** Reads and recognises the whole workbook, under a profile where one is given. Errors: CodedError "cancelled", and the host's own. */
export async function readWorkbook(port: WorkbookPort, options: WorkOptions = {}, profile: Profile | null = null): Promise<WorkbookReading> {
  const workbook = await readSnapshot(port, options);
  return recognizeWorkbook(workbook, profile && correctionsUnder(workbook, profile), options);
}

/** The corrections that a workbook's record keeps, and those of a profile for tables that it says nothing about. (RC-71) */
export function correctionsUnder(workbook: WorkbookSnapshot, profile: Profile): readonly TableCorrection[] {
  const kept = recordedCorrections(workbook, readRecord(workbook).record);
  return [...kept, ...profileCorrections(profile, withoutOwnCells(workbook), kept)];
}

/** Everything that recognising, checking and planning look at. */
export function readSnapshot(port: WorkbookPort, options: WorkOptions = {}): Promise<WorkbookSnapshot> {
  return port.read({ sheets: "all", fields: FIELDS }, options);
}

/**
 * Recognises what was read, under the given corrections; `null`: under those that the workbook's record keeps. `known`
 * gives what a sheet was recognised as before where that still holds. Error: "cancelled".
 */
export async function recognizeWorkbook(
  workbook: WorkbookSnapshot,
  corrections: readonly TableCorrection[] | null,
  options: WorkOptions = {},
  known: (sheet: SheetSnapshot) => RecognizedSheet | null = () => null,
): Promise<WorkbookReading> {
  const users = withoutOwnCells(workbook);
  const inForce = corrections ?? recordedCorrections(workbook, readRecord(workbook).record);
  const sheets: RecognizedSheet[] = [];
  for (const sheet of users.sheets) {
    await yieldToHost(options);
    const own = inForce.filter((correction) => correction.area.sheetId === sheet.sheetId);
    if (sheet.kind === "worksheet") sheets.push(known(sheet) ?? recognizeSheet(users, sheet, own));
    options.onProgress?.({ done: sheets.length, total: users.sheets.length });
  }
  return interpret(workbook, sheets);
}

/**
 * Reads the cells anew after we changed the workbook ourselves. What was recognised stays valid, because we
 * never move the user's cells.
 */
export async function rereadWorkbook(port: WorkbookPort, before: WorkbookReading, options: WorkOptions = {}): Promise<WorkbookReading> {
  return interpret(await readSnapshot(port, options), before.sheets);
}

/** The record of a workbook, or what is wrong with it. */
export function readRecord(workbook: WorkbookSnapshot): Pick<WorkbookReading, "record" | "findings"> {
  const parsed = workbook.record === null ? null : parseRecord(workbook.record);
  const findings: Finding[] =
    parsed && !parsed.ok ? [{ code: parsed.code, severity: "warning", sheetId: null, sheetName: null, area: null, params: {} }] : [];
  return { record: parsed?.ok ? parsed.record : null, findings };
}

/**
 * The reading as it will be once these edits are applied, which leave this record, without asking the host: several steps can so be planned
 * before anything is written. `null` where the host must be asked.
 */
export function plannedReading(before: WorkbookReading, edits: readonly Edit[], record: WorkbookRecord): WorkbookReading | null {
  const workbook = plannedSnapshot(before.workbook, edits);
  return workbook && { workbook, sheets: before.sheets, tables: readTables(workbook, before.sheets, record), record, findings: [] };
}

function interpret(workbook: WorkbookSnapshot, sheets: readonly RecognizedSheet[]): WorkbookReading {
  const { record, findings } = readRecord(workbook);
  return { workbook, sheets, tables: readTables(workbook, sheets, record), record, findings };
}
