import { cellA1 } from "../grid/address";
import { isBlank, textOf, type CellValue } from "../grid/cell";
import { formulaAt, valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import { INDICATOR_FIELDS, type IndicatorField } from "../template/template-words";
import { fieldText, findHeaderTable, headerText, type HeaderTable } from "../template/header-table";
import { ENTRY_FIELDS, ISSUED_WORDS, STRIP_FIELDS, STRIP_WORDS, type EntryField, type StripField } from "../issue/issued-words";
import { anchoredArea, ownSheetIds } from "../store/anchors";
import { parseRecord, type RecordProblem } from "../store/parse-record";
import type { IssueRecord } from "../store/record";

/** A cell that people fill in, as it came back. */
export type ReturnCell = { readonly value: CellValue; /** With leading "=". */ readonly formula: string | null; readonly row: number; readonly column: number };

export type ReturnRow = {
  /** As written; "" where the cell is blank or the column gone. */
  readonly key: string;
  readonly row: number;
  /** Texts of the columns that belong to the template. */
  readonly locked: Partial<Record<IndicatorField, CellText>>;
  readonly entries: Partial<Record<EntryField, ReturnCell>>;
};
type CellText = { readonly text: string; readonly column: number };

/** A sheet on which somebody filled in a template. */
export type ReturnSheet = {
  readonly sheetName: string;
  /** What the record says of it; `null`: known by its content alone. */
  readonly recorded: IssueRecord["sheets"][number] | null;
  /** What the strip above the table says; fields without a value are absent. */
  readonly strip: Partial<Record<StripField, string>>;
  readonly headers: Partial<Record<IndicatorField | EntryField, string>>;
  readonly rows: readonly ReturnRow[];
};

/** A returned workbook as plain data: nothing in it has been judged. */
export type ReturnReading = {
  readonly record: "kept" | "lost" | RecordProblem;
  readonly issue: Omit<IssueRecord, "sheets"> | null;
  readonly sheets: readonly ReturnSheet[];
  /** Recorded sheets of which there is none any more. */
  readonly gone: readonly IssueRecord["sheets"][number][];
  /** Made by collecting: no return. */
  readonly isResult: boolean;
};

/** Hidden name of the board in a workbook that collecting made. */
export const RESULT_ANCHOR = "_TS_own_returns";

/**
 * Finds the sheets of a returned workbook: those that the record's hidden names lead to, and every visible sheet whose
 * header names an indicator and its score. Places do not matter. `workbook` must have been read with values and formulas.
 * (CO-2 to CO-4)
 */
export function readReturn(workbook: WorkbookSnapshot): ReturnReading {
  const parsed = workbook.record === null ? null : parseRecord(workbook.record);
  const issue = parsed?.ok ? (parsed.record.issue ?? null) : null;
  const anchored = new Map<string, IssueRecord["sheets"][number]>();
  for (const recorded of issue?.sheets ?? []) {
    const area = anchoredArea(workbook, recorded.anchor);
    if (area) anchored.set(area.sheetId, recorded);
  }
  const own = ownSheetIds(workbook);
  const sheets: ReturnSheet[] = [];
  const seen = new Set<string>();
  for (const sheet of workbook.sheets) {
    const recorded = anchored.get(sheet.sheetId) ?? null;
    if (own.has(sheet.sheetId) || (recorded === null && sheet.visibility !== "visible")) continue;
    const table = findHeaderTable(sheet, ISSUED_WORDS, ["key", "score"]) ?? findHeaderTable(sheet, ISSUED_WORDS, ["name", "score"]);
    if (!table) continue;
    if (recorded) seen.add(recorded.anchor);
    sheets.push({ sheetName: sheet.name, recorded, strip: stripOf(sheet, table.headerRow), headers: headersOf(table), rows: rowsOf(table) });
  }
  const isResult = workbook.names.some(({ name }) => name.toLowerCase() === RESULT_ANCHOR.toLowerCase());
  return {
    record: parsed === null ? "lost" : parsed.ok ? (issue ? "kept" : "lost") : parsed.code,
    issue: issue && { title: issue.title, edition: issue.edition, period: issue.period, deadline: issue.deadline, ...(issue.parent ? { parent: issue.parent } : {}) },
    sheets,
    gone: (issue?.sheets ?? []).filter(({ anchor }) => !seen.has(anchor)),
    isResult,
  };
}

/** Labels above the table, each with the next filled cell to its right that is no label itself. */
function stripOf(sheet: SheetSnapshot, headerRow: number): Partial<Record<StripField, string>> {
  const strip: Partial<Record<StripField, string>> = {};
  const { used } = sheet;
  if (!used) return strip;
  const fieldOf = (value: CellValue): StripField | undefined => (typeof value === "string" ? STRIP_FIELDS.find((field) => STRIP_WORDS[field].test(headerText(value))) : undefined);
  for (let r = 0; r < headerRow - used.row; r++) {
    const cells = (sheet.values[r] ?? []).filter((value) => !isBlank(value));
    cells.forEach((cell, at) => {
      const field = fieldOf(cell);
      const next = cells[at + 1];
      if (field && strip[field] === undefined && next !== undefined && fieldOf(next) === undefined) strip[field] = textOf(next).trim();
    });
  }
  return strip;
}

function headersOf(table: HeaderTable<IndicatorField | EntryField>): ReturnSheet["headers"] {
  return Object.fromEntries([...table.columns].map(([field, column]) => [field, textOf(valueAt(table.sheet, table.headerRow, column)).trim()]));
}

function rowsOf(table: HeaderTable<IndicatorField | EntryField>): readonly ReturnRow[] {
  const { sheet } = table;
  const asked = [...table.columns].filter(([field]) => field === "key" || field === "name" || field === "score" || field === "chosen" || field === "remark").map(([, column]) => column);
  // What stands in other columns only is no row of the table, and a sheet may have a million of them.
  const rows = table.bodyRows.filter((row) => asked.some((column) => !isBlank(valueAt(sheet, row, column)) || formulaAt(sheet, row, column) !== null));
  return rows.map((row): ReturnRow => {
    const locked: Partial<Record<IndicatorField, CellText>> = {};
    const entries: Partial<Record<EntryField, ReturnCell>> = {};
    for (const field of INDICATOR_FIELDS) {
      const column = table.columns.get(field);
      if (column !== undefined) locked[field] = { text: fieldText(table, row, field), column };
    }
    for (const field of ENTRY_FIELDS) {
      const column = table.columns.get(field);
      if (column !== undefined) entries[field] = { value: valueAt(sheet, row, column), formula: formulaAt(sheet, row, column), row, column };
    }
    return { key: locked.key?.text ?? "", row, locked, entries };
  });
}

/** "M8", as it is shown. */
export function addressOf(cell: { readonly row: number; readonly column: number }): string {
  return cellA1(cell.row, cell.column);
}
