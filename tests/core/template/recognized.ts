import type { ColumnRole, MetaField, RecognizedIndicator, RecognizedSheet, RecognizedTable, RowClass } from "../../../src/core/recognize/table";
import { columnIndex } from "../../../src/core/grid/address";
import type { SheetSnapshot } from "../../../src/core/grid/snapshot";
import { rect } from "../../support/grid";

/** What a test says about a table; rows are Excel's row numbers (from 1), columns are letters. */
export type TableSketch = {
  readonly range: string;
  readonly header: readonly [first: number, last: number];
  /** "A": [role, ...header path]. */
  readonly columns: Readonly<Record<string, readonly [ColumnRole, ...string[]]>>;
  readonly rows?: Partial<Record<RowClass, readonly number[]>>;
  readonly hierarchy?: readonly string[];
  readonly title?: string;
  readonly meta?: Readonly<Record<string, string>>;
  /** [row, rows, path, name, weight, full mark] */
  readonly indicators?: readonly (readonly [row: number, rows: number, path: readonly string[], name: string, weight?: string | null, fullMark?: string | null])[];
};

/** A recognised sheet by hand: all rows of a table's range below its header are data unless the sketch says otherwise. */
export function recognized(sheet: SheetSnapshot, ...sketches: readonly TableSketch[]): RecognizedSheet {
  const rows = new Map<number, RowClass>();
  const tables = sketches.map((sketch): RecognizedTable => {
    const range = rect(sketch.range);
    const others = (cls: RowClass): readonly number[] => (sketch.rows?.[cls] ?? []).map((row) => row - 1);
    for (let row = range.row; row < range.row + range.rows; row++) rows.set(row, row < sketch.header[1] ? "header" : "data");
    for (const cls of ["title", "meta", "group", "total", "note"] as const) for (const row of others(cls)) rows.set(row, cls);
    return {
      range,
      headerRows: { first: sketch.header[0] - 1, last: sketch.header[1] - 1 },
      repeatedHeaderRows: [],
      columns: Object.entries(sketch.columns).map(([letter, [role, ...headerPath]]) => ({
        column: columnIndex(letter),
        columns: 1,
        headerPath,
        role,
        confidence: 1,
        reasons: [],
        alternative: null,
      })),
      hierarchyColumns: (sketch.hierarchy ?? []).map(columnIndex),
      groupRows: others("group"),
      totalRows: others("total"),
      noteRows: others("note"),
      titleRows: others("title"),
      metaRows: others("meta"),
      title: sketch.title ?? "",
      meta: Object.entries(sketch.meta ?? {}).map(([label, value]): MetaField => ({ label, value, labelCell: rect("A1"), valueCell: null })),
      indicators: (sketch.indicators ?? []).map(([row, count, path, name, weight, fullMark]): RecognizedIndicator => ({
        row: row - 1,
        rows: count,
        path,
        name,
        weight: weight ?? null,
        fullMark: fullMark ?? null,
      })),
      confidence: 1,
      reasons: [],
    };
  });
  return { sheetId: sheet.sheetId, name: sheet.name, rows, tables };
}
