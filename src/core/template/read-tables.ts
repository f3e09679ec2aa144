import { intersection, MAX_COLUMNS, type Area, type Rect } from "../grid/address";
import { isBlank, textOf } from "../grid/cell";
import { foldText } from "../grid/fold-text";
import { formulaAt, valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import type { ColumnRole, MetaField, RecognizedColumn, RecognizedSheet, RecognizedTable } from "../recognize/table";
import { anchoredArea, anchoredTables, keyAnchor, ownSheetIds, tableAnchor, tableParts } from "../store/anchors";
import type { WorkbookRecord } from "../store/record";
import { entryRow, entryRuns } from "./entry-cells";
import { CODE_HEADER, PLAIN_SCORE_HEADER, SCORE_LIKE_HEADER, STATED_SCORE_HEADER, SUBTOTAL_HEADER } from "./header-words";
import { foldKeyText, indicatorKey, subjectKey, uniqueKeys } from "./keys";
import { markInText } from "./mark-text";
import { decidePerformances, headerTexts, performanceBalance } from "./performance-reading";
import { findMarkRows, readPointColumns, refersToAny, type PointColumn } from "./point-columns";
import { ratedIndicators } from "./rated-indicators";
import { readRowMarks } from "./row-marks";
import type { Indicator, OptionColumn, Performance, PlacedIndicator, PlacedSubject, RaterColumn, ResultColumn, ScoringTable, TableLayout } from "./scoring-table";
import { chooseSubjectColumn, keysFor, readFormSubject, readRowSubjects, readSubjectColumns } from "./subject-reading";
import { tableGrid, type TableGrid } from "./table-grid";

/** What one table says on its own; id and performance are decided over all tables of the workbook. */
type TableReading = {
  readonly layout: TableLayout;
  readonly indicators: readonly PlacedIndicator[];
  readonly subjects: readonly PlacedSubject[];
  readonly raters: readonly RaterColumn[];
  readonly results: readonly ResultColumn[];
  readonly entryCells: readonly Rect[];
  readonly bodyRows: readonly number[];
  readonly subjectHeader: string;
  /** Known from a form's strip. */
  readonly performance: Performance | null;
  readonly options?: readonly OptionColumn[];
};

type Source = {
  readonly workbook: WorkbookSnapshot;
  readonly sheet: SheetSnapshot;
  readonly recognized: RecognizedSheet;
  readonly table: RecognizedTable;
  readonly grid: TableGrid;
  readonly keysInColumn: ReadonlyMap<number, string>;
  /** Fill-in fields of the tables above on the same sheet, the nearest first. */
  readonly stripAbove: readonly MetaField[];
};

/**
 * Recognised tables read as something to score, in sheet order. Sheets of our own are left out, and so are columns
 * that we put beside a table before. Tables structured before keep their ids and, through the key column, their keys.
 * Pass the workbook as it is (with our hidden names), whatever the sheets were recognised from. (ST-1 to ST-18)
 */
export function readTables(workbook: WorkbookSnapshot, sheets: readonly RecognizedSheet[], record: WorkbookRecord | null): readonly ScoringTable[] {
  const own = ownSheetIds(workbook);
  const snapshots = new Map(workbook.sheets.map((sheet) => [sheet.sheetId, sheet]));
  const found: { readonly sheet: SheetSnapshot; readonly recognized: RecognizedSheet; readonly table: RecognizedTable }[] = [];
  for (const recognized of sheets) {
    const sheet = snapshots.get(recognized.sheetId);
    if (!sheet || own.has(recognized.sheetId)) continue;
    const ownColumns = columnsOfOurs(workbook, sheet);
    for (const table of recognized.tables) found.push({ sheet, recognized, table: withoutColumns(table, ownColumns) });
  }
  const ids = assignIds(workbook, record, found.map(({ sheet, table }) => ({ sheetId: sheet.sheetId, ...table.range })));
  const readings = found.map(({ sheet, recognized, table }, i) => {
    const grid = tableGrid(sheet, table.range);
    const stripAbove = found.slice(0, i).filter((other) => other.sheet === sheet && other.table.range.row < table.range.row).reverse().flatMap((other) => other.table.meta);
    const source: Source = { workbook, sheet, recognized, table, grid, keysInColumn: readKeyColumn(workbook, sheet, ids[i] ?? ""), stripAbove };
    return readTable(source);
  });
  const performances = decidePerformances(
    readings.map((reading, i) => {
      const item = found[i];
      const names = reading.subjects.map((placed) => placed.subject.name);
      const groups = reading.subjects.flatMap((placed) => (placed.subject.group === null ? [] : [placed.subject.group]));
      const balance =
        reading.performance !== null
          ? reading.performance === "person" ? 100 : -100
          : performanceBalance({
              subjectHeader: reading.subjectHeader,
              headers: item ? headerTexts(item.table.columns) : [],
              title: item?.table.title ?? "",
              sheetName: item?.sheet.name ?? "",
              names,
              hasGroup: groups.length > 0,
            });
      return { balance, names: new Set(names.map((name) => foldKeyText(name))), groups: new Set(groups.map((group) => foldKeyText(group))) };
    }),
  );
  return found.flatMap(({ sheet, table }, i) => {
    const reading = readings[i];
    if (!reading) return [];
    return [
      {
        tableId: ids[i] ?? "",
        sheetId: sheet.sheetId,
        sheetName: sheet.name,
        table,
        layout: reading.layout,
        performance: reading.layout === "other" ? null : table.correction?.performance ? table.correction.performance.value : (performances[i] ?? null),
        indicators: reading.indicators,
        subjects: reading.subjects,
        raters: reading.raters,
        results: reading.results,
        entryCells: reading.entryCells,
        ...(reading.options ? { options: reading.options } : {}),
        bodyRows: reading.bodyRows,
        firstFreeColumn: firstFreeColumn(workbook, sheet, table.range),
      },
    ];
  });
}

/** Areas right of structured tables that our names cover (keys, results). */
function columnsOfOurs(workbook: WorkbookSnapshot, sheet: SheetSnapshot): readonly Rect[] {
  return tableParts(workbook, sheet.sheetId)
    .filter((part) => {
      const table = anchoredArea(workbook, tableAnchor(part.tableId));
      return table === null || table.sheetId !== sheet.sheetId || intersection(table, part.area) === null;
    })
    .map((part) => part.area);
}

function withoutColumns(table: RecognizedTable, own: readonly Rect[]): RecognizedTable {
  const taken = own.filter((area) => intersection(area, table.range) !== null);
  if (taken.length === 0) return table;
  const isOwn = (column: number): boolean => taken.some((area) => column >= area.column && column < area.column + area.columns);
  let columns = table.range.columns;
  while (columns > 1 && isOwn(table.range.column + columns - 1)) columns--;
  return { ...table, range: { ...table.range, columns }, columns: table.columns.filter((column) => !isOwn(column.column)) };
}

/** Ids by our names where a table still stands in the named range, new ones otherwise. (ST-2) */
function assignIds(workbook: WorkbookSnapshot, record: WorkbookRecord | null, areas: readonly Area[]): readonly string[] {
  const anchored = anchoredTables(workbook);
  const taken = new Set([...anchored.keys(), ...(record?.tables ?? []).map((table) => table.tableId)]);
  const ids = new Array<string | null>(areas.length).fill(null);
  for (const [tableId, anchor] of anchored) {
    let best = -1;
    let bestCells = 0;
    areas.forEach((area, i) => {
      if (area.sheetId !== anchor.sheetId || ids[i] !== null) return;
      const common = intersection(area, anchor);
      const cells = common ? common.rows * common.columns : 0;
      if (cells > bestCells) [best, bestCells] = [i, cells];
    });
    if (best >= 0) ids[best] = tableId;
  }
  let next = 1;
  return ids.map((id) => {
    if (id !== null) return id;
    while (taken.has(`T${String(next)}`)) next++;
    return `T${String(next++)}`;
  });
}

function readKeyColumn(workbook: WorkbookSnapshot, sheet: SheetSnapshot, tableId: string): ReadonlyMap<number, string> {
  const keys = new Map<number, string>();
  const area = anchoredArea(workbook, keyAnchor(tableId));
  if (area === null || area.sheetId !== sheet.sheetId || !sheet.used) return keys;
  const last = Math.min(area.row + area.rows, sheet.used.row + sheet.used.rows) - 1;
  for (let row = area.row; row <= last; row++) {
    const key = foldKeyText(textOf(valueAt(sheet, row, area.column)));
    if (key !== "") keys.set(row, key);
  }
  return keys;
}

function firstFreeColumn(workbook: WorkbookSnapshot, sheet: SheetSnapshot, range: Rect): number | null {
  const own = tableParts(workbook, sheet.sheetId).map((part) => part.area);
  const usedEnd = sheet.used ? sheet.used.column + sheet.used.columns : 0;
  const beside = [...sheet.merges, ...own].filter((rect) => rect.row < range.row + range.rows && rect.row + rect.rows > range.row);
  const firstRow = Math.max(range.row, sheet.used?.row ?? 0);
  const lastRow = Math.min(range.row + range.rows, sheet.used ? sheet.used.row + sheet.used.rows : 0) - 1;
  for (let column = range.column + range.columns; column < MAX_COLUMNS; column++) {
    if (beside.some((rect) => column >= rect.column && column < rect.column + rect.columns)) continue;
    if (column >= usedEnd) return column;
    let free = true;
    for (let row = firstRow; free && row <= lastRow; row++) {
      free = valueAt(sheet, row, column) === null && formulaAt(sheet, row, column) === null;
    }
    if (free) return column;
  }
  return null;
}

function dataRowsOf({ recognized, table }: Source): readonly number[] {
  const rows: number[] = [];
  for (let row = table.range.row; row < table.range.row + table.range.rows; row++) {
    if (recognized.rows.get(row) === "data") rows.push(row);
  }
  return rows;
}

function readTable(source: Source): TableReading {
  const { table } = source;
  if (table.correction?.ignored) return UNSCORABLE;
  const subject = chooseSubjectColumn(table.columns);
  if (subject && table.indicators.length === 0) return readSubjectTable(source, subject);
  // A table that lists subjects and indicators in the same rows has no layout that we can score without guessing.
  if (table.indicators.length > 0 && !subject) return readIndicatorTable(source);
  return { ...UNSCORABLE, subjectHeader: subject?.headerPath.at(-1) ?? "" };
}

const UNSCORABLE: TableReading = { layout: "other", indicators: [], subjects: [], raters: [], results: [], entryCells: [], bodyRows: [], subjectHeader: "", performance: null };

function readSubjectTable(source: Source, subject: RecognizedColumn): TableReading {
  const { table, grid } = source;
  const labels = table.columns.filter((column) => column.column <= subject.column).map((column) => column.column);
  const markRows = findMarkRows(grid, table, labels);
  const isMarkRow = new Set(markRows.map((mark) => mark.row));
  const rows = dataRowsOf(source).filter((row) => {
    if (isMarkRow.has(row)) return false;
    const merge = grid.mergeAt(row, subject.column);
    return (merge === null || merge.row === row) && !isBlank(grid.valueAt(row, subject.column));
  });
  const points = assignKinds(namedRaters(readPointColumns(grid, table, rows, markRows, true), new Set(rows.map((row) => foldKeyText(textOf(grid.valueAt(row, subject.column)))))));
  const marked = points.filter((column) => column.kind === "points");
  const scoring = marked.length > 0 ? points.filter((column) => column.kind === "points" || column.kind === "leader" || column.kind === "rater") : [];
  const raters = points.filter((column) => (marked.length > 0 ? column.kind === "self" : column.kind === "self" || column.kind === "leader" || column.kind === "rater"));
  const rated = marked.length > 0 ? null : ratedIndicators(raters);
  const options = rows.length > 0 && points.length === 0 ? tickedOptions(source, rows) : null;
  if (options) return readBallot(source, subject, rows, options);
  const layout: TableLayout = rows.length === 0 ? "other" : scoring.length > 0 || rated ? "subject-matrix" : raters.length > 0 ? "rater-matrix" : "other";
  const pointColumns = new Set(points.map((column) => column.column));
  const subjectColumns = readSubjectColumns(grid, table, subject, rows, pointColumns);
  const across = rated ?? scoring.map((column) => ({ ...column, columns: 1 }));
  const keys = uniqueKeys(across.map((column) => indicatorKey(null, column.path, column.name)));
  const entryColumns = [...scoring, ...raters].map((column) => column.column).sort((a, b) => a - b);
  return {
    layout,
    indicators: across.map((column, i) => ({
      indicator: {
        key: keys[i] ?? "",
        name: column.name,
        path: column.path,
        fullMark: column.fullMark,
        weight: column.weight,
        criterion: null,
        dataSource: null,
        owner: null,
      },
      where: { kind: "column", column: column.column, columns: column.columns },
    })),
    subjects: readRowSubjects(grid, table, subjectColumns, rows, source.keysInColumn),
    raters: layout === "other" ? [] : raters.map(raterOf),
    results: layout === "other" ? [] : resultColumns(source, points, rows),
    entryCells: layout === "other" ? [] : entryRuns(grid, entryColumns, () => rows),
    bodyRows: rows,
    subjectHeader: subject.headerPath.at(-1) ?? "",
    performance: null,
  };
}

/** Columns headed by names of the table's own subjects: colleagues who rate each other. (ST-33) */
function namedRaters(columns: readonly PointColumn[], names: ReadonlySet<string>): readonly PointColumn[] {
  const named = new Set(columns.filter(({ calculated, name, fullMark, weight }) => !calculated && fullMark === null && weight === null && names.has(foldKeyText(name))));
  return named.size < 2 ? columns : columns.map((column) => (named.has(column) ? { ...column, kind: "rater" } : column));
}

function raterOf(column: PointColumn): RaterColumn {
  return { column: column.column, name: column.name, group: column.kind === "self" || column.kind === "leader" ? column.kind : "rater" };
}

/**
 * Which columns are entered and which add up, once all are known: a column headed only "score" adds up where others
 * are entered, and is entered where it stands alone. (ST-11)
 */
function assignKinds(columns: readonly PointColumn[]): readonly PointColumn[] {
  const entered = (column: PointColumn): boolean => column.kind !== "total" && !column.plain;
  const anyEntered = columns.some(entered);
  if (anyEntered) return columns.map((column) => (column.plain && column.kind === "points" ? { ...column, kind: "total" } : column));
  const open = columns.filter((column) => !column.calculated && !SUBTOTAL_HEADER.test(foldKeyText(column.name)));
  if (open.length === 0) return columns.map((column) => ({ ...column, kind: "total" }));
  // Several totals and nothing else: the last one sums up the ones before it.
  const last = open.length > 1 || columns.some((column) => column.calculated) ? finalTotal(columns) : null;
  return columns.map((column) => (column === last || !open.includes(column) ? { ...column, kind: "total" } : { ...column, kind: "points" }));
}

function finalTotal(columns: readonly PointColumn[]): PointColumn | null {
  return columns.filter((column) => !SUBTOTAL_HEADER.test(foldKeyText(column.name))).at(-1) ?? columns.at(-1) ?? null;
}

function stateOf({ grid }: Source, rows: readonly number[], column: number): ResultColumn["state"] {
  let value = false;
  for (const row of rows) {
    if (grid.formulaAt(row, column) !== null) return "formula";
    if (!isBlank(grid.valueAt(row, column))) value = true;
  }
  return value ? "value" : "empty";
}

/** At most one column of each kind: the final score, the rank, the grade that results. (ST-17) */
function resultColumns(source: Source, points: readonly PointColumn[], rows: readonly number[]): readonly ResultColumn[] {
  const results: ResultColumn[] = [];
  const total = finalTotal(points.filter((column) => column.kind === "total"));
  if (total) results.push({ column: total.column, kind: "score", state: stateOf(source, rows, total.column) });
  const lastEntered = Math.max(-1, ...points.filter((column) => column.kind !== "total").map((column) => column.column));
  for (const kind of ["rank", "grade"] as const) {
    const all = source.table.columns.filter((column) => column.role === kind);
    const after = all.filter((column) => column.column > lastEntered);
    // Several grade columns side by side are boxes to tick, not one result.
    const chosen = all.length === 1 ? all[0] : kind === "rank" ? after.at(-1) : after.length === 1 ? after[0] : undefined;
    if (chosen) results.push({ column: chosen.column, kind, state: stateOf(source, rows, chosen.column) });
  }
  return results;
}

const TEXT_ROLES = { criterion: "criterion", dataSource: "dataSource", owner: "owner" } as const satisfies Record<string, ColumnRole>;

function readIndicatorTable(source: Source): TableReading {
  const { workbook, sheet, table, grid } = source;
  const placed = placeIndicators(source, readRowMarks(workbook, sheet, grid, table));
  const rows = table.indicators.map((indicator) => indicator.row);
  const points = readPointColumns(grid, table, dataRowsOf(source), [], false).filter((column) => !DEDUCTION_HEADER.test(foldKeyText(column.name)));
  const totals = points.filter((column) => column.kind === "total" && (!column.plain || points.length > 1));
  const open = points.filter((column) => !totals.includes(column));
  const givers = open.filter((column) => column.kind !== "points");
  const plain = open.filter((column) => column.kind === "points" && PLAIN_SCORE_HEADER.test(foldKeyText(column.name)));
  const named = open.filter((column) => column.kind === "points" && !plain.includes(column));
  const scoreLike = named.filter((column) => SCORE_LIKE_HEADER.test(foldKeyText(column.name)));
  const base = { indicators: placed, subjectHeader: "", bodyRows: rows };
  // Columns named after subjects (indicators down, subjects across) must not be averaged like raters.
  if (named.length > 1 || (named.length === 1 && givers.length + plain.length > 0 && !isBonusName(named[0]?.name))) {
    return { ...UNSCORABLE, ...base };
  }
  const stated = statedScore(grid, rows, givers, [...plain, ...totals]);
  const judged = givers.some((column) => column.kind !== "self");
  const entered = givers.length > 0 ? givers : plain.length > 0 ? plain.slice(0, 1) : scoreLike;
  const fallback = entered.length === 0 ? totals.slice(0, 1) : [];
  const raters = stated ? [stated] : [...entered, ...fallback];
  const rowResult = stated || fallback.length > 0 ? undefined : (totals.at(-1) ?? (judged ? plain.at(-1) : plain[1]));
  const options = raters.length === 0 ? tickedOptions(source, rows) : null;
  if (raters.length === 0 && !options) return { ...UNSCORABLE, ...base, layout: "indicator-list" };
  const subject = readFormSubject(table, source.stripAbove, sheet.name);
  const manyRaters = raters.filter((column) => column.kind === "rater").length > 1;
  return {
    ...base,
    layout: manyRaters ? "rater-matrix" : "form",
    subjects: [{ subject: { key: subjectKey(null, subject.name), name: subject.name, group: subject.group, attributes: {} }, where: { kind: "form" } }],
    raters: raters.map(raterOf),
    results: rowResult ? [{ column: rowResult.column, kind: "score", state: stateOf(source, rows, rowResult.column) }] : [],
    entryCells: entryRuns(
      grid,
      options ? options.map(({ column }) => column) : [...new Set([...raters, ...givers].map((column) => column.column))].sort((a, b) => a - b),
      (column) => placed.flatMap((indicator) => entryRow(grid, column, indicator) ?? []),
    ),
    performance: subject.performance,
    ...(options ? { options } : {}),
  };
}

/** A ballot: subjects down, one option ticked for each. It has one indicator, called after what stands over the options. (ST-32) */
function readBallot({ table, grid, keysInColumn }: Source, subject: RecognizedColumn, rows: readonly number[], options: readonly OptionColumn[]): TableReading {
  const [first] = options;
  const over = table.columns.find(({ column }) => column === first?.column)?.headerPath.slice(0, -1).map(foldText).filter((text) => text !== "") ?? [];
  const name = over.at(-1) ?? (table.title === "" ? options.map(({ label }) => label).join("/") : table.title);
  const columns = options.map(({ column }) => column);
  return {
    layout: "subject-matrix",
    indicators: [
      {
        indicator: { key: indicatorKey(null, [], name), name, path: [], fullMark: null, weight: null, criterion: null, dataSource: null, owner: null },
        where: { kind: "column", column: first?.column ?? -1, columns: (columns.at(-1) ?? -1) - (first?.column ?? -1) + 1 },
      },
    ],
    subjects: readRowSubjects(grid, table, readSubjectColumns(grid, table, subject, rows, new Set(columns)), rows, keysInColumn),
    raters: [],
    results: [],
    entryCells: entryRuns(grid, columns, () => rows),
    bodyRows: rows,
    subjectHeader: subject.headerPath.at(-1) ?? "",
    performance: null,
    options,
  };
}

const TICK = /^[√✓✔☑■●×✗✘☐□○]+$/u;

/** Columns headed by grades in which at least one indicator is ticked and nothing else stands; `null`: no √-form. (ST-32) */
function tickedOptions({ table, grid }: Source, rows: readonly number[]): readonly OptionColumn[] | null {
  const options = table.columns.filter(({ role }) => role === "band" || role === "grade").map(({ column, headerPath }) => ({ column, label: foldText(headerPath.at(-1) ?? "") }));
  const texts = rows.flatMap((row) => options.map(({ column }) => textOf(grid.valueAt(row, column)).trim())).filter((text) => text !== "");
  const labels = new Set(options.map(({ label }) => label));
  const isForm = options.length >= 2 && labels.size === options.length && !labels.has("") && texts.length > 0 && texts.every((text) => TICK.test(text));
  return isForm ? options.sort((a, b) => a.column - b.column) : null;
}

/**
 * The column of a form that states each indicator's score beside those of who judged it: it alone counts, and the others
 * are information. Several single raters (评委1, 评委2) have no such column: their mean is ours to calculate. (ST-11)
 */
function statedScore(grid: TableGrid, rows: readonly number[], givers: readonly PointColumn[], candidates: readonly PointColumn[]): PointColumn | null {
  if (givers.length === 0 || givers.filter((column) => column.kind === "rater").length > 1) return null;
  const judges = givers.map((column) => column.column);
  const states = (column: PointColumn): boolean => {
    const name = foldKeyText(column.name);
    return PLAIN_SCORE_HEADER.test(name) || STATED_SCORE_HEADER.test(name) || (column.calculated && !SUBTOTAL_HEADER.test(name) && refersToAny(grid, rows, column.column, judges));
  };
  return candidates.filter(states).sort((a, b) => a.column - b.column).at(-1) ?? null;
}

const DEDUCTION_HEADER = /^(扣分|减分|加分|加减分|加扣分|奖惩分?|deductions?|bonus)$/iu;

function isBonusName(name: string | undefined): boolean {
  return name !== undefined && /加分|扣分|减分/u.test(name);
}

function placeIndicators({ table, grid, keysInColumn }: Source, marks: readonly { readonly fullMark: string | null; readonly weight: string | null }[]): readonly PlacedIndicator[] {
  const codeColumn = table.columns.find((column) => CODE_HEADER.test(foldKeyText(column.headerPath.at(-1) ?? "")) && (column.role === "other" || column.role === "sequence"));
  const texts = Object.entries(TEXT_ROLES).map(([field, role]) => ({ field, columns: table.columns.filter((column) => column.role === role).map((column) => column.column) }));
  const codes = table.indicators.map((indicator) => (codeColumn ? foldText(textOf(grid.valueAt(indicator.row, codeColumn.column))) : ""));
  // A running number is no code: it changes when a row is added above.
  const usable = codes.some((code) => /[A-Za-z]|\d{4}|[.-]/.test(code)) && new Set(codes).size === codes.length;
  // One level stands above many indicators.
  const known = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = known.get(text) ?? markInText(text).name;
    known.set(text, name);
    return name;
  };
  const names = table.indicators.map((indicator) => nameOf(indicator.name));
  const contentKeys = uniqueKeys(table.indicators.map((indicator, i) => indicatorKey(usable ? (codes[i] ?? null) : null, indicator.path.map(nameOf), names[i] ?? "")));
  const keys = keysFor(table.indicators.map((indicator) => indicator.row), contentKeys, keysInColumn);
  return table.indicators.map((recognized, i) => {
    const described = Object.fromEntries(texts.map(({ field, columns }) => [field, joinedText(grid, columns, recognized.row, recognized.rows)]));
    const indicator: Indicator = {
      key: keys[i] ?? contentKeys[i] ?? "",
      name: names[i] ?? recognized.name,
      path: recognized.path.map(nameOf),
      fullMark: marks[i]?.fullMark ?? null,
      weight: marks[i]?.weight ?? null,
      criterion: described["criterion"] ?? null,
      dataSource: described["dataSource"] ?? null,
      owner: described["owner"] ?? null,
    };
    return { indicator, where: { kind: "rows", row: recognized.row, rows: recognized.rows } };
  });
}

/** Texts of an indicator's cells, one line each, a merged cell once. */
function joinedText(grid: TableGrid, columns: readonly number[], row: number, rows: number): string | null {
  const lines: string[] = [];
  for (const column of columns) {
    for (let r = row; r < row + rows; r++) {
      const merge = grid.mergeAt(r, column);
      if (r > row && merge !== null && merge.row < r) continue;
      const text = foldText(textOf(grid.valueAt(r, column)));
      if (text !== "" && !lines.includes(text)) lines.push(text);
    }
  }
  return lines.length === 0 ? null : lines.join("\n");
}
