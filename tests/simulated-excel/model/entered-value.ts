import { CELL_ERROR_CODES, type CellValue } from "../../../src/core/grid/cell";
import { parseFormula } from "../../../src/workbook/file/calc/syntax";
import { HostError, invalidArgument, notModelled } from "../protocol/host-error";
import type { Json } from "../protocol/json";

/** What a write makes of a cell. `numberFormat` comes with what was recognised, as when a person types 5%. */
export type Entered = { readonly value: CellValue; readonly formula: string | null; readonly numberFormat: string | null };

const MAX_TEXT = 32_767;
const MAX_FORMULA = 8192;
const EPOCH_DAYS = 25_569;
const DAY_MS = 86_400_000;

function plainValue(value: CellValue, numberFormat: string | null = null): Entered {
  return { value, formula: null, numberFormat };
}

function serialDate(year: number, month: number, day: number): number | null {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  // Excel's calendar has a 29 February 1900; nothing before March is written here as a date.
  if (year < 1900 || year > 9999 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const serial = time / DAY_MS + EPOCH_DAYS;
  return serial < 61 ? null : serial;
}

/** Dates as Excel in English understands them when typed; the year of a date without one is that of `now`. */
function enteredDate(text: string, now: number): Entered | null {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (iso) {
    const serial = serialDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
    return serial === null ? null : plainValue(serial, "m/d/yyyy");
  }
  const american = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(text);
  if (american) {
    const serial = serialDate(Number(american[3]), Number(american[1]), Number(american[2]));
    return serial === null ? null : plainValue(serial, "m/d/yyyy");
  }
  // "1-2" and "3/4" become days of this year: numbers of items are lost this way.
  const short = /^(\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (short) {
    const year = new Date((now - EPOCH_DAYS) * DAY_MS).getUTCFullYear();
    const serial = serialDate(year, Number(short[1]), Number(short[2]));
    return serial === null ? null : plainValue(serial, "d-mmm");
  }
  return null;
}

function enteredNumber(text: string): Entered | null {
  const plain = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?(?:[eE]([+-]?\d+))?(%?)$/.exec(text);
  if (!plain || (plain[2] === undefined && (plain[3] === undefined || plain[3] === "."))) return null;
  const [, sign = "", whole = "0", fraction = "", exponent, percent] = plain;
  const number = Number(`${sign}${whole.replaceAll(",", "")}${fraction}${exponent === undefined ? "" : `e${exponent}`}`);
  if (!Number.isFinite(number)) return null;
  if (percent === "%") return plainValue(Number(`${String(number)}e-2`), fraction.length > 1 ? "0.00%" : "0%");
  if (exponent !== undefined) return plainValue(number, "0.00E+00");
  return plainValue(number, whole.includes(",") ? (fraction.length > 1 ? "#,##0.00" : "#,##0") : null);
}

function enteredTime(text: string): Entered | null {
  const time = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (!time) return null;
  const [hours, minutes, seconds] = [Number(time[1]), Number(time[2]), Number(time[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return plainValue((hours * 3600 + minutes * 60 + seconds) / 86_400, time[3] === undefined ? "h:mm" : "h:mm:ss");
}

function enteredFormula(text: string): Entered {
  if (text.length > MAX_FORMULA) throw new HostError("FormulaLengthExceedsLimit", `${text.length} characters`);
  const parsed = parseFormula(text);
  if ("failure" in parsed && parsed.failure.reason === "syntax") throw invalidArgument(`formula ${text}: ${parsed.failure.detail}`);
  return { value: null, formula: text, numberFormat: null };
}

function enteredText(text: string, numberFormat: string, now: number): Entered {
  if (text.length > MAX_TEXT) throw invalidArgument(`a text of ${text.length} characters`);
  if (text === "") return plainValue(null);
  if (numberFormat === "@") return plainValue(text);
  if (text.startsWith("'")) return plainValue(text.slice(1));
  if (text.startsWith("=") && text.length > 1) return enteredFormula(text);
  const trimmed = text.trim();
  const upper = trimmed.toUpperCase();
  if (upper === "TRUE" || upper === "FALSE") return plainValue(upper === "TRUE");
  const error = CELL_ERROR_CODES.find((code) => code === upper);
  if (error) return plainValue({ error });
  const recognised = enteredNumber(trimmed) ?? enteredDate(trimmed, now) ?? enteredTime(trimmed);
  if (recognised) return recognised;
  // "+A1" and "-A1" are formulas too; what does not parse as one is refused, as Excel refuses it.
  if (/^[+-]./.test(text)) return enteredFormula(text.startsWith("+") ? `=${text.slice(1)}` : `=${text}`);
  return plainValue(text);
}

/**
 * What Excel makes of an item of `values` or `formulas`: `null` leaves the cell (gives `null` here), "" clears it,
 * text is taken as typed by a person (SX-9).
 */
export function enteredValue(item: Json, numberFormat: string, now: number): Entered | null {
  if (item === null) return null;
  if (typeof item === "number" || typeof item === "boolean") return plainValue(item);
  if (typeof item === "string") return enteredText(item, numberFormat, now);
  throw notModelled("cell values that are objects");
}
