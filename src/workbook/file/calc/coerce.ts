import type { CellError } from "../../../core/grid/cell";
import { Uncalculable } from "./interruption";
import { equal15, numberToText } from "./decimal";
import { serialOfDate } from "./serial-date";
import { ERROR_VALUE, type Scalar } from "./value";

const FULL_WIDTH = /[！-～　]/g;
/** Full-width ASCII forms to half-width, as Excel does before it reads a number. */
export function toHalfWidth(text: string): string {
  return text.replace(FULL_WIDTH, (c) => (c === "　" ? " " : String.fromCharCode(c.charCodeAt(0) - 0xfee0)));
}

const PLAIN_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const GROUPED = /^(\()?([+-])?\s*[¥￥$]?\s*([+-])?(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+))?\s*(%)?(\))?$/;
const DATE = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:(?:-|\/|\.|月)(\d{1,2})日?|月)?(?:\s+(.*))?$/;
const TIME = /^(\d{1,4})(?::|时)(\d{1,2})(?:(?::|分)(\d{1,2})(\.\d+)?秒?|分)?(?:\s*([AaPp])\.?[Mm]\.?)?$/;
const DATE_LIKE = /^\d{1,4}\s*[-/]\s*\d{1,2}(\s*[-/]\s*\d{1,4})?(\s.*)?$|^\d{1,2}月\d{1,2}日$|^\d{1,2}[- ]?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]?\d/i;

/** Excel keeps 15 significant digits of what is typed; the rest becomes 0. */
function parseDigits(text: string): number {
  const digits = text.replace(/^[+-]/, "");
  const mantissa = /^[\d.]+/.exec(digits)?.[0] ?? "";
  if (mantissa.replace(".", "").replace(/^0+/, "").length <= 15) return Number(text);
  let seen = 0;
  let kept = "";
  for (const c of mantissa) {
    if (c === ".") kept += c;
    else {
      if (seen > 0 || c !== "0") seen += 1;
      kept += seen > 15 ? "0" : c;
    }
  }
  return Number((text.startsWith("-") ? "-" : "") + kept + digits.slice(mantissa.length));
}

function parseTime(text: string): number | null {
  const match = TIME.exec(text);
  if (!match) return null;
  let hours = Number(match[1]);
  const minutes = Number(match[2]);
  const seconds = Number(match[3] ?? 0) + Number(match[4] ?? 0);
  const half = match[5]?.toLowerCase();
  if (half !== undefined) {
    if (hours > 12 || hours === 0) return null;
    hours = (hours % 12) + (half === "p" ? 12 : 0);
  }
  if (minutes > 59 || seconds >= 60) return null;
  return (hours * 3600 + minutes * 60 + seconds) / 86_400;
}

/** Serial of a date or time written as year-month-day or hour:minute; `null` for anything else. */
export function parseDateText(source: string, date1904: boolean): number | null {
  const text = toHalfWidth(source).trim();
  const date = DATE.exec(text);
  if (date) {
    const year = Number(date[1]);
    const month = Number(date[2]);
    const day = Number(date[3] ?? 1);
    if (year < 1900 || month < 1 || month > 12 || day < 1) return null;
    const serial = serialOfDate(year, month, day, date1904);
    const next = serialOfDate(year, month + 1, 1, date1904);
    if (serial === null || (next !== null && serial >= next)) return null;
    if (date[4] === undefined || date[4] === "") return serial;
    const time = parseTime(date[4]);
    return time === null ? null : serial + time;
  }
  return parseTime(text);
}

/**
 * The number a text stands for, or `null`. Dates are read only where year, month and day are beyond doubt;
 * a text that Excel would read as a date depending on the country is not calculated at all (CE-26).
 */
export function parseNumberText(source: string, date1904 = false): number | null {
  const first = source.charCodeAt(0);
  // Most texts are words: leave early.
  if (first > 0x2e7f && first < 0xff00) return null;
  const text = toHalfWidth(source).trim();
  if (text === "") return null;
  if (PLAIN_NUMBER.test(text)) {
    const number = parseDigits(text);
    return Number.isFinite(number) ? number : null;
  }
  const match = GROUPED.exec(text);
  if (match) {
    const [, open, sign1, sign2, digits = "", exponent, percent, close] = match;
    if ((open === undefined) !== (close === undefined)) return null;
    if (sign1 !== undefined && sign2 !== undefined) return null;
    if (open !== undefined && (sign1 ?? sign2) !== undefined) return null;
    const size = parseDigits(digits.replaceAll(",", "") + (exponent === undefined ? "" : `e${exponent}`));
    const number = percent === undefined ? size : size / 100;
    return (sign1 ?? sign2) === "-" || open !== undefined ? -number : number;
  }
  const serial = parseDateText(text, date1904);
  if (serial !== null) return serial;
  if (DATE_LIKE.test(text)) throw new Uncalculable("function", "text-date");
  return null;
}

/** As arithmetic sees a value: blank 0, TRUE 1, text that is a number its number, other text #VALUE!. */
export function toNumber(value: Scalar | undefined, date1904 = false): number | CellError {
  if (typeof value === "number") return value;
  if (value === null || value === undefined) return 0;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string") return parseNumberText(value, date1904) ?? ERROR_VALUE;
  return value;
}

/** As & and text functions see a value. */
export function toText(value: Scalar | undefined): string | CellError {
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberToText(value);
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return value;
}

/** As IF and AND see a value: a number is true unless 0; "TRUE" and "FALSE" count, other text is #VALUE!. */
export function toBoolean(value: Scalar | undefined): boolean | CellError {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value !== 0;
  if (value === null || value === undefined) return false;
  if (typeof value === "string") {
    const text = value.toUpperCase();
    return text === "TRUE" ? true : text === "FALSE" ? false : ERROR_VALUE;
  }
  return value;
}

/** Text in the form in which it is compared: letters do not differ by case. */
export function foldText(text: string): string {
  return text.toLowerCase();
}

const PINYIN = new Intl.Collator("zh-CN", { sensitivity: "variant" });
const LETTERS = new Intl.Collator("en-US", { sensitivity: "accent" });
const HAN = /\p{Script=Han}/u;
const WORD_ONLY = /^[0-9a-z]*$/;

/**
 * Order of two texts; 0 only where they are equal but for case. As in a Chinese Excel: signs, digits, letters,
 * then Chinese characters by pinyin, one by one.
 */
export function compareTexts(a: string, b: string): number {
  const x = foldText(a);
  const y = foldText(b);
  if (x === y) return 0;
  if (!(WORD_ONLY.test(x) && WORD_ONLY.test(y))) {
    const order = HAN.test(x) || HAN.test(y) ? compareByCharacter([...x], [...y]) : LETTERS.compare(x, y);
    if (order !== 0) return order;
  }
  return x < y ? -1 : 1;
}

function compareByCharacter(x: readonly string[], y: readonly string[]): number {
  for (let i = 0; i < x.length && i < y.length; i++) {
    const [c = "", d = ""] = [x[i], y[i]];
    if (c === d) continue;
    const [han, otherHan] = [HAN.test(c), HAN.test(d)];
    if (han !== otherHan) return han ? 1 : -1;
    const order = (han ? PINYIN : LETTERS).compare(c, d);
    if (order !== 0) return order;
  }
  return x.length - y.length;
}

function typeOrder(value: Exclude<Scalar, CellError | null>): number {
  return typeof value === "number" ? 1 : typeof value === "string" ? 2 : 3;
}

/**
 * Order of two values that are not errors: numbers before text before FALSE before TRUE; blank is 0, "" or
 * FALSE, whichever the other side is; numbers equal to 15 digits are equal (CE-30, CE-31).
 */
export function compareScalars(a: Exclude<Scalar, CellError>, b: Exclude<Scalar, CellError>): number {
  if (typeof a === "number" && typeof b === "number") return a === b ? 0 : equal15(a, b) ? 0 : a < b ? -1 : 1;
  if (a === null && b === null) return 0;
  const x = a ?? (typeof b === "number" ? 0 : typeof b === "string" ? "" : false);
  const y = b ?? (typeof a === "number" ? 0 : typeof a === "string" ? "" : false);
  if (typeof x === "number" && typeof y === "number") return compareScalars(x, y);
  if (typeof x === "string" && typeof y === "string") return compareTexts(x, y);
  if (typeof x === "boolean" && typeof y === "boolean") return Number(x) - Number(y);
  return typeOrder(x) - typeOrder(y);
}

