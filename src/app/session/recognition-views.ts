import { columnName, contains, toA1 } from "../../core/grid/address";
import { isBlank, textOf } from "../../core/grid/cell";
import { foldText } from "../../core/grid/fold-text";
import { valueAt, type SheetSnapshot } from "../../core/grid/snapshot";
import type { RecognizedColumn } from "../../core/recognize/table";
import { ownSheetIds } from "../../core/store/anchors";
import type { ScoringTable } from "../../core/template/scoring-table";
import type { WorkbookReading } from "../read-workbook";
import type { ColumnView, SheetView, TableView } from "./session";

const SAMPLES = 3;
const SAMPLE_LETTERS = 40;
/** Rows looked through for samples: a column that is blank so far down is shown as blank. */
const SAMPLED_ROWS = 500;

/** Every sheet of cells with what was recognised on it. */
export function sheetViews({ workbook, tables }: WorkbookReading): readonly SheetView[] {
  const own = ownSheetIds(workbook);
  return workbook.sheets
    .filter((sheet) => sheet.kind === "worksheet")
    .map((sheet) => ({
      sheetId: sheet.sheetId,
      name: sheet.name,
      visibility: sheet.visibility,
      protection: sheet.protection === null ? "none" : sheet.protection.hasPassword ? "password" : "plain",
      own: own.has(sheet.sheetId),
      tables: tables.filter((table) => table.sheetId === sheet.sheetId).map((table) => tableView(sheet, table)),
    }));
}

function tableView(sheet: SheetSnapshot, scoring: ScoringTable): TableView {
  const { table } = scoring;
  return {
    tableId: scoring.tableId,
    sheetId: scoring.sheetId,
    sheetName: scoring.sheetName,
    range: table.range,
    address: toA1(table.range),
    headerRows: table.headerRows,
    title: table.title,
    layout: scoring.layout,
    performance: scoring.performance,
    confidence: table.confidence,
    reasons: table.reasons,
    columns: table.columns.map((column) => columnView(sheet, scoring, column)),
    indicators: scoring.indicators.length,
    subjects: scoring.subjects.length,
    entryCells: scoring.entryCells.reduce((cells, area) => cells + area.rows * area.columns, 0),
    markedRows: [...(table.correction?.markedRows ?? [])].map(([row, label]) => ({ row, label })).sort((a, b) => a.row - b.row),
    corrected: table.correction !== undefined,
    ignored: table.correction?.ignored === true,
  };
}

function columnView(sheet: SheetSnapshot, scoring: ScoringTable, column: RecognizedColumn): ColumnView {
  return {
    column: column.column,
    columns: column.columns,
    letter: columnName(column.column),
    headerPath: column.headerPath,
    role: column.role,
    confidence: column.confidence,
    reasons: column.reasons,
    alternative: column.alternative,
    corrected: column.chosen === true,
    samples: samplesOf(sheet, scoring, column.column),
  };
}

/** Up to three different contents of the body, header and notes left out. */
function samplesOf(sheet: SheetSnapshot, { table }: ScoringTable, column: number): readonly string[] {
  const { range, headerRows } = table;
  const first = headerRows ? headerRows.last + 1 : range.row;
  const last = Math.min(range.row + range.rows, first + SAMPLED_ROWS);
  const samples = new Set<string>();
  for (let row = first; row < last && samples.size < SAMPLES; row++) {
    if (!contains(range, row, column) || table.noteRows.includes(row) || table.groupRows.includes(row)) continue;
    const value = valueAt(sheet, row, column);
    if (isBlank(value)) continue;
    const text = foldText(textOf(value));
    samples.add(text.length > SAMPLE_LETTERS ? `${text.slice(0, SAMPLE_LETTERS - 1)}…` : text);
  }
  return [...samples];
}
