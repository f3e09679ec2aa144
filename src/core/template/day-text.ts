import { textOf, type CellValue } from "../grid/cell";

const MS_PER_DAY = 86_400_000;

/**
 * A day as "2026-10-10": from a date cell's serial number, or from texts such as "2026-10-10", "2026/10/10" and
 * "2026年10月10日". `null` for anything else, and for days that the calendar does not have.
 */
export function dayOf(value: CellValue, date1904: boolean): string | null {
  if (typeof value === "number") {
    // Days before March 1900 are counted differently by different programs, and numbers this small are no deadlines.
    if (value < 61 || value > 2_958_465) return null;
    const start = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
    return isoDay(new Date(start + Math.floor(value) * MS_PER_DAY));
  }
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u.exec(textOf(value).normalize("NFKC").replace(/\s/gu, "")) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day) ? isoDay(date) : null;
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
