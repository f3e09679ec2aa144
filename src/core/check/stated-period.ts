/** First and last day, inclusive, as "2026-01-31". */
export type StatedPeriod = { readonly from: string; readonly to: string };

const DASH = "(?:至|到|-|–|—|~|～)";
const DAY = "(\\d{1,2})[-/.月](\\d{1,2})日?";
const YEAR = "(20\\d{2})";
const SPAN_OF_DAYS = new RegExp(`${YEAR}[-/.年]${DAY}${DASH}(?:${YEAR}[-/.年])?${DAY}`, "u");
const SPAN_OF_MONTHS = new RegExp(`(?:${YEAR}年?)?(?<!\\d)(\\d{1,2})月?${DASH}(\\d{1,2})月`, "u");
const QUARTER = new RegExp(`(?:${YEAR}(?:年度?)?-?)?(?:第?([一二三四1-4])季度?|q([1-4])(?!\\d))`, "iu");
const HALF = new RegExp(`(?:${YEAR}(?:年度?)?)?(上|下)半年`, "u");
const MONTH = new RegExp(`(?:${YEAR}年?)?(?<![\\d.])(\\d{1,2})月份?(?!\\d)`, "u");
const MONTH_BY_NUMBER = new RegExp(`${YEAR}-(0[1-9]|1[0-2])(?![-\\d])`, "u");
const WHOLE_YEAR = new RegExp(`${YEAR}年(?!\\d)`, "u");

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** Whole months, counted from 1. */
function months(year: number, first: number, last: number): StatedPeriod | null {
  if (first < 1 || last > 12 || first > last) return null;
  const lastDay = new Date(Date.UTC(year, last, 0)).getUTCDate();
  return { from: `${String(year)}-${two(first)}-01`, to: `${String(year)}-${two(last)}-${two(lastDay)}` };
}

function quarterOf(text: string): number {
  const at = "一二三四".indexOf(text);
  return at < 0 ? Number(text) : at + 1;
}

/**
 * The period that a title or a sheet's name speaks of: days, months, a quarter, half a year or a year, the closest of them
 * ("2026年度3月考核" is March). A text that names no year is read within `year`; without one it says nothing. `null`: none. (CK-102)
 */
export function statedPeriod(text: string, year: number | null = null): StatedPeriod | null {
  const tight = text.normalize("NFKC").replace(/[\s\u200b\ufeff]/gu, "");
  const days = SPAN_OF_DAYS.exec(tight);
  if (days) {
    const [, first, month, day, last, lastMonth, lastDay] = days;
    const from = `${first ?? ""}-${two(Number(month))}-${two(Number(day))}`;
    const to = `${last ?? first ?? ""}-${two(Number(lastMonth))}-${two(Number(lastDay))}`;
    return from <= to ? { from, to } : null;
  }
  const somewhere = WHOLE_YEAR.exec(tight)?.[1];
  const of = (stated: string | undefined): number | null => (stated !== undefined ? Number(stated) : somewhere !== undefined ? Number(somewhere) : year);
  const within = (stated: string | undefined, first: number, last: number): StatedPeriod | null => {
    const known = of(stated);
    return known === null ? null : months(known, first, last);
  };
  const span = SPAN_OF_MONTHS.exec(tight);
  if (span) return within(span[1], Number(span[2]), Number(span[3]));
  const quarter = QUARTER.exec(tight);
  if (quarter) {
    const last = quarterOf(quarter[2] ?? quarter[3] ?? "") * 3;
    return within(quarter[1], last - 2, last);
  }
  const half = HALF.exec(tight);
  if (half) return half[2] === "上" ? within(half[1], 1, 6) : within(half[1], 7, 12);
  const month = MONTH.exec(tight);
  if (month) return within(month[1], Number(month[2]), Number(month[2]));
  const numbered = MONTH_BY_NUMBER.exec(tight);
  if (numbered) return within(numbered[1], Number(numbered[2]), Number(numbered[2]));
  return somewhere === undefined ? null : months(Number(somewhere), 1, 12);
}
