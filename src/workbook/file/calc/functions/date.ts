import type { CellError } from "../../../../core/grid/cell";
import { toNumber } from "../coerce";
import type { EvaluationContext } from "../context";
import { number, optional, rangeFunction, scalarFunction, type FunctionTable } from "../function-spec";
import { Uncalculable } from "../interruption";
import { forEachValue } from "../number-arguments";
import { dateOfSerial, daysInMonth, maxSerial, serialOfDate, type CalendarDate } from "../serial-date";
import { ERROR_NUM, ERROR_VALUE, isArray, isError, isLambda, isReference, type Scalar, type Value } from "../value";

const SECONDS_PER_DAY = 86_400;

function part(pick: (date: CalendarDate) => number): FunctionTable[string] {
  return scalarFunction([number], ([serial], { date1904 }) => {
    const date = dateOfSerial(serial, date1904);
    return date ? pick(date) : ERROR_NUM;
  });
}

/** Seconds of the day, rounded: serials are seldom exact. */
function secondsOf(serial: number): number {
  return Math.round((serial - Math.floor(serial)) * SECONDS_PER_DAY) % SECONDS_PER_DAY;
}

function timePart(pick: (seconds: number) => number): FunctionTable[string] {
  return scalarFunction([number], ([serial]) => (serial < 0 ? ERROR_NUM : pick(secondsOf(serial))));
}

/** 0 Sunday … 6 Saturday, by the serial: so the phantom leap day shifts January and February 1900, as in Excel. */
function weekdayOf(serial: number, date1904: boolean): number {
  return (Math.floor(serial) + (date1904 ? 5 : 6)) % 7;
}

function addMonths(serial: number, months: number, endOfMonth: boolean, date1904: boolean): Scalar {
  const date = dateOfSerial(serial, date1904);
  if (!date) return ERROR_NUM;
  const index = date.year * 12 + (date.month - 1) + Math.trunc(months);
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  if (year < 1900 || year > 9999) return ERROR_NUM;
  const last = daysInMonth(year, month, date1904);
  return serialOfDate(year, month, endOfMonth ? last : Math.min(date.day, last), date1904) ?? ERROR_NUM;
}

function dateDif(start: number, end: number, unit: string, date1904: boolean): Scalar {
  const from = dateOfSerial(start, date1904);
  const to = dateOfSerial(end, date1904);
  if (!from || !to || Math.floor(start) > Math.floor(end)) return ERROR_NUM;
  const months = (to.year - from.year) * 12 + (to.month - from.month) - (to.day < from.day ? 1 : 0);
  switch (unit.toLowerCase()) {
    case "y":
      return Math.floor(months / 12);
    case "m":
      return months;
    case "d":
      return Math.floor(end) - Math.floor(start);
    case "ym":
      return months % 12;
    case "yd": {
      const sameYear = serialOfDate(to.year, from.month, from.day, date1904);
      if (sameYear === null) return ERROR_NUM;
      if (sameYear <= Math.floor(end)) return Math.floor(end) - sameYear;
      const yearBefore = serialOfDate(to.year - 1, from.month, from.day, date1904);
      return yearBefore === null ? ERROR_NUM : Math.floor(end) - yearBefore;
    }
    case "md":
      // Documented by Microsoft as unreliable: Excel's own answers are sometimes negative.
      throw new Uncalculable("function", "DATEDIF md");
    default:
      return ERROR_NUM;
  }
}

/** Days360 by the US (NASD) or the European method. */
function days360(start: number, end: number, european: boolean, date1904: boolean): Scalar {
  const from = dateOfSerial(start, date1904);
  const to = dateOfSerial(end, date1904);
  if (!from || !to) return ERROR_NUM;
  let d1 = from.day;
  let d2 = to.day;
  let m2 = to.month;
  let y2 = to.year;
  if (european) {
    d1 = Math.min(d1, 30);
    d2 = Math.min(d2, 30);
  } else {
    if (d1 === daysInMonth(from.year, from.month, date1904)) d1 = 30;
    if (d2 === daysInMonth(to.year, to.month, date1904)) {
      if (d1 < 30) {
        d2 = 1;
        m2 += 1;
        if (m2 > 12) {
          m2 = 1;
          y2 += 1;
        }
      } else d2 = 30;
    }
  }
  return (y2 - from.year) * 360 + (m2 - from.month) * 30 + (d2 - d1);
}

function scalarOf(value: Value | undefined): Scalar | undefined {
  return value === undefined || isArray(value) || isReference(value) || isLambda(value) ? undefined : value;
}

function serialArgument(value: Value | undefined, context: EvaluationContext): number | CellError {
  const x = toNumber(scalarOf(value), context.date1904);
  if (typeof x !== "number") return x;
  return x < 0 || x > maxSerial(context.date1904) + 1 ? ERROR_NUM : Math.floor(x);
}

function holidaysOf(value: Value | undefined, context: EvaluationContext): Set<number> | CellError {
  const days = new Set<number>();
  if (value === undefined || value === null) return days;
  let failure = null as CellError | null;
  forEachValue([value], context, (item) => {
    if (item === null) return undefined;
    const serial = isError(item) ? item : toNumber(item, context.date1904);
    if (typeof serial === "number") days.add(Math.floor(serial));
    else failure = serial;
    return failure === null;
  });
  return failure ?? days;
}

const WEEKENDS: Readonly<Record<number, string>> = {
  1: "0000011",
  2: "1000001",
  3: "1100000",
  4: "0110000",
  5: "0011000",
  6: "0001100",
  7: "0000110",
  11: "0000001",
  12: "1000000",
  13: "0100000",
  14: "0010000",
  15: "0001000",
  16: "0000100",
  17: "0000010",
};

/** Which days are off, Monday first. */
function weekendOf(value: Value | undefined, context: EvaluationContext): readonly boolean[] | CellError {
  const plain = scalarOf(value);
  let pattern: string | undefined;
  if (plain === undefined || plain === null) pattern = WEEKENDS[1];
  else if (typeof plain === "string" && /^[01]{7}$/.test(plain)) pattern = plain;
  else {
    const code = toNumber(plain, context.date1904);
    if (typeof code !== "number") return code;
    pattern = WEEKENDS[Math.trunc(code)];
    if (pattern === undefined) return ERROR_NUM;
  }
  return [...(pattern ?? "")].map((c) => c === "1");
}

function isOff(serial: number, weekend: readonly boolean[], holidays: ReadonlySet<number>, date1904: boolean): boolean {
  return (weekend[(weekdayOf(serial, date1904) + 6) % 7] ?? false) || holidays.has(serial);
}

function networkDays(international: boolean): FunctionTable[string] {
  return rangeFunction(2, international ? 4 : 3, international ? ["scalar", "scalar", "scalar", "range"] : ["scalar", "scalar", "range"], (args, context) => {
    const start = serialArgument(args[0], context);
    if (typeof start !== "number") return start;
    const end = serialArgument(args[1], context);
    if (typeof end !== "number") return end;
    const weekend = weekendOf(international ? args[2] : undefined, context);
    if ("error" in weekend) return weekend;
    const holidays = holidaysOf(args[international ? 3 : 2], context);
    if ("error" in holidays) return holidays;
    const [first, last] = start <= end ? [start, end] : [end, start];
    const weeks = Math.floor((last - first + 1) / 7);
    let count = weeks * weekend.filter((off) => !off).length;
    const none = new Set<number>();
    for (let day = first + weeks * 7; day <= last; day++) if (!isOff(day, weekend, none, context.date1904)) count += 1;
    for (const day of holidays) if (day >= first && day <= last && !isOff(day, weekend, none, context.date1904)) count -= 1;
    return start <= end ? count : -count;
  });
}

function workday(international: boolean): FunctionTable[string] {
  return rangeFunction(2, international ? 4 : 3, international ? ["scalar", "scalar", "scalar", "range"] : ["scalar", "scalar", "range"], (args, context) => {
    const start = serialArgument(args[0], context);
    if (typeof start !== "number") return start;
    const given = toNumber(scalarOf(args[1]), context.date1904);
    if (typeof given !== "number") return given;
    const weekend = weekendOf(international ? args[2] : undefined, context);
    if ("error" in weekend) return weekend;
    if (weekend.every(Boolean)) return ERROR_VALUE;
    const holidays = holidaysOf(args[international ? 3 : 2], context);
    if ("error" in holidays) return holidays;
    const step = given < 0 ? -1 : 1;
    let left = Math.abs(Math.trunc(given));
    if (left > 2_500_000) return ERROR_NUM;
    let day = start;
    while (left > 0) {
      day += step;
      if (day < 0 || day > maxSerial(context.date1904)) return ERROR_NUM;
      if (!isOff(day, weekend, holidays, context.date1904)) left -= 1;
    }
    return day;
  });
}

/** ISO 8601 week: weeks begin on Monday, the first has the year's first Thursday. */
function isoWeek(serial: number, date1904: boolean): Scalar {
  const weekday = (weekdayOf(serial, date1904) + 6) % 7;
  const thursday = Math.floor(serial) - weekday + 3;
  const date = dateOfSerial(thursday, date1904);
  if (!date) return ERROR_NUM;
  const first = serialOfDate(date.year, 1, 1, date1904);
  return first === null ? ERROR_NUM : Math.floor((thursday - first) / 7) + 1;
}

const WEEK_STARTS: Readonly<Record<number, number>> = { 1: 0, 2: 1, 11: 1, 12: 2, 13: 3, 14: 4, 15: 5, 16: 6, 17: 0 };

export const DATE_FUNCTIONS: FunctionTable = {
  TODAY: rangeFunction(0, 0, ["scalar"], (_, { now }) => Math.floor(now)),
  NOW: rangeFunction(0, 0, ["scalar"], (_, { now }) => now),
  DATE: scalarFunction([number, number, number], ([y, m, d], { date1904 }) => {
    let year = Math.trunc(y);
    if (year < 0 || year > 9999) return ERROR_NUM;
    if (date1904 ? year < 1904 : year < 1900) year += 1900;
    return serialOfDate(year, Math.trunc(m), Math.trunc(d), date1904) ?? ERROR_NUM;
  }),
  TIME: scalarFunction([number, number, number], ([h, m, s]) => {
    const seconds = Math.trunc(h) * 3600 + Math.trunc(m) * 60 + Math.trunc(s);
    return seconds < 0 ? ERROR_NUM : (seconds % SECONDS_PER_DAY) / SECONDS_PER_DAY;
  }),
  YEAR: part((date) => date.year),
  MONTH: part((date) => date.month),
  DAY: part((date) => date.day),
  HOUR: timePart((seconds) => Math.floor(seconds / 3600)),
  MINUTE: timePart((seconds) => Math.floor(seconds / 60) % 60),
  SECOND: timePart((seconds) => seconds % 60),
  WEEKDAY: scalarFunction([number, optional(number, 1)], ([serial, type], { date1904 }) => {
    if (serial < 0 || serial > maxSerial(date1904) + 1) return ERROR_NUM;
    const day = weekdayOf(serial, date1904);
    const kind = Math.trunc(type);
    if (kind === 3) return (day + 6) % 7;
    const start = WEEK_STARTS[kind];
    return start === undefined ? ERROR_NUM : ((day - start + 7) % 7) + 1;
  }),
  WEEKNUM: scalarFunction([number, optional(number, 1)], ([serial, type], { date1904 }) => {
    const date = dateOfSerial(serial, date1904);
    if (!date) return ERROR_NUM;
    const kind = Math.trunc(type);
    if (kind === 21) return isoWeek(serial, date1904);
    const start = WEEK_STARTS[kind];
    const first = serialOfDate(date.year, 1, 1, date1904);
    if (start === undefined || first === null) return ERROR_NUM;
    const lead = (weekdayOf(first, date1904) - start + 7) % 7;
    return Math.floor((Math.floor(serial) - first + lead) / 7) + 1;
  }),
  ISOWEEKNUM: scalarFunction([number], ([serial], { date1904 }) => (serial < 0 ? ERROR_NUM : isoWeek(serial, date1904))),
  EDATE: scalarFunction([number, number], ([serial, months], { date1904 }) => addMonths(serial, months, false, date1904)),
  EOMONTH: scalarFunction([number, number], ([serial, months], { date1904 }) => addMonths(serial, months, true, date1904)),
  DATEDIF: scalarFunction([number, number, { read: (value) => (typeof value === "string" ? value : ERROR_VALUE) }], ([start, end, unit], { date1904 }) => dateDif(start, end, unit, date1904)),
  DAYS: scalarFunction([number, number], ([end, start]) => Math.floor(end) - Math.floor(start)),
  DAYS360: scalarFunction([number, number, optional({ read: (value: Scalar) => value === true || (typeof value === "number" && value !== 0) }, false)], ([start, end, european], { date1904 }) =>
    days360(start, end, european, date1904),
  ),
  NETWORKDAYS: networkDays(false),
  "NETWORKDAYS.INTL": networkDays(true),
  WORKDAY: workday(false),
  "WORKDAY.INTL": workday(true),
  YEARFRAC: scalarFunction([number, number, optional(number, 0)], ([a, b, basis], { date1904 }) => {
    const [start, end] = a <= b ? [Math.floor(a), Math.floor(b)] : [Math.floor(b), Math.floor(a)];
    switch (Math.trunc(basis)) {
      case 0: {
        const days = days360(start, end, false, date1904);
        // February's last day on both sides has rules of its own in Excel.
        const from = dateOfSerial(start, date1904);
        if (from?.month === 2 && from.day >= 28) throw new Uncalculable("function", "YEARFRAC");
        if (typeof days !== "number") return days;
        const to = dateOfSerial(end, date1904);
        // Outside DAYS360's month-end rule only the 31st is moved.
        if (from && to && to.day === daysInMonth(to.year, to.month, date1904) && to.day !== 31 && from.day < 30) return ((to.year - from.year) * 360 + (to.month - from.month) * 30 + (to.day - from.day)) / 360;
        return days / 360;
      }
      case 2:
        return (end - start) / 360;
      case 3:
        return (end - start) / 365;
      case 4: {
        const days = days360(start, end, true, date1904);
        return typeof days === "number" ? days / 360 : days;
      }
      case 1:
        throw new Uncalculable("function", "YEARFRAC 1");
      default:
        return ERROR_NUM;
    }
  }),
};
