import type { TableRule } from "./check-rule";
import type { Finding } from "./finding";
import { cellArea, findingIn, itemLabel, type TableView } from "./table-view";

/** In a shorter column nobody can say what is usual. */
const MIN_NUMBERS = 10;
/** What at most one number in ten goes beyond is what the column is written to. */
const USUAL_SHARE = 0.9;
/** One digit more may be a half point; two are a quotient that somebody typed. */
const MORE_DIGITS = 2;
/** Binary noise is not a digit that somebody typed. */
const SIGNIFICANT_DIGITS = 12;
const MAX_LISTED = 5;

function decimalsOf(value: number): number {
  // Nearly all points are whole or end soon: a text is made of the others only.
  for (let digits = 0, scale = 1; digits <= 2; digits++, scale *= 10) if (Math.round(value * scale) / scale === value) return digits;
  const [mantissa = "", exponent = "0"] = String(Number(value.toPrecision(SIGNIFICANT_DIGITS))).split("e");
  return Math.max(0, (mantissa.split(".")[1] ?? "").length - Number(exponent));
}

/** The most decimals that nine in ten numbers keep to, of how many numbers have how many; `null` in a short column. */
function usualDecimals(counts: readonly number[]): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total < MIN_NUMBERS) return null;
  let within = 0;
  return counts.findIndex((count) => (within += count) >= USUAL_SHARE * total);
}

function inColumn(view: TableView, entry: TableView["entryColumns"][number]): readonly Finding[] {
  const readings = view.readings(entry);
  const counts: number[] = [];
  const numberAt = (index: number): number | null => {
    const reading = readings[index];
    const row = entry.rows[index];
    return reading?.kind === "number" && row !== undefined && view.formula(row, entry.column) === null ? reading.value : null;
  };
  for (let index = 0; index < readings.length; index++) {
    const value = numberAt(index);
    if (value === null) continue;
    const decimals = decimalsOf(value);
    while (counts.length <= decimals) counts.push(0);
    counts[decimals] = (counts[decimals] ?? 0) + 1;
  }
  const usual = usualDecimals(counts);
  if (usual === null || counts.length <= usual + MORE_DIGITS) return [];
  const odd = entry.rows.flatMap((row, index) => {
    const value = numberAt(index);
    return value !== null && decimalsOf(value) >= usual + MORE_DIGITS ? [{ row, value }] : [];
  });
  return odd.slice(0, MAX_LISTED).map(({ row, value }) =>
    findingIn(view, "entry.decimals", "warning", cellArea(view, row, entry.column), { item: itemLabel(view, row, entry.column), value, digits: usual, count: odd.length }),
  );
}

/** CK-23: a number with two decimals more than nine in ten of its column have. */
export const entryDecimals: TableRule = {
  id: "entry-decimals",
  check: (view) => view.entryColumns.flatMap((entry) => inColumn(view, entry)),
};
