import { matchText } from "../grid/fold-text";
import type { TableCorrection } from "./correction";
import type { TableDraft } from "./cut-tables";
import { KIND, type SheetGrid } from "./sheet-grid";
import type { RowSpan } from "./table";

/** What a row of a table's body may be said to be; "header" is a repetition of the header. */
export const MARKABLE_CLASSES = ["data", "group", "total", "note", "header"] as const;
export type MarkableClass = (typeof MARKABLE_CLASSES)[number];

/** A row's class chosen by hand: found again by its texts and its place in the table. */
export type RowCorrection = {
  /** Rows from the first of the correction's area. */
  readonly offset: number;
  /** The row's texts in one, digits left out; "": it has none, and its place alone counts. */
  readonly text: string;
  readonly label: MarkableClass;
};

/** So many texts tell rows apart. */
const MAX_TEXTS = 6;

/** The texts of a row by which a mark finds it again: numbers say something else in the next workbook. `first`, `last`: columns of the grid. */
export function rowText(grid: SheetGrid, row: number, first: number, last: number): string {
  const texts: string[] = [];
  for (const column of grid.content.get(row) ?? []) {
    if (column < first || column > last || texts.length === MAX_TEXTS) continue;
    if (grid.kinds[row * grid.columns + column] === KIND.text) texts.push(matchText(grid.infoAt(row, column).text).replace(/\d+/g, "#"));
  }
  return texts.join("\u001f");
}

/** Rows of the grid that a correction's marks mean; those whose texts stand nowhere below the header mean none. Rule RC-66. */
export function markedRows(grid: SheetGrid, draft: TableDraft, { area, rows }: TableCorrection): ReadonlyMap<number, MarkableClass> {
  const marked = new Map<number, MarkableClass>();
  if (rows.length === 0) return marked;
  const first = area.column - grid.left;
  const last = first + area.columns - 1;
  const body = grid.contentRows.filter((row) => draft.header === null || row > draft.header.last);
  const byText = new Map<string, number[]>();
  for (const row of body) {
    const text = rowText(grid, row, first, last);
    const known = byText.get(text);
    if (known) known.push(row);
    else byText.set(text, [row]);
  }
  for (const { offset, text, label } of rows) {
    const place = area.row + offset - grid.top;
    const candidates = text === "" ? body.filter((row) => row === place) : (byText.get(text) ?? []);
    const nearest = candidates.reduce<number | null>((best, row) => (best === null || Math.abs(row - place) < Math.abs(best - place) ? row : best), null);
    if (nearest !== null) marked.set(nearest, label);
  }
  return marked;
}

/** A draft in which some rows are what somebody said they are. `limit`: rows from here on belong to another table. Rule RC-66. */
export function withMarks(draft: TableDraft, marked: ReadonlyMap<number, MarkableClass>, limit: number): TableDraft {
  const chosen = [...marked].filter(([row]) => row < limit);
  if (chosen.length === 0) return draft;
  const taken = new Set(chosen.map(([row]) => row));
  const of = (rows: readonly number[], label: MarkableClass | null): readonly number[] =>
    [...rows.filter((row) => !taken.has(row)), ...chosen.flatMap(([row, own]) => (own === label ? [row] : []))].sort((a, b) => a - b);
  const repeated = draft.repeatedHeaders.flatMap((span): readonly RowSpan[] => remaining(span, taken));
  return {
    ...draft,
    repeatedHeaders: [...repeated, ...chosen.flatMap(([row, label]) => (label === "header" ? [{ first: row, last: row }] : []))].sort((a, b) => a.first - b.first),
    dataRows: of(draft.dataRows, "data"),
    groupRows: of(draft.groupRows, "group"),
    totalRows: of(draft.totalRows, "total"),
    noteRows: of(draft.noteRows, "note"),
    titleRows: of(draft.titleRows, null),
    metaRows: of(draft.metaRows, null),
  };
}

/** A span without the rows that are something else. */
function remaining({ first, last }: RowSpan, taken: ReadonlySet<number>): readonly RowSpan[] {
  const spans: { first: number; last: number }[] = [];
  for (let row = first; row <= last; row++) {
    if (taken.has(row)) continue;
    const open = spans.at(-1);
    if (open?.last === row - 1) open.last = row;
    else spans.push({ first: row, last: row });
  }
  return spans;
}
