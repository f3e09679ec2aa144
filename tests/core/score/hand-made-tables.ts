import type { Rect } from "../../../src/core/grid/address";
import type { CellValue } from "../../../src/core/grid/cell";
import type { DefinedName, SheetSnapshot, WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import type { ColumnRole, RecognizedColumn, RecognizedTable } from "../../../src/core/recognize/table";
import type { Indicator, Performance, ResultColumn, ScoringTable } from "../../../src/core/template/scoring-table";
import { rect, sheetOf, workbookOf } from "../../support/grid";

/** An indicator of a hand-made table. */
export type Mark = { readonly name: string; readonly fullMark?: string; readonly weight?: string; readonly path?: readonly string[] };

export function indicatorOf(mark: Mark): Indicator {
  return {
    key: `K-${mark.name}`,
    name: mark.name,
    path: mark.path ?? [],
    fullMark: mark.fullMark ?? null,
    weight: mark.weight ?? null,
    criterion: null,
    dataSource: null,
    owner: null,
  };
}

function columnOf(column: number, header: string, role: ColumnRole): RecognizedColumn {
  return { column, columns: 1, headerPath: [header], role, confidence: 1, reasons: [], alternative: null };
}

function recognized(range: Rect, columns: readonly RecognizedColumn[], over: Partial<RecognizedTable> = {}): RecognizedTable {
  return {
    range,
    headerRows: { first: range.row, last: range.row },
    repeatedHeaderRows: [],
    columns,
    hierarchyColumns: [],
    groupRows: [],
    totalRows: [],
    noteRows: [],
    titleRows: [],
    metaRows: [],
    title: "",
    meta: [],
    indicators: [],
    confidence: 1,
    reasons: [],
    ...over,
  };
}

export type MatrixInput = {
  readonly tableId?: string;
  readonly name?: string;
  readonly performance?: Performance | null;
  readonly marks: readonly Mark[];
  readonly rows: readonly { readonly name: string; readonly group?: string; readonly attributes?: Readonly<Record<string, string>>; readonly entries: readonly CellValue[] }[];
  /** Headers of columns that follow the entries, with what stands in them. */
  readonly results?: readonly { readonly header: string; readonly kind: ResultColumn["kind"]; readonly values?: readonly CellValue[] }[];
  /** Key cells right of the table, as structuring leaves them. Default true. */
  readonly keys?: boolean;
  readonly total?: boolean;
};

export type HandMade = { readonly sheet: SheetSnapshot; readonly table: ScoringTable; readonly names: readonly DefinedName[] };

/** Subjects down, indicators across: A name, B group, then indicators, then results; row 1 a title, row 2 the header. */
export function matrix(input: MatrixInput): HandMade {
  const tableId = input.tableId ?? "T1";
  const name = input.name ?? `表${tableId}`;
  const results = input.results ?? [];
  const first = 2;
  const width = first + input.marks.length + results.length;
  const keyed = input.keys ?? true;
  const header: CellValue[] = ["姓名", "单位", ...input.marks.map((mark) => mark.name), ...results.map((result) => result.header), ...(keyed ? ["键"] : [])];
  const body = input.rows.map((row, index): CellValue[] => [
    row.name,
    row.group ?? null,
    ...input.marks.map((_, i) => row.entries[i] ?? null),
    ...results.map((result) => result.values?.[index] ?? null),
    ...(keyed ? [`${row.name}-${index}`] : []),
  ]);
  const total: CellValue[][] = input.total ? [["合计", null, ...input.marks.map(() => 999)]] : [];
  const sheet = sheetOf([["某某考核表"], header, ...body, ...total], { name });
  const top = 2;
  const range: Rect = { row: 1, column: 0, rows: 1 + body.length + total.length, columns: width };
  const columns = [
    columnOf(0, "姓名", "subject"),
    columnOf(1, "单位", "subjectGroup"),
    ...input.marks.map((mark, i) => columnOf(first + i, mark.name, "score")),
    ...results.map((result, i) => columnOf(first + input.marks.length + i, result.header, result.kind === "score" ? "score" : result.kind)),
  ];
  const table: ScoringTable = {
    tableId,
    sheetId: name,
    sheetName: name,
    table: recognized(range, columns, { totalRows: input.total ? [top + body.length] : [] }),
    layout: "subject-matrix",
    performance: input.performance === undefined ? "person" : input.performance,
    indicators: input.marks.map((mark, i) => ({ indicator: indicatorOf(mark), where: { kind: "column", column: first + i, columns: 1 } })),
    subjects: input.rows.map((row, i) => ({
      subject: { key: `${row.name}-${i}`, name: row.name, group: row.group ?? null, attributes: row.attributes ?? {} },
      where: { kind: "row", row: top + i },
    })),
    raters: [],
    results: results.map((result, i) => ({
      column: first + input.marks.length + i,
      kind: result.kind,
      state: result.values?.some((value) => value !== null) ? "value" : "empty",
    })),
    entryCells: [{ row: top, column: first, rows: Math.max(1, body.length), columns: input.marks.length }],
    bodyRows: input.rows.map((_, i) => top + i),
    firstFreeColumn: width,
  };
  const names: readonly DefinedName[] = keyed
    ? [{ name: `_TS_${tableId}_key`, refersTo: `${name}!$${letters(width)}$2:$${letters(width)}$${range.row + range.rows}`, sheetId: null, hidden: true }]
    : [];
  return { sheet: { ...sheet, hiddenColumns: keyed ? [width] : [] }, table, names };
}

function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : `${String.fromCharCode(64 + Math.floor(column / 26))}${String.fromCharCode(65 + (column % 26))}`;
}

export type RaterInput = {
  readonly tableId?: string;
  readonly name?: string;
  readonly performance?: Performance | null;
  readonly raters: readonly { readonly name: string; readonly group: "self" | "leader" | "rater" }[];
  readonly rows: readonly { readonly name: string; readonly group?: string; readonly entries: readonly CellValue[] }[];
};

/** Subjects down, raters across. */
export function raters(input: RaterInput): HandMade {
  const made = matrix({ ...input, marks: input.raters.map(({ name }) => ({ name })) });
  return {
    ...made,
    table: { ...made.table, layout: "rater-matrix", indicators: [], raters: input.raters.map((rater, i) => ({ column: 2 + i, name: rater.name, group: rater.group })) },
  };
}

export type RatedInput = Omit<RaterInput, "rows"> & {
  readonly marks: readonly Mark[];
  /** Entries by indicator, then by rater. */
  readonly rows: readonly { readonly name: string; readonly group?: string; readonly entries: readonly (readonly CellValue[])[] }[];
};

/** Subjects down, indicators across, a column of each rater under every indicator. */
export function rated(input: RatedInput): HandMade {
  const columns = input.marks.flatMap((mark) => input.raters.map((rater) => ({ name: `${mark.name}·${rater.name}`, group: rater.group })));
  const made = raters({ ...input, raters: columns, rows: input.rows.map((row) => ({ ...row, entries: input.marks.flatMap((_, i) => input.raters.map((__, r) => row.entries[i]?.[r] ?? null)) })) });
  const width = input.raters.length;
  return {
    ...made,
    table: {
      ...made.table,
      layout: "subject-matrix",
      indicators: input.marks.map((mark, i) => ({ indicator: indicatorOf(mark), where: { kind: "column", column: 2 + i * width, columns: width } })),
    },
  };
}

export type FormInput = {
  readonly tableId: string;
  readonly name?: string;
  readonly subject: string;
  readonly group?: string;
  readonly performance?: Performance | null;
  readonly marks: readonly Mark[];
  /** Header and group of each score column; one without a group by default. */
  readonly columns?: readonly { readonly header: string; readonly group: "self" | "leader" | "rater" }[];
  /** By indicator, then by score column. */
  readonly entries: readonly (readonly CellValue[])[];
};

/** One subject: a strip with its name, indicators down, score columns from C on, a total row with empty cells. */
export function form(input: FormInput): HandMade {
  const name = input.name ?? `表${input.tableId}`;
  const columns = input.columns ?? [{ header: "得分", group: "rater" as const }];
  const sheet = sheetOf(
    [
      ["姓名", input.subject, "单位", input.group ?? null],
      ["指标", "满分", ...columns.map((column) => column.header)],
      ...input.marks.map((mark, i): CellValue[] => [mark.name, mark.fullMark === undefined ? null : Number(mark.fullMark), ...columns.map((_, c) => input.entries[i]?.[c] ?? null)]),
      ["合计", null, ...columns.map(() => null)],
      ["注：", null],
    ],
    { name },
  );
  const total = 2 + input.marks.length;
  const table: ScoringTable = {
    tableId: input.tableId,
    sheetId: name,
    sheetName: name,
    table: recognized(
      { row: 1, column: 0, rows: input.marks.length + 2, columns: 2 + columns.length },
      [columnOf(0, "指标", "indicator"), columnOf(1, "满分", "fullMark"), ...columns.map((column, i) => columnOf(2 + i, column.header, "score"))],
      {
        totalRows: [total],
        meta: [
          { label: "姓名", value: input.subject, labelCell: rect("A1"), valueCell: rect("B1") },
          { label: "单位", value: input.group ?? "", labelCell: rect("C1"), valueCell: rect("D1") },
        ],
      },
    ),
    layout: "form",
    performance: input.performance === undefined ? "person" : input.performance,
    indicators: input.marks.map((mark, i) => ({ indicator: indicatorOf(mark), where: { kind: "rows", row: 2 + i, rows: 1 } })),
    subjects: [{ subject: { key: input.subject, name: input.subject, group: input.group ?? null, attributes: {} }, where: { kind: "form" } }],
    raters: input.columns ? columns.map((column, i) => ({ column: 2 + i, name: column.header, group: column.group })) : [],
    results: [],
    entryCells: [{ row: 2, column: 2, rows: input.marks.length, columns: columns.length }],
    bodyRows: input.marks.map((_, i) => 2 + i),
    firstFreeColumn: 2 + columns.length,
  };
  return { sheet, table, names: [] };
}

/** A √-form: one subject, indicators down, options across. */
export function tickForm(input: Omit<FormInput, "columns"> & { readonly options: readonly string[] }): HandMade {
  const made = form({ ...input, columns: input.options.map((header) => ({ header, group: "rater" as const })) });
  return { ...made, table: { ...made.table, raters: [], options: input.options.map((label, i) => ({ column: 2 + i, label })) } };
}

/** A workbook of hand-made tables and, if wanted, further sheets. */
export function workbookWith(...made: readonly HandMade[]): { readonly workbook: WorkbookSnapshot; readonly tables: readonly ScoringTable[] } {
  return { workbook: { ...workbookOf(...made.map((item) => item.sheet)), names: made.flatMap((item) => item.names) }, tables: made.map((item) => item.table) };
}
