import { MAX_COLUMNS } from "../grid/address";
import { textOf } from "../grid/cell";
import { valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import { keyAnchor } from "../store/anchors";
import type { Indicator, OptionColumn, Performance, ScoringTable, Subject } from "../template/scoring-table";
import { entryRow } from "../template/entry-cells";
import { tableGrid } from "../template/table-grid";
import type { MissingPolicy } from "./calculation-rules";
import { indicatorKind, type IndicatorKind } from "./indicator-kind";
import { ENTERED, type IndicatorMethod } from "./indicator-method";
import { lookUpNames, type NameLookup } from "./own-names";

export type RaterGroup = "self" | "leader" | "rater";
export const RATER_GROUPS: readonly RaterGroup[] = ["self", "leader", "rater"];

/** One number of a total: an indicator, or what all raters gave together (`indicator` is `null` then). */
export type Slot = {
  readonly indicator: Indicator | null;
  readonly kind: IndicatorKind;
  /** The kind where nobody states one. (SC-8) */
  readonly kindByWords: IndicatorKind;
  /** A blank entry withholds the score. */
  readonly required: boolean;
  /** What a blank required entry means; "flag" where the scheme's policy cannot be used. (SC-62) */
  readonly missing: MissingPolicy;
  readonly method: IndicatorMethod;
  /** Labels of the columns to tick in, in the order of the slot's cells; `null`: the entry is one value. (SC-46) */
  readonly options: readonly string[] | null;
  /** The category whose limits the points fall under, see `CategoryCap`; `null`: none. */
  readonly category: string | null;
};

/** A column in which a form or rater table is scored. */
export type EntryColumn = { readonly column: number; readonly group: RaterGroup };

/** A cell in which a score is entered, with the group that fills it in. */
export type EntryCell = { readonly row: number; readonly column: number; readonly group: RaterGroup };

/** Where a subject's entries stand. `columns` of "across", `slots` of "grid" and `cells` of "down" follow the block's slots. */
export type EntryPlace =
  | { readonly kind: "across"; readonly row: number; readonly columns: readonly number[] }
  | { readonly kind: "grid"; readonly row: number; readonly slots: readonly (readonly EntryColumn[])[] }
  | { readonly kind: "raters"; readonly row: number; readonly raters: readonly EntryColumn[] }
  | { readonly kind: "down"; readonly cells: readonly (readonly EntryCell[])[] };

/** One subject and its entries. */
export type ScoreLine = {
  readonly table: ScoringTable;
  readonly sheet: SheetSnapshot;
  readonly subject: Subject;
  /** What formulas look the subject up by: the text in the key cell or, without a key column, in the name cell. */
  readonly keyText: string;
  /** Unique in the workbook: "T1/keyText". */
  readonly scoreKey: string;
  readonly place: EntryPlace;
};

/** Subjects that are scored by the same indicators: a table, or a family of equal forms. (SC-9) */
export type ScoreBlock = {
  /** Id of the first table. */
  readonly blockId: string;
  /** "grid": a matrix in which every indicator has a column for each rater. (SC-60) */
  readonly layout: "matrix" | "grid" | "raters" | "forms";
  readonly performance: Performance | null;
  readonly tables: readonly ScoringTable[];
  readonly slots: readonly Slot[];
  /** Rater groups that the block has columns of, in a fixed order; one entry where nobody is distinguished. */
  readonly groups: readonly RaterGroup[];
  readonly lines: readonly ScoreLine[];
};

/** The column that holds each row's key: hidden keys where the table was structured, else its subject column. */
export function keyColumnOf(names: NameLookup, table: ScoringTable): { readonly column: number; readonly hidden: boolean } | null {
  const anchored = names.area(keyAnchor(table.tableId));
  if (anchored && anchored.area.sheetId === table.sheetId) return { column: anchored.area.column, hidden: true };
  const subject = table.table.columns.find((column) => column.role === "subject");
  return subject ? { column: subject.column, hidden: false } : null;
}

/** Where nothing but bonus and deduction points is listed, they are the score, and a blank one is missing. (SC-8) */
function slotsOf(indicators: readonly Indicator[]): readonly Slot[] {
  const kinds = indicators.map(indicatorKind);
  const ordinary = !kinds.includes("scored");
  return indicators.map((indicator, index) => plainSlot(indicator, ordinary ? "scored" : (kinds[index] ?? "scored")));
}

/** A slot about which nobody has stated anything. */
function plainSlot(indicator: Indicator | null, kind: IndicatorKind): Slot {
  return { indicator, kind, kindByWords: kind, required: kind === "scored", missing: "flag", method: ENTERED, options: null, category: null };
}

function groupsOf(raters: readonly EntryColumn[]): readonly RaterGroup[] {
  return RATER_GROUPS.filter((group) => raters.some((rater) => rater.group === group));
}

function rowLines(names: NameLookup, table: ScoringTable, sheet: SheetSnapshot, placeOf: (row: number) => EntryPlace): readonly ScoreLine[] {
  const key = keyColumnOf(names, table);
  return rowSubjects(table).map(({ subject, row }) => {
    const inCell = key ? textOf(valueAt(sheet, row, key.column)) : "";
    const keyText = inCell === "" ? subject.key : inCell;
    return { table, sheet, subject, keyText, scoreKey: `${table.tableId}/${keyText}`, place: placeOf(row) };
  });
}

function rowSubjects(table: ScoringTable): readonly { readonly subject: Subject; readonly row: number }[] {
  return table.subjects.flatMap(({ subject, where }) => (where.kind === "row" ? [{ subject, row: where.row }] : []));
}

function matrixBlock(names: NameLookup, table: ScoringTable, sheet: SheetSnapshot): ScoreBlock | null {
  const placed = table.indicators.flatMap(({ indicator, where }) => (where.kind === "column" ? [{ indicator, column: where.column, columns: where.columns }] : []));
  placed.sort((a, b) => a.column - b.column);
  if (table.options) return ballotBlock(names, table, sheet, placed.map((item) => item.indicator), table.options);
  if (placed.some((item) => item.columns > 1)) {
    const raters = new Map(table.raters.map((rater) => [rater.column, rater.group] as const));
    const slots = placed.map(({ column, columns }) => Array.from({ length: columns }, (_, i): EntryColumn => ({ column: column + i, group: raters.get(column + i) ?? "rater" })));
    return {
      blockId: table.tableId,
      layout: "grid",
      performance: table.performance,
      tables: [table],
      slots: slotsOf(placed.map((item) => item.indicator)),
      groups: groupsOf(slots.flat()),
      lines: rowLines(names, table, sheet, (row) => ({ kind: "grid", row, slots })),
    };
  }
  const columns = placed.map((item) => item.column);
  const lines = rowLines(names, table, sheet, (row) => ({ kind: "across", row, columns }));
  if (placed.length === 0 || lines.length === 0) return null;
  return {
    blockId: table.tableId,
    layout: "matrix",
    performance: table.performance,
    tables: [table],
    slots: slotsOf(placed.map((item) => item.indicator)),
    groups: ["rater"],
    lines,
  };
}

/** Subjects down, one option ticked for each. (SC-46) */
function ballotBlock(names: NameLookup, table: ScoringTable, sheet: SheetSnapshot, indicators: readonly Indicator[], options: readonly OptionColumn[]): ScoreBlock {
  const columns = options.map(({ column }): EntryColumn => ({ column, group: "rater" }));
  const labels = options.map(({ label }) => label);
  return {
    blockId: table.tableId,
    layout: "grid",
    performance: table.performance,
    tables: [table],
    slots: slotsOf(indicators).map((slot) => ({ ...slot, options: labels })),
    groups: ["rater"],
    lines: rowLines(names, table, sheet, (row) => ({ kind: "grid", row, slots: [columns] })),
  };
}

function raterBlock(names: NameLookup, table: ScoringTable, sheet: SheetSnapshot): ScoreBlock | null {
  const raters = [...table.raters].sort((a, b) => a.column - b.column).map(({ column, group }) => ({ column, group }));
  const lines = rowLines(names, table, sheet, (row) => ({ kind: "raters", row, raters }));
  if (raters.length === 0 || lines.length === 0) return null;
  return {
    blockId: table.tableId,
    layout: "raters",
    performance: table.performance,
    tables: [table],
    slots: [plainSlot(null, "scored")],
    groups: groupsOf(raters),
    lines,
  };
}

/** Columns of a form in which its indicators are scored: its raters, else the columns of its entry cells. */
function formColumns(table: ScoringTable): readonly EntryColumn[] {
  if (table.options) return table.options.map(({ column }) => ({ column, group: "rater" }));
  const columns = new Map<number, RaterGroup>();
  for (const rater of table.raters) columns.set(rater.column, rater.group);
  if (columns.size === 0) {
    for (const rect of table.entryCells) {
      for (let column = rect.column; column < rect.column + rect.columns && column < MAX_COLUMNS; column++) {
        const role = table.table.columns.find((candidate) => column >= candidate.column && column < candidate.column + Math.max(1, candidate.columns))?.role;
        columns.set(column, role === "selfScore" ? "self" : role === "leaderScore" ? "leader" : "rater");
      }
    }
  }
  return [...columns].map(([column, group]) => ({ column, group })).sort((a, b) => a.column - b.column);
}

function formBlock(table: ScoringTable, sheet: SheetSnapshot): ScoreBlock | null {
  const placed = table.indicators.filter(({ where }) => where.kind === "rows");
  const raters = formColumns(table);
  const grid = tableGrid(sheet, table.table.range);
  if (placed.length === 0 || raters.length === 0) return null;
  const subject = table.subjects.find((candidate) => candidate.where.kind === "form")?.subject ?? {
    key: table.tableId,
    name: table.sheetName,
    group: null,
    attributes: {},
  };
  const cells = placed.map((item) =>
    raters.flatMap(({ column, group }) => {
      const row = entryRow(grid, column, item);
      return row === null ? [] : [{ row, column, group }];
    }),
  );
  const place: EntryPlace = { kind: "down", cells };
  return {
    blockId: table.tableId,
    layout: "forms",
    performance: table.performance,
    tables: [table],
    slots: slotsOf(placed.map((item) => item.indicator)).map((slot) => (table.options ? { ...slot, options: table.options.map(({ label }) => label) } : slot)),
    groups: groupsOf(raters),
    lines: [{ table, sheet, subject, keyText: subject.key, scoreKey: `${table.tableId}/${subject.key}`, place }],
  };
}

/** Forms are one family where indicators, marks, performance and rater groups are the same. (SC-9) */
function familyOf(block: ScoreBlock): string {
  const slots = block.slots.map(({ indicator, kind, options }) => [indicator?.key, kind, indicator?.fullMark, indicator?.weight, options]);
  return JSON.stringify([block.performance, block.groups, slots]);
}

/** Tables → blocks, in table order; tables that hold nothing to score are left out. (SC-9) */
export function scoreBlocks(workbook: WorkbookSnapshot, tables: readonly ScoringTable[]): readonly ScoreBlock[] {
  const names = lookUpNames(workbook);
  const sheets = new Map(workbook.sheets.map((sheet) => [sheet.sheetId, sheet] as const));
  const families = new Map<string, ScoreBlock[]>();
  for (const table of tables) {
    const sheet = sheets.get(table.sheetId);
    const block = sheet ? blockOf(names, table, sheet) : null;
    if (!block) continue;
    const family = block.layout === "forms" ? familyOf(block) : block.blockId;
    const members = families.get(family);
    if (members) members.push(block);
    else families.set(family, [block]);
  }
  return [...families.values()].flatMap((members) => {
    const [first] = members;
    return first ? [{ ...first, tables: members.flatMap((member) => member.tables), lines: members.flatMap((member) => member.lines) }] : [];
  });
}

function blockOf(names: NameLookup, table: ScoringTable, sheet: SheetSnapshot): ScoreBlock | null {
  switch (table.layout) {
    case "subject-matrix":
      return matrixBlock(names, table, sheet);
    case "rater-matrix":
      return table.indicators.some(({ where }) => where.kind === "rows") && rowSubjects(table).length === 0 ? formBlock(table, sheet) : raterBlock(names, table, sheet);
    case "form":
      return formBlock(table, sheet);
    case "indicator-list":
    case "other":
      return null;
  }
}

/** MATCH and SUMIFS refuse longer texts (their limit is 255). */
const MAX_LOOKUP_TEXT = 200;

/** Score keys (in lower case) that several lines share, or that are too long to look up: no formula can find their rows. (SC-25) */
export function ambiguousKeys(lines: readonly ScoreLine[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { scoreKey } of lines) {
    const key = scoreKey.toLowerCase();
    const before = seen.size;
    seen.add(key);
    if (seen.size === before || key.length > MAX_LOOKUP_TEXT) twice.add(key);
  }
  return twice;
}
