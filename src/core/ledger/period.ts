/** A month or a quarter of results: "2026-03" or "2026-Q1". Months count from year 0. (LG-2) */
export type Period = { readonly text: string; readonly year: number; readonly kind: "month" | "quarter"; readonly first: number; readonly last: number };

const PERIOD = /^(\d{4})-(?:(0[1-9]|1[0-2])|Q([1-4]))$/;

/** `null` for what is neither a month nor a quarter. */
export function parsePeriod(text: string): Period | null {
  const [, year, month, quarter] = PERIOD.exec(text.trim()) ?? [];
  if (year === undefined) return null;
  const start = Number(year) * 12;
  if (month !== undefined) return { text: text.trim(), year: Number(year), kind: "month", first: start + Number(month) - 1, last: start + Number(month) - 1 };
  const first = start + (Number(quarter) - 1) * 3;
  return { text: text.trim(), year: Number(year), kind: "quarter", first, last: first + 2 };
}
