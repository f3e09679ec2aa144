import { exact } from "./exact";
import type { TableRule } from "./check-rule";
import type { Finding } from "./finding";
import { cellArea, findingIn, itemLabel, type TableView } from "./table-view";

/** "以0.5分为一档", "每0.5分一档", "步长0.5", "in steps of 0.5". */
const STATED = /(?:以|每|按)(\d+(?:\.\d+)?)分?(?:为|作为)?(?:一?个?(?:档|级|单位|步长|最小单位)|最小(?:计分)?单位)|步长(?:为|:)?(\d+(?:\.\d+)?)|(?:in)?(?:steps|increments)of(\d+(?:\.\d+)?)/iu;
const MAX_LISTED = 5;

function isOn(value: number, step: number): boolean {
  // Whole numbers of steps below a billion are exact enough in binary to be told apart; the others are decided exactly.
  const times = value / step;
  if (Math.abs(times - Math.round(times)) > 1e-6) return false;
  return exact(value).div(exact(step)).d === 1n;
}

/** The step that notes, titles and headers state for the whole table; `null`: none, or several. */
function statedStep(view: TableView): number | null {
  const { range, noteRows, titleRows, metaRows, headerRows } = view.table.table;
  const rows = new Set([...noteRows, ...titleRows, ...metaRows]);
  if (headerRows) for (let row = headerRows.first; row <= headerRows.last; row++) rows.add(row);
  const steps = new Set<number>();
  for (const row of rows) {
    for (let column = range.column; column < range.column + range.columns; column++) {
      const value = view.value(row, column);
      if (typeof value !== "string" || value.length > 5000) continue;
      const found = STATED.exec(value.normalize("NFKC").replace(/\s/gu, ""));
      const step = Number(found?.[1] ?? found?.[2] ?? found?.[3] ?? 0);
      if (step > 0) steps.add(step);
    }
  }
  const [only = null] = steps;
  return steps.size === 1 ? only : null;
}

function inColumn(view: TableView, entry: TableView["entryColumns"][number], step: number): readonly Finding[] {
  const readings = view.readings(entry);
  const off = entry.rows.flatMap((row, index) => {
    const reading = readings[index];
    return reading?.kind === "number" && reading.value !== null && view.formula(row, entry.column) === null && !isOn(reading.value, step) ? [{ row, value: reading.value }] : [];
  });
  return off.slice(0, MAX_LISTED).map(({ row, value }) => findingIn(view, "entry.step", "warning", cellArea(view, row, entry.column), { item: itemLabel(view, row, entry.column), value, step, count: off.length }));
}

/** CK-103: points that are no multiple of the step that the table states. Which step is only usual says nothing: quotients and halves stand side by side. */
export const entrySteps: TableRule = {
  id: "entry-steps",
  check: (view) => {
    const step = statedStep(view);
    return step === null ? [] : view.entryColumns.flatMap((entry) => inColumn(view, entry, step));
  },
};
