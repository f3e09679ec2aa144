/**
 * Serial dates. In the 1900 system day 1 is 1900-01-01 and day 60 is the 29 February 1900 that never was;
 * in the 1904 system day 0 is 1904-01-01.
 */
export type CalendarDate = { readonly year: number; readonly month: number; readonly day: number };

const MS_PER_DAY = 86_400_000;
/** Day number (days since 1970-01-01) of serial 0 in each system, for days after the phantom leap day. */
const EPOCH_1900 = Date.UTC(1899, 11, 30) / MS_PER_DAY;
const EPOCH_1904 = Date.UTC(1904, 0, 1) / MS_PER_DAY;
export const MAX_SERIAL = 2_958_465;

/** Last serial that stands for a date. */
export function maxSerial(date1904: boolean): number {
  return date1904 ? MAX_SERIAL - 1462 : MAX_SERIAL;
}

/** Date of a serial (fractions are cut off), or `null` outside the calendar. Month is 1–12. */
export function dateOfSerial(serial: number, date1904: boolean): CalendarDate | null {
  const day = Math.floor(serial);
  if (!(day >= 0) || day > maxSerial(date1904)) return null;
  if (!date1904) {
    if (day === 60) return { year: 1900, month: 2, day: 29 };
    if (day === 0) return { year: 1900, month: 1, day: 0 };
  }
  const shifted = date1904 ? day + EPOCH_1904 : day + EPOCH_1900 + (day < 60 ? 1 : 0);
  const date = new Date(shifted * MS_PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Serial of a date; month and day may overflow (month 13, day 0). `null` outside the calendar. */
export function serialOfDate(year: number, month: number, day: number, date1904: boolean): number | null {
  // Date.UTC maps years 0–99 to the 20th century, so a four-hundred-year shift keeps the calendar and avoids that.
  const first = Date.UTC(year + 400, month - 1, 1) / MS_PER_DAY - 146_097;
  if (!Number.isFinite(first)) return null;
  let serial: number;
  if (date1904) serial = first + (day - 1) - EPOCH_1904;
  else {
    const firstSerial = first - EPOCH_1900;
    serial = (firstSerial <= 60 ? firstSerial - 1 : firstSerial) + (day - 1);
  }
  return serial < 0 || serial > maxSerial(date1904) ? null : serial;
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days of a month, 1900-02 with the phantom leap day in the 1900 system. */
export function daysInMonth(year: number, month: number, date1904: boolean): number {
  if (month === 2) return isLeapYear(year) || (year === 1900 && !date1904) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
