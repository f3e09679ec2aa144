import { columnName, toA1 } from "../grid/address";
import type { ColumnRole, RecognizedSheet, RowClass, RowSpan } from "./table";

/** One line of `recognize --json`: rows one-based, columns by letter, absent header as `null`. */
export type StructureReport = {
  readonly file: string;
  readonly sheets: readonly {
    readonly name: string;
    readonly rows: Readonly<Record<string, RowClass>>;
    /** Code of the reason why there is no table; not there where there is one. */
    readonly noTable?: string;
    readonly tables: readonly {
      readonly range: string;
      readonly headerRows: readonly [number, number] | null;
      readonly columns: readonly { readonly column: string; readonly header: string; readonly role: ColumnRole; readonly confidence: number }[];
      readonly hierarchyColumns: readonly string[];
      readonly totalRows: readonly number[];
      readonly noteRows: readonly number[];
      readonly repeatedHeaderRows: readonly (readonly [number, number])[];
      readonly indicators: readonly { readonly row: number; readonly path: readonly string[]; readonly name: string; readonly weight: string | null; readonly fullMark: string | null }[];
    }[];
  }[];
};

/** The recognised sheets of a file as plain data for programs; confidences to two digits. Rule RC-41. */
export function structureReport(file: string, sheets: readonly RecognizedSheet[]): StructureReport {
  const span = (rows: RowSpan): readonly [number, number] => [rows.first + 1, rows.last + 1];
  const oneBased = (rows: readonly number[]): readonly number[] => rows.map((row) => row + 1);
  return {
    file,
    sheets: sheets.map((sheet) => ({
      name: sheet.name,
      rows: Object.fromEntries([...sheet.rows].map(([row, label]) => [String(row + 1), label])),
      ...(sheet.noTable ? { noTable: sheet.noTable.code } : {}),
      tables: sheet.tables.map((table) => ({
        range: toA1(table.range),
        headerRows: table.headerRows ? span(table.headerRows) : null,
        columns: table.columns.map((column) => ({
          column: columnName(column.column),
          header: column.headerPath.join(" / "),
          role: column.role,
          confidence: Math.round(column.confidence * 100) / 100,
        })),
        hierarchyColumns: table.hierarchyColumns.map(columnName),
        totalRows: oneBased(table.totalRows),
        noteRows: oneBased(table.noteRows),
        repeatedHeaderRows: table.repeatedHeaderRows.map(span),
        indicators: table.indicators.map(({ row, path, name, weight, fullMark }) => ({ row: row + 1, path, name, weight, fullMark })),
      })),
    })),
  };
}
