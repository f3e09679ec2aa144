import { toA1, type Rect } from "../../../src/core/grid/address";
import { isBlank, textOf, type CellValue } from "../../../src/core/grid/cell";
import type { SheetSnapshot, WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import type { ColumnRole, RecognizedColumn } from "../../../src/core/recognize/table";
import { indicatorKey, subjectKey, uniqueKeys } from "../../../src/core/template/keys";
import type { Performance, PlacedIndicator, RaterColumn, ResultColumn, ScoringTable, TableLayout } from "../../../src/core/template/scoring-table";
import { PLAIN_STYLE, sheetOf } from "../../support/grid";

export type Cell = CellValue | { readonly f: string; readonly v: CellValue };

/** What a column is; "entry" holds points of an indicator, "code" a staff number, "post" another attribute of a subject. */
export type Kind = "sequence" | "code" | "subject" | "subjectGroup" | "post" | "period" | "level1" | "indicator" | "criterion" | "source" | "owner" | "weight" | "fullMark" | "entry" | "option" | "rater" | "self" | "leader" | "score" | "rank" | "grade" | "remark";

export type Column = { readonly header: string; readonly kind: Kind; readonly fullMark?: string; readonly weight?: string; readonly path?: readonly string[] };

export type HandMade = {
  readonly name?: string;
  readonly tableId?: string;
  readonly layout?: TableLayout;
  readonly performance?: Performance;
  readonly title?: string;
  /** A label and its value in the strip between title and header. */
  readonly meta?: readonly [string, string];
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Total rows after the body. */
  readonly totals?: readonly (readonly Cell[])[];
  readonly notes?: readonly string[];
  readonly merges?: readonly string[];
  /** Number format by A1 address. */
  readonly formats?: Readonly<Record<string, string>>;
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
  readonly visibility?: SheetSnapshot["visibility"];
  /** Keys are made of the indicators' names, not of their place. */
  readonly keyed?: true;
};

const ROLES: Readonly<Record<Kind, ColumnRole>> = {
  sequence: "sequence",
  code: "other",
  subject: "subject",
  subjectGroup: "subjectGroup",
  post: "other",
  period: "period",
  level1: "level1",
  indicator: "indicator",
  criterion: "criterion",
  source: "dataSource",
  owner: "owner",
  weight: "weight",
  fullMark: "fullMark",
  entry: "score",
  option: "score",
  rater: "score",
  self: "selfScore",
  leader: "leaderScore",
  score: "score",
  rank: "rank",
  grade: "grade",
  remark: "remark",
};

function plain(cell: Cell | undefined): CellValue {
  return typeof cell === "object" && cell !== null && "f" in cell ? cell.v : (cell ?? null);
}

/** A sheet and the table on it, as a careful reader would read it. */
export function handMade(spec: HandMade): { readonly sheet: SheetSnapshot; readonly table: ScoringTable; readonly styles: WorkbookSnapshot["styleTable"] } {
  const name = spec.name ?? "Sheet1";
  const titleRows = spec.title === undefined ? [] : [[spec.title]];
  const totals = spec.totals ?? [];
  const metaRows = spec.meta ? [spec.meta] : [];
  const grid = [...titleRows, ...metaRows, spec.columns.map((column) => column.header), ...spec.rows, ...totals, ...(spec.notes ?? []).map((note) => [note])];
  const bare = sheetOf(grid, { name, merges: spec.merges ?? [] });
  const formats = Object.entries(spec.formats ?? {});
  const styles = [PLAIN_STYLE, ...formats.map(([, numberFormat]) => ({ ...PLAIN_STYLE, numberFormat }))];
  const index = new Map(formats.map(([a1], i) => [a1, i + 1] as const));
  const sheet: SheetSnapshot = {
    ...bare,
    styles: bare.values.map((row, r) => row.map((_, c) => index.get(toA1({ row: r, column: c, rows: 1, columns: 1 })) ?? 0)),
    hiddenRows: spec.hiddenRows ?? [],
    hiddenColumns: spec.hiddenColumns ?? [],
    visibility: spec.visibility ?? "visible",
  };
  const header = titleRows.length + metaRows.length;
  const body = header + 1;
  const rowOf = (i: number): number => body + i;
  const columnsOf = (...kinds: readonly Kind[]): readonly number[] => spec.columns.flatMap((column, c) => (kinds.includes(column.kind) ? [c] : []));
  const [indicatorColumn] = columnsOf("indicator");
  const [subjectColumn] = columnsOf("subject");
  const [markColumn] = columnsOf("fullMark");
  const [weightColumn] = columnsOf("weight");
  const [levelColumn] = columnsOf("level1");
  const [sourceColumn] = columnsOf("source");
  const [criterionColumn] = columnsOf("criterion");
  const [ownerColumn] = columnsOf("owner");
  const told = (cells: readonly Cell[], column: number | undefined): string | null => (column === undefined ? null : textOf(plain(cells[column])));
  const layout: TableLayout = spec.layout ?? (indicatorColumn !== undefined ? "form" : columnsOf("rater").length > 0 ? "rater-matrix" : "subject-matrix");

  const indicators: PlacedIndicator[] = [];
  const blank = { criterion: null, dataSource: null, owner: null };
  if (indicatorColumn !== undefined) {
    let level = "";
    spec.rows.forEach((cells, i) => {
      if (levelColumn !== undefined && !isBlank(plain(cells[levelColumn]))) level = textOf(plain(cells[levelColumn]));
      const text = plain(cells[indicatorColumn]);
      if (isBlank(text)) return;
      const mark = markColumn === undefined ? null : plain(cells[markColumn]);
      const weight = weightColumn === undefined ? null : plain(cells[weightColumn]);
      indicators.push({
        indicator: {
          ...blank,
          dataSource: told(cells, sourceColumn),
          criterion: told(cells, criterionColumn),
          owner: told(cells, ownerColumn),
          key: spec.keyed === true ? indicatorKey(null, [], textOf(text)) : `K${String(i)}`,
          name: textOf(text),
          path: level === "" ? [] : [level],
          fullMark: typeof mark === "number" ? String(mark) : null,
          weight: typeof weight === "number" ? String(weight) : null,
        },
        where: { kind: "rows", row: rowOf(i), rows: 1 },
      });
    });
  } else {
    spec.columns.forEach((column, c) => {
      if (column.kind !== "entry") return;
      indicators.push({
        indicator: { ...blank, key: indicatorKey(null, column.path ?? [], column.header), name: column.header, path: column.path ?? [], fullMark: column.fullMark ?? null, weight: column.weight ?? null },
        where: { kind: "column", column: c, columns: 1 },
      });
    });
  }

  const bodyRows = spec.rows.flatMap((cells, i) => (isBlank(plain(cells[indicatorColumn ?? subjectColumn ?? 0])) ? [] : [rowOf(i)]));
  const [codeColumn] = columnsOf("code");
  const [groupColumn] = columnsOf("subjectGroup");
  const attributeColumns = columnsOf("post");
  const text = (i: number, column: number | undefined): string => (column === undefined ? "" : textOf(plain(spec.rows[i]?.[column])));
  const subjectRows = subjectColumn === undefined || indicatorColumn !== undefined ? [] : spec.rows.flatMap((_, i) => (text(i, subjectColumn) === "" ? [] : [i]));
  const keys = uniqueKeys(subjectRows.map((i) => subjectKey(text(i, codeColumn) === "" ? null : text(i, codeColumn), text(i, subjectColumn))));

  const entryCells: Rect[] = [];
  for (const column of columnsOf("entry", "option", "rater", "self", "leader")) {
    for (const row of bodyRows) if (sheet.formulas[row]?.[column] == null) entryCells.push({ row, column, rows: 1, columns: 1 });
  }
  const raters: RaterColumn[] = spec.columns.flatMap((column, c): RaterColumn[] =>
    column.kind === "rater" || column.kind === "self" || column.kind === "leader" ? [{ column: c, name: column.header, group: column.kind }] : [],
  );
  const results: ResultColumn[] = spec.columns.flatMap((column, c): ResultColumn[] => {
    if (column.kind !== "score" && column.kind !== "rank" && column.kind !== "grade") return [];
    const cells = spec.rows.map((row) => row[c] ?? null);
    const state = cells.some((cell) => typeof cell === "object" && cell !== null && "f" in cell) ? "formula" : cells.every((cell) => isBlank(plain(cell))) ? "empty" : "value";
    return [{ column: c, kind: column.kind, state }];
  });

  const columns: RecognizedColumn[] = spec.columns.map((column, c) => ({
    column: c,
    columns: 1,
    headerPath: [...(column.path ?? []), column.header],
    role: ROLES[column.kind],
    confidence: 1,
    reasons: [],
    alternative: null,
  }));
  const span = (first: number, count: number): readonly number[] => Array.from({ length: count }, (_, i) => first + i);
  const table: ScoringTable = {
    tableId: spec.tableId ?? "T1",
    sheetId: sheet.sheetId,
    sheetName: name,
    table: {
      range: { row: header, column: 0, rows: 1 + spec.rows.length + totals.length, columns: spec.columns.length },
      headerRows: { first: header, last: header },
      repeatedHeaderRows: [],
      columns,
      hierarchyColumns: levelColumn === undefined ? [] : [levelColumn],
      groupRows: [],
      totalRows: span(body + spec.rows.length, totals.length),
      noteRows: span(body + spec.rows.length + totals.length, spec.notes?.length ?? 0),
      titleRows: span(0, titleRows.length),
      metaRows: span(titleRows.length, metaRows.length),
      title: spec.title ?? "",
      meta: spec.meta ? [{ label: spec.meta[0], value: spec.meta[1], labelCell: { row: titleRows.length, column: 0, rows: 1, columns: 1 }, valueCell: { row: titleRows.length, column: 1, rows: 1, columns: 1 } }] : [],
      indicators: [],
      confidence: 1,
      reasons: [],
    },
    layout,
    performance: spec.performance ?? null,
    indicators,
    subjects:
      indicatorColumn !== undefined
        ? []
        : subjectRows.map((i, n) => ({
            subject: {
              key: keys[n] ?? "",
              name: text(i, subjectColumn),
              group: groupColumn === undefined ? null : text(i, groupColumn),
              attributes: Object.fromEntries(attributeColumns.map((column) => [spec.columns[column]?.header ?? "", text(i, column)])),
            },
            where: { kind: "row", row: rowOf(i) },
          })),
    raters,
    results,
    entryCells,
    ...(columnsOf("option").length > 0 ? { options: columnsOf("option").map((column) => ({ column, label: spec.columns[column]?.header ?? "" })) } : {}),
    bodyRows,
    firstFreeColumn: spec.columns.length,
  };
  return { sheet, table, styles };
}

/** A workbook of hand-made tables, one a sheet. */
export function workbookWith(...specs: readonly HandMade[]): { readonly workbook: WorkbookSnapshot; readonly tables: readonly ScoringTable[] } {
  const made = specs.map((spec, i) => handMade({ name: `Sheet${String(i + 1)}`, tableId: `T${String(i + 1)}`, ...spec }));
  const styleTable = made.flatMap((item) => item.styles);
  const sheets = made.map((item, i) => {
    const offset = made.slice(0, i).reduce((sum, other) => sum + other.styles.length, 0);
    return { ...item.sheet, styles: item.sheet.styles.map((row) => row.map((style) => style + offset)) };
  });
  return { workbook: { sheets, styleTable, names: [], date1904: false, record: null }, tables: made.map((item) => item.table) };
}
