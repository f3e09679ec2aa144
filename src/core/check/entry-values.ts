import type { TableRule } from "./check-rule";
import { meansNumber, type EntryReading } from "./entry-reading";
import type { Finding, Severity } from "./finding";
import { cellArea, findingIn, itemLabel, runsOf, shorten, type EntryColumn, type TableView } from "./table-view";
import { textOf } from "../grid/cell";

type Defect = { readonly code: string; readonly severity: Severity; readonly row: number; readonly params: Readonly<Record<string, string | number>> };

const TEXT_DEFECTS: Partial<Record<EntryReading["kind"], { readonly code: string; readonly severity: Severity }>> = {
  "text-number": { code: "entry.text-number", severity: "error" },
  "full-width": { code: "entry.full-width", severity: "error" },
  unit: { code: "entry.unit", severity: "error" },
  "percent-text": { code: "entry.percent", severity: "error" },
  date: { code: "entry.date", severity: "error" },
  "date-text": { code: "entry.date", severity: "error" },
};

const NOTHING_GIVEN: ReadonlySet<EntryReading["kind"]> = new Set(["blank", "mark", "placeholder", "error"]);

/** Fewer than half of what stands there reads as a number: the column is scored in words or ticks, not in points. */
function isNumeric(readings: readonly EntryReading[]): boolean {
  let filled = 0;
  let numbers = 0;
  for (const reading of readings) {
    if (NOTHING_GIVEN.has(reading.kind)) continue;
    filled++;
    if (meansNumber(reading)) numbers++;
  }
  return numbers * 2 >= filled;
}

/** Lower and upper limit of the points in a cell; `null` where there is none. */
type Bounds = { readonly from: number | null; readonly to: number | null; readonly fullMark: number | null };

/** The limits of a column's cells: worked out once where its indicator stands across. */
function boundsOf(view: TableView, { column, rows }: EntryColumn, weighted: boolean): (row: number) => Bounds {
  const [first] = rows;
  if (first === undefined || (!view.indicatorByColumn.has(column) && view.indicatorByRow.size > 0)) return (row) => boundsAt(view, row, column, weighted);
  const bounds = boundsAt(view, first, column, weighted);
  return () => bounds;
}

function boundsAt(view: TableView, row: number, column: number, weighted: boolean): Bounds {
  const { fullMark, weight, direction } = view.limits(row, column);
  if (fullMark === null) {
    // Weights alone mean points on 0–100; without either only the sign is known.
    const to = weight === null || !weighted ? null : 100;
    // Where neither mark nor weight says that these are points, figures may be negative; what a rater gives may not.
    const points = weight !== null || view.table.raters.some((rater) => rater.column === column);
    if (direction === "plain") return { from: points ? 0 : null, to, fullMark };
    return { from: direction === "bonus" ? 0 : null, to: null, fullMark };
  }
  const size = Math.abs(fullMark);
  // A full mark of 0 marks an item that only takes points: how many, the criterion says.
  if (size === 0) return direction === "plain" || direction === "deduction" ? { from: null, to: 0, fullMark } : { from: null, to: null, fullMark };
  if (direction === "both" || direction === "deduction" || fullMark < 0) return { from: -size, to: fullMark < 0 && direction !== "both" ? 0 : size, fullMark };
  return { from: 0, to: size, fullMark };
}

/** More than half of the points exceed their full marks: the table is scored on another scale, which is one finding. */
function scaleFinding(view: TableView): { readonly finding: Finding | null; readonly columns: ReadonlySet<number> } {
  const above = new Set<number>();
  let checked = 0;
  let over = 0;
  let first: { readonly row: number; readonly column: number; readonly value: number; readonly fullMark: number } | null = null;
  for (const entry of view.entryColumns) {
    const { column, rows } = entry;
    const boundsIn = boundsOf(view, entry, false);
    const readings = view.readings(entry);
    let columnChecked = 0;
    let columnOver = 0;
    for (const [i, row] of rows.entries()) {
      const value = readings[i]?.value ?? null;
      const { to, fullMark } = boundsIn(row);
      if (value === null || fullMark === null || fullMark <= 0 || to === null) continue;
      columnChecked++;
      if (value <= to) continue;
      columnOver++;
      first ??= { row, column, value, fullMark };
    }
    checked += columnChecked;
    over += columnOver;
    if (columnOver > 0 && columnOver * 2 > columnChecked) above.add(column);
  }
  if (!first || checked < 4 || over * 2 <= checked) return { finding: null, columns: new Set() };
  const area = cellArea(view, first.row, first.column);
  return {
    finding: findingIn(view, "entry.scale", "warning", area, { item: itemLabel(view, first.row, first.column), value: first.value, max: first.fullMark, count: over, of: checked }),
    columns: above,
  };
}

function percentDefect(readings: readonly EntryReading[], fullMark: number | null): "none" | "cells" | "column" {
  const percent = readings.filter((reading) => reading.kind === "percent").length;
  if (percent === 0) return "none";
  const plain = readings.filter((reading) => reading.kind === "number").length;
  if (percent < plain) return "cells";
  return fullMark !== null && fullMark > 1 && percent > plain ? "column" : "none";
}

function defectsOf(view: TableView, entry: EntryColumn, readings: readonly EntryReading[], range: { readonly skip: boolean; readonly weighted: boolean }): readonly Defect[] {
  const { column, rows } = entry;
  const firstRow = rows[0];
  const percent = percentDefect(readings, firstRow === undefined ? null : view.limits(firstRow, column).fullMark);
  const numeric = isNumeric(readings);
  const boundsIn = boundsOf(view, entry, range.weighted);
  const defects: Defect[] = [];
  rows.forEach((row, i) => {
    const reading = readings[i];
    if (!reading) return;
    // Most cells are as they should be: a text is made for those that are not.
    const text = (): string => shorten(textOf(view.value(row, column)));
    const listed = TEXT_DEFECTS[reading.kind];
    if (listed) defects.push({ ...listed, row, params: { text: text() } });
    else if (reading.kind === "percent" && percent !== "none") {
      defects.push({ code: percent === "cells" ? "entry.percent" : "entry.percent-column", severity: percent === "cells" ? "error" : "warning", row, params: { text: text() } });
    } else if ((reading.kind === "text" || reading.kind === "boolean" || reading.kind === "tick") && numeric) {
      defects.push({ code: "entry.not-number", severity: "error", row, params: { text: text() } });
    } else if (reading.kind === "mark") defects.push({ code: "entry.no-score-mark", severity: "notice", row, params: { text: text() } });
    if (reading.value === null || reading.kind === "percent" || range.skip) return;
    const { from, to } = boundsIn(row);
    const value = reading.value;
    if (to !== null && value > to) defects.push({ code: "entry.above-full-mark", severity: "error", row, params: { value, max: to } });
    if (from !== null && value < from) defects.push({ code: from === 0 ? "entry.negative" : "entry.below-range", severity: "error", row, params: { value, min: from } });
  });
  return defects;
}

/** More findings of one kind in a column than this are not listed one by one. */
const MAX_LISTED = 30;

/** Neighbouring cells of a column with the same defect are one finding, named after the first. Values out of range stand alone. */
function grouped(view: TableView, entry: EntryColumn, defects: readonly Defect[]): readonly Finding[] {
  const alone = new Set(["entry.above-full-mark", "entry.negative", "entry.below-range", "entry.not-number"]);
  const byCode = new Map<string, Defect[]>();
  for (const defect of defects) {
    const list = byCode.get(defect.code);
    if (list) list.push(defect);
    else byCode.set(defect.code, [defect]);
  }
  const findings: Finding[] = [];
  for (const [code, list] of byCode) {
    const byRow = new Map(list.map((defect) => [defect.row, defect] as const));
    const order = list.map((defect) => defect.row);
    const runs = alone.has(code) ? order.map((row) => ({ first: row, last: row, count: 1 })) : runsOf(order, entry.rows);
    const next = runs[MAX_LISTED];
    const end = runs.at(-1);
    if (next && end) {
      const area = { row: next.first, column: entry.column, rows: end.last - next.first + 1, columns: 1 };
      const count = runs.slice(MAX_LISTED).reduce((sum, run) => sum + run.count, 0);
      findings.push(findingIn(view, "entry.more", list[0]?.severity ?? "error", area, { item: shorten(entry.label), count }));
    }
    for (const run of runs.slice(0, MAX_LISTED)) {
      const defect = byRow.get(run.first);
      if (!defect) continue;
      const first = cellArea(view, run.first, entry.column);
      const last = cellArea(view, run.last, entry.column);
      const area = { ...first, rows: last.row + last.rows - first.row };
      findings.push(findingIn(view, code, defect.severity, area, { item: itemLabel(view, run.first, entry.column), count: run.count, ...defect.params }));
    }
  }
  return findings;
}

/**
 * What stands in entry cells: rules CK-9 … CK-21. A table whose entries are words or ticks throughout gets one
 * notice; a column of words in a table of numbers gets one warning.
 */
export const entryValues: TableRule = {
  id: "entry-values",
  check: (view) => {
    const all = view.entryColumns.flatMap((entry) => view.readings(entry));
    const placeholders = all.filter((reading) => reading.kind === "placeholder").length;
    const findings: Finding[] = [];
    if (placeholders > 0) findings.push(findingIn(view, "entry.placeholder", "notice", view.table.table.range, { count: placeholders }));
    if (!isNumeric(all)) {
      findings.push(findingIn(view, "table.not-numeric", "notice", view.table.table.range, {}));
      return findings;
    }
    const scale = scaleFinding(view);
    // Points up to 100 are what weights suppose; a table that often exceeds them is on another scale.
    const points = all.flatMap((reading) => (reading.value === null ? [] : [reading.value]));
    const weighted = points.filter((value) => value > 100).length * 10 <= points.length;
    if (scale.finding) findings.push(scale.finding);
    for (const entry of view.entryColumns) {
      const own = view.readings(entry);
      const words = own.filter((reading) => reading.kind === "text" || reading.kind === "tick" || reading.kind === "boolean").length;
      const firstRow = entry.rows[0];
      const lastRow = entry.rows.at(-1);
      if (words >= 2 && !isNumeric(own) && firstRow !== undefined && lastRow !== undefined) {
        const area = { row: firstRow, column: entry.column, rows: lastRow - firstRow + 1, columns: 1 };
        findings.push(findingIn(view, "entry.text-column", "warning", area, { item: shorten(entry.label), count: words }));
      }
      findings.push(...grouped(view, entry, defectsOf(view, entry, own, { skip: scale.columns.has(entry.column), weighted })));
    }
    return findings;
  },
};
