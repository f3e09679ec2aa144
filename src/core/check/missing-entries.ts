import type { TableRule } from "./check-rule";
import type { Finding } from "./finding";
import { cellArea, findingIn, foldName, itemLabel, rowLabel, rowsBySubject, runsOf, shorten, type TableView } from "./table-view";

/** One score that is due: usually a cell; several rows where an indicator takes up several. */
type Slot = { readonly row: number; readonly rows: readonly number[]; readonly column: number; readonly filled: boolean };

/** Rows that calculate about others and stand among them. */
const STATISTIC = /平均|合计|总计|小计|最高|最低|中位|标准差|average|total/i;

/** More single findings than this are given by column. */
const MAX_SINGLE = 50;

/** Rows that bear the name of the column: nobody rates himself or herself. */
function ownRows(label: string, rowsByName: ReadonlyMap<string, readonly number[]>): ReadonlySet<number> {
  return new Set(foldName(label) === "" ? [] : (rowsByName.get(foldName(label)) ?? []));
}

/** Slots that must be filled. Bonus and deduction items may stay blank: nothing happened. */
function slotsOf(view: TableView): readonly Slot[] {
  const slots: Slot[] = [];
  // In a form, what others gave beside the column that states the score is information: nobody has to give it.
  const counting = view.table.layout === "form" ? new Set(view.table.raters.map((rater) => rater.column)) : null;
  const statistics = new Map<number, boolean>();
  const isStatistic = (row: number): boolean => {
    let known = statistics.get(row);
    if (known === undefined) statistics.set(row, (known = STATISTIC.test(rowLabel(view, row))));
    return known;
  };
  const rowsByName = rowsBySubject(view);
  for (const entry of view.entryColumns) {
    const { column, rows } = entry;
    const own = ownRows(entry.label, rowsByName);
    if (counting && counting.size > 0 && !counting.has(column)) continue;
    const readings = view.readings(entry);
    if (view.indicatorByColumn.has(column)) {
      // Every row is a slot of its own, with the same limits.
      const { fullMark, direction } = view.limits(rows[0] ?? -1, column);
      if (direction !== "plain" || fullMark === 0) continue;
      rows.forEach((row, i) => {
        if (!isStatistic(row) && !own.has(row)) slots.push({ row, rows: [row], column, filled: readings[i]?.kind !== "blank" || view.formula(row, column) !== null });
      });
      continue;
    }
    const kinds = new Map(readings.map((reading, i) => [rows[i] ?? -1, reading.kind] as const));
    const byKey = new Map<number, number[]>();
    for (const row of rows) {
      const placed = view.indicatorByRow.get(row);
      const key = placed?.where.kind === "rows" ? placed.where.row : row;
      const members = byKey.get(key);
      if (members) members.push(row);
      else byKey.set(key, [row]);
    }
    for (const [, members] of byKey) {
      const first = members[0];
      if (first === undefined) continue;
      const { fullMark, direction } = view.limits(first, column);
      if (direction !== "plain" || fullMark === 0 || isStatistic(first) || own.has(first)) continue;
      const filled = members.some((row) => kinds.get(row) !== "blank" || view.formula(row, column) !== null);
      slots.push({ row: first, rows: members, column, filled });
    }
  }
  return slots;
}

function areaOf(view: TableView, slots: readonly Slot[]): Finding["area"] {
  let top = Infinity;
  let left = Infinity;
  let bottom = -1;
  let right = -1;
  for (const slot of slots) {
    for (const row of slot.rows) {
      const cell = cellArea(view, row, slot.column);
      top = Math.min(top, cell.row);
      left = Math.min(left, cell.column);
      bottom = Math.max(bottom, cell.row + cell.rows);
      right = Math.max(right, cell.column + cell.columns);
    }
  }
  return bottom < 0 ? null : { row: top, column: left, rows: bottom - top, columns: right - left };
}

/**
 * CK-2 … CK-8: entries left blank. Blank is never 0. Grouped from the whole down: nothing filled at all, a column
 * nobody filled, a row nobody filled, mostly blank, and only then single cells. Nothing is missing in a table
 * without a header: nobody says that an entry belongs there.
 */
export const missingEntries: TableRule = {
  id: "missing-entries",
  check: (view, { scheme }) => {
    if (view.table.table.headerRows === null) return [];
    if (view.entryColumns.every((entry) => view.readings(entry).every((reading) => reading.kind !== "blank"))) return [];
    const slots = slotsOf(view);
    const blank = slots.filter((slot) => !slot.filled);
    if (blank.length === 0) return [];
    const range = view.table.table.range;
    if (blank.length === slots.length) {
      return [findingIn(view, "entry.none", "notice", areaOf(view, slots) ?? range, { count: slots.length })];
    }
    const findings: Finding[] = [];
    const blankBy = (key: (slot: Slot) => number): ReadonlySet<number> => {
      const filled = new Set(slots.filter((slot) => slot.filled).map(key));
      return new Set(blank.map(key).filter((value) => !filled.has(value)));
    };
    const blankColumns = blankBy((slot) => slot.column);
    for (const column of [...blankColumns].sort((a, b) => a - b)) {
      const own = slots.filter((slot) => slot.column === column);
      const label = view.entryColumns.find((entry) => entry.column === column)?.label ?? "";
      findings.push(findingIn(view, "entry.column-blank", "warning", areaOf(view, own) ?? range, { item: shorten(label), count: own.length }));
    }
    const open = slots.filter((slot) => !blankColumns.has(slot.column));
    const filledRows = new Set(open.filter((slot) => slot.filled).map((slot) => slot.row));
    const openColumns = new Set(open.map((slot) => slot.column)).size;
    // With one score column a row without an entry is simply a missing entry.
    const blankRows = new Set(openColumns < 2 ? [] : open.filter((slot) => !filledRows.has(slot.row)).map((slot) => slot.row));
    const order = [...new Set(open.map((slot) => slot.row))].sort((a, b) => a - b);
    const rowRuns = runsOf([...blankRows].sort((a, b) => a - b), order);
    const [firstRun] = rowRuns;
    if (firstRun && rowRuns.length > MAX_SINGLE) {
      const own = open.filter((slot) => blankRows.has(slot.row));
      findings.push(findingIn(view, "entry.row-blank", "warning", areaOf(view, own) ?? range, { item: shorten(rowLabel(view, firstRun.first)), count: blankRows.size }));
    } else {
      for (const run of rowRuns) {
        const own = open.filter((slot) => slot.row >= run.first && slot.row <= run.last);
        findings.push(findingIn(view, "entry.row-blank", "warning", areaOf(view, own) ?? range, { item: shorten(rowLabel(view, run.first)), count: run.count }));
      }
    }
    const rest = open.filter((slot) => !blankRows.has(slot.row));
    const missing = rest.filter((slot) => !slot.filled);
    if (missing.length > 10 && missing.length * 2 > rest.length) {
      findings.push(findingIn(view, "entry.mostly-blank", "warning", areaOf(view, rest) ?? range, { count: missing.length, of: rest.length }));
      return findings;
    }
    const single = missing.length <= MAX_SINGLE;
    const groups = new Map<string, Slot[]>();
    const columns = [...new Set(rest.map((slot) => slot.column))].sort((a, b) => a - b);
    const place = new Map(columns.map((column, index) => [column, index] as const));
    let previous: Slot | null = null;
    let run = 0;
    for (const slot of [...missing].sort((a, b) => (single ? a.row - b.row || a.column - b.column : a.column - b.column || a.row - b.row))) {
      const joins = previous !== null && previous.row === slot.row && place.get(slot.column) === (place.get(previous.column) ?? 0) + 1;
      if (!joins) run++;
      const key = single ? `r${String(run)}` : `c${String(slot.column)}`;
      const members = groups.get(key);
      if (members) members.push(slot);
      else groups.set(key, [slot]);
      previous = slot;
    }
    for (const own of groups.values()) {
      const first = own[0];
      if (!first) continue;
      // A mean of raters leaves out who did not rate (not one's own unit, absent); a missing indicator withholds the score.
      const ofRaters = view.table.layout === "rater-matrix";
      const flagged = single ? "entry.missing" : "entry.missing-in-column";
      const code = ofRaters ? "entry.rater-missing" : scheme.missing === "flag" ? flagged : `entry.missing-${scheme.missing}`;
      const item = single ? itemLabel(view, first.row, first.column) : shorten(view.entryColumns.find((entry) => entry.column === first.column)?.label ?? "");
      findings.push(findingIn(view, code, ofRaters || scheme.missing !== "flag" ? "notice" : "error", areaOf(view, own) ?? range, { item, count: own.length }));
    }
    return findings;
  },
};
