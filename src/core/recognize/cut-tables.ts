import type { LabelledRow } from "./label-rows";
import { coarseKind, type Band } from "./row-features";
import { KIND, type SheetGrid } from "./sheet-grid";
import type { RowClass, RowSpan } from "./table";

/** A table's rows before its columns are read. Rows are relative to the grid. */
export type TableDraft = {
  readonly header: RowSpan | null;
  readonly repeatedHeaders: readonly RowSpan[];
  readonly dataRows: readonly number[];
  readonly groupRows: readonly number[];
  readonly totalRows: readonly number[];
  readonly noteRows: readonly number[];
  readonly titleRows: readonly number[];
  readonly metaRows: readonly number[];
  /** Probability of the row classes, averaged over the header and the body. */
  readonly rowConfidence: number;
};

type Open = {
  header: RowSpan | null;
  repeatedHeaders: RowSpan[];
  dataRows: number[];
  groupRows: number[];
  totalRows: number[];
  noteRows: number[];
  titleRows: number[];
  metaRows: number[];
  confidence: number;
  counted: number;
};

type Run = { readonly label: RowClass; readonly rows: readonly LabelledRow[] };

/**
 * Cuts a band's labelled rows into tables, and puts right what no single row can know: rows under a merged header cell
 * are header; a lone title inside a body without a header after it is a section row; a header without anything that
 * differs from the one above and without a title between is a repetition. Rules RC-12, RC-13.
 */
export function cutTables(grid: SheetGrid, band: Band, labelled: readonly LabelledRow[]): { readonly tables: readonly TableDraft[]; readonly rows: ReadonlyMap<number, RowClass> } {
  const labels = new Map(labelled.map((row) => [row.row, row.label]));
  const runs = runsOf(footWithoutBody(grid, band, valuesUnderHeader(grid, band, dropMisplaced(grid, band, extendHeaders(grid, band, labelled)))), labels);
  const tables: Open[] = [];
  let current: Open | null = null;
  let pending = emptyTable();

  const adopt = (open: Open): void => {
    append(open.titleRows, pending.titleRows);
    append(open.metaRows, pending.metaRows);
    append(open.noteRows, pending.noteRows);
    pending = emptyTable();
    tables.push(open);
    current = open;
  };
  const hasBody = (open: Open | null): open is Open => open !== null && open.dataRows.length + open.totalRows.length > 0;

  runs.forEach((run, index) => {
    const rows = run.rows.map((row) => row.row);
    if (run.label === "title" || run.label === "meta") {
      const following = runs[index + 1];
      if (run.label === "title" && hasBody(current) && rows.length === 1 && following && (following.label === "data" || following.label === "group") && adjacent(run, following)) {
        for (const row of rows) labels.set(row, "group");
        append(current.groupRows, rows);
        count(current, run);
        return;
      }
      append(run.label === "title" ? pending.titleRows : pending.metaRows, rows);
      return;
    }
    if (run.label === "note") {
      const waiting = pending.titleRows.length + pending.metaRows.length > 0;
      if (current !== null && hasBody(current) && !waiting) append(current.noteRows, rows);
      else append(pending.noteRows, rows);
      return;
    }
    if (run.label === "header") {
      const span = headerSpan(grid, band, rows, runs[index + 1]?.rows[0]?.row ?? grid.rows);
      const waiting = pending.titleRows.length + pending.metaRows.length > 0;
      if (hasBody(current) && !waiting && current.header && isRepetition(grid, band, current.header, span)) {
        // A repetition is as deep as what it repeats: further rows are body.
        const depth = current.header.last - current.header.first;
        const last = Math.min(span.last, span.first + depth);
        current.repeatedHeaders.push({ first: span.first, last });
        for (const row of rows) {
          if (row <= last) continue;
          labels.set(row, "data");
          current.dataRows.push(row);
        }
        count(current, run);
        return;
      }
      const open = emptyTable();
      open.header = span;
      count(open, run);
      adopt(open);
      return;
    }
    const waiting = pending.titleRows.length + pending.metaRows.length > 0;
    if (current === null || (waiting && hasBody(current))) adopt(emptyTable());
    const open = current;
    if (open === null) return;
    append(run.label === "data" ? open.dataRows : run.label === "group" ? open.groupRows : open.totalRows, rows);
    count(open, run);
  });

  const kept = tables.filter((open) => isTable(grid, band, open));
  const last = kept[kept.length - 1];
  if (last) {
    // Whatever stands below the last body names nothing that follows: dates, signatures, form codes.
    const below = [...pending.titleRows, ...pending.metaRows];
    if (hasBody(last)) for (const row of below) labels.set(row, "note");
    append(last.noteRows, pending.noteRows);
    if (hasBody(last)) append(last.noteRows, below);
  }
  return {
    tables: kept.map((open) => ({
      header: open.header,
      repeatedHeaders: open.repeatedHeaders,
      dataRows: open.dataRows,
      groupRows: open.groupRows,
      totalRows: open.totalRows,
      noteRows: open.noteRows.sort((a, b) => a - b),
      titleRows: open.titleRows,
      metaRows: open.metaRows,
      rowConfidence: open.counted === 0 ? 0 : open.confidence / open.counted,
    })),
    rows: labels,
  };
}

/** Rows one by one: as the arguments of one call a long sheet's would overflow the stack. */
function append(target: number[], rows: readonly number[]): void {
  for (const row of rows) target.push(row);
}

function emptyTable(): Open {
  return { header: null, repeatedHeaders: [], dataRows: [], groupRows: [], totalRows: [], noteRows: [], titleRows: [], metaRows: [], confidence: 0, counted: 0 };
}

function count(open: Open, run: Run): void {
  for (const row of run.rows) {
    open.confidence += row.confidence;
    open.counted++;
  }
}

function adjacent(a: Run, b: Run): boolean {
  const end = a.rows[a.rows.length - 1];
  const start = b.rows[0];
  return end !== undefined && start !== undefined && start.row - end.row === 1;
}

function runsOf(rows: readonly LabelledRow[], labels: Map<number, RowClass>): readonly Run[] {
  const runs: { label: RowClass; rows: LabelledRow[] }[] = [];
  for (const row of rows) {
    labels.set(row.row, row.label);
    const last = runs[runs.length - 1];
    if (last && last.label === row.label) last.rows.push(row);
    else runs.push({ label: row.label, rows: [row] });
  }
  return runs;
}

/** Rows that a merged cell of the header row above reaches into are header rows too. */
function extendHeaders(grid: SheetGrid, band: Band, labelled: readonly LabelledRow[]): readonly LabelledRow[] {
  let reach = -1;
  return labelled.map((row, i) => {
    const label: RowClass = row.row <= reach ? "header" : row.label;
    if (label === "header" && (labelled[i - 1]?.label !== "header" || row.row <= reach)) {
      for (const c of grid.content.get(row.row) ?? []) {
        if (c < band.first || c > band.last) continue;
        const merge = grid.mergeAt(row.row, c);
        if (merge !== null && merge.rows > 1 && merge.rows <= 6) reach = Math.max(reach, merge.row + merge.rows - 1);
      }
    }
    return label === row.label ? row : { ...row, label };
  });
}

/**
 * A number right below a header text of one column is a value, so that its row and those after it are body: an inner heading of one block, or a
 * total above the body where a label says so. Numbers below a cell that is merged over several columns may count these.
 */
function valuesUnderHeader(grid: SheetGrid, band: Band, labelled: readonly LabelledRow[]): readonly LabelledRow[] {
  let body = false;
  return labelled.map((row, i): LabelledRow => {
    const above = labelled[i - 1];
    if (row.label !== "header") {
      body = false;
      return row;
    }
    if (above?.label === "header" && !body && row.row - above.row === 1) body = !numbersColumns(grid, band, row.row) && bandCells(grid, band, row.row).some((c) => isValueUnder(grid, above.row, row.row, c));
    else if (above?.label !== "header") body = false;
    if (!body) return row;
    return { ...row, label: saysTotal(grid, band, row.row) ? "total" : "data" };
  });
}

/** Three cells or more that count on: the columns' numbers below their names. */
function numbersColumns(grid: SheetGrid, band: Band, row: number): boolean {
  const numbers = bandCells(grid, band, row).map((c) => grid.numberAt(row, c));
  return numbers.length >= 3 && numbers.every((value, i) => !Number.isNaN(value) && (i === 0 || value === (numbers[i - 1] ?? 0) + 1));
}

function isValueUnder(grid: SheetGrid, above: number, row: number, column: number): boolean {
  const kind = grid.kinds[row * grid.columns + column] ?? KIND.blank;
  const isNumber = kind === KIND.number || (kind === KIND.formula && !Number.isNaN(grid.numberAt(row, column)));
  if (!isNumber || grid.kinds[above * grid.columns + column] !== KIND.text || grid.mergeAt(above, column) !== null) return false;
  const value = grid.numberAt(row, column);
  return !(Number.isInteger(value) && value >= 1900 && value <= 2100);
}

/** A first header row all of whose cells stand over the middle of merged cells heads nothing. */
function dropMisplaced(grid: SheetGrid, band: Band, labelled: readonly LabelledRow[]): readonly LabelledRow[] {
  return labelled.map((row, i): LabelledRow => {
    const below = labelled[i + 1];
    if (row.label !== "header" || labelled[i - 1]?.label === "header" || below?.label !== "header") return row;
    const misplaced = bandCells(grid, band, row.row).every((c) => {
      const merge = grid.mergeAt(below.row, c);
      return grid.mergeAt(row.row, c) === null && merge !== null && merge.columns > 1 && merge.column < c;
    });
    return misplaced ? { ...row, label: "meta" } : row;
  });
}

/** A header row right below a body, with no body of its own and a word for a total, sums up the body. */
function footWithoutBody(grid: SheetGrid, band: Band, labelled: readonly LabelledRow[]): readonly LabelledRow[] {
  return labelled.map((row, i): LabelledRow => {
    const before = labelled[i - 1]?.label;
    const after = labelled[i + 1]?.label;
    if (row.label !== "header" || (before !== "data" && before !== "total") || (after !== undefined && after !== "note" && after !== "title" && after !== "meta")) return row;
    return saysTotal(grid, band, row.row) ? { ...row, label: "total" } : row;
  });
}

function bandCells(grid: SheetGrid, band: Band, row: number): readonly number[] {
  return (grid.content.get(row) ?? []).filter((c) => c >= band.first && c <= band.last);
}

function saysTotal(grid: SheetGrid, band: Band, row: number): boolean {
  return bandCells(grid, band, row).slice(0, 3).some((c) => grid.kinds[row * grid.columns + c] === KIND.text && grid.infoAt(row, c).totalWord >= 0.8);
}

/** A header's rows, with blank rows that its merged cells run through, but not into the next content. */
function headerSpan(grid: SheetGrid, band: Band, rows: readonly number[], next: number): RowSpan {
  const first = rows[0] ?? 0;
  let last = rows[rows.length - 1] ?? first;
  for (const c of grid.content.get(last) ?? []) {
    if (c < band.first || c > band.last) continue;
    const merge = grid.mergeAt(last, c);
    if (merge !== null && merge.rows <= 6) last = Math.max(last, Math.min(next - 1, merge.row + merge.rows - 1));
  }
  return { first, last };
}

/** Same texts in at least half of the cells, or cells in just the same places. */
function isRepetition(grid: SheetGrid, band: Band, header: RowSpan, whole: RowSpan): boolean {
  const again = { first: whole.first, last: Math.min(whole.last, whole.first + header.last - header.first) };
  const cellsOf = (span: RowSpan): Map<string, string> => {
    const cells = new Map<string, string>();
    for (let r = span.first; r <= span.last; r++) {
      for (const c of grid.content.get(r) ?? []) if (c >= band.first && c <= band.last) cells.set(`${String(r - span.first)},${String(c)}`, grid.infoAt(r, c).match);
    }
    return cells;
  };
  const before = cellsOf(header);
  const after = cellsOf(again);
  let places = 0;
  let texts = 0;
  for (const [place, text] of after) {
    const old = before.get(place);
    if (old === undefined) continue;
    places++;
    if (old === text) texts++;
  }
  const larger = Math.max(before.size, after.size);
  return texts >= larger * 0.5 || (places === larger && larger >= 3);
}

/** A header of three cells or more, or a body of two rows and two columns. */
function isTable(grid: SheetGrid, band: Band, open: Open): boolean {
  const body = [...open.dataRows, ...open.totalRows];
  if (open.header === null) {
    if (open.dataRows.length < 3) return false;
    const columns = new Set<number>();
    let values = 0;
    for (const row of open.dataRows.slice(0, 200)) {
      for (const c of grid.content.get(row) ?? []) {
        if (c < band.first || c > band.last) continue;
        columns.add(c);
        if (coarseKind(grid.kinds[row * grid.columns + c] ?? 0) === 2) values++;
      }
    }
    return columns.size >= 2 && values >= open.dataRows.length * 0.5;
  }
  const headerColumns = new Set<number>();
  for (let r = open.header.first; r <= open.header.last; r++) for (const c of grid.content.get(r) ?? []) if (c >= band.first && c <= band.last) headerColumns.add(c);
  return body.length > 0 ? headerColumns.size >= 1 : headerColumns.size >= 3;
}
