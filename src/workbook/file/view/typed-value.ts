import { serialOfDate, type CalendarDate } from "../calc/serial-date";
import { dateKindOf } from "./cell-text";

/** What a text means when it is typed into a cell. `numberFormat`: the format that Excel gives a cell without one for it. */
export type TypedValue = { readonly value: string | number | boolean; readonly numberFormat: string | null };

export type TypingPlace = {
  /** The cell's number format. */
  readonly numberFormat: string;
  readonly date1904: boolean;
  /** For dates without a year. */
  readonly today: CalendarDate;
};

/** Full-width digits and signs as a Chinese keyboard gives them. */
function folded(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0)).replace(/[\u3000\u00a0]/g, " ").trim();
}

const DECIMAL = /^([+-])?(?:(\d{1,3}(?:,\d{3})+|\d+)(\.\d*)?|(\.\d+))(?:[eE]([+-]?\d{1,3}))?$/;

type Plain = { readonly value: number; readonly grouped: boolean; readonly decimals: number; readonly exponent: boolean };

function plainNumber(text: string): Plain | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const value = Number(text.replaceAll(",", ""));
  if (!Number.isFinite(value)) return null;
  // A cell keeps 15 digits of what is typed.
  const kept = Number(value.toPrecision(15));
  return { value: kept === 0 ? 0 : kept, grouped: match[2]?.includes(",") ?? false, decimals: (match[3] ?? match[4] ?? ".").length - 1, exponent: match[5] !== undefined };
}

function numberOf(text: string): TypedValue | null {
  const inParentheses = /^\((.+)\)$/.exec(text)?.[1];
  if (inParentheses !== undefined && !/^[+-]/.test(inParentheses)) {
    const inside = numberOf(inParentheses);
    return inside && typeof inside.value === "number" ? { ...inside, value: -inside.value } : null;
  }
  const percent = /^(.+?)\s*%$/.exec(text)?.[1] ?? /^%\s*(.+)$/.exec(text)?.[1];
  if (percent !== undefined) {
    const plain = plainNumber(percent);
    return plain && { value: Number((plain.value / 100).toPrecision(15)), numberFormat: plain.decimals > 0 ? "0.00%" : "0%" };
  }
  const currency = /^([+-]?)\s*([¥$€£])\s*(.+)$/.exec(text);
  if (currency) {
    const plain = plainNumber(`${currency[1] ?? ""}${currency[3] ?? ""}`);
    const sign = currency[2] ?? "";
    const digits = plain && plain.decimals > 0 ? "#,##0.00" : "#,##0";
    return plain && { value: plain.value, numberFormat: `"${sign}"${digits};"${sign}"-${digits}` };
  }
  const fraction = /^([+-]?)(\d+)\s+(\d+)\/(\d+)$/.exec(text);
  if (fraction && Number(fraction[4]) > 0) {
    const size = Number(fraction[2]) + Number(fraction[3]) / Number(fraction[4]);
    return { value: fraction[1] === "-" ? -size : size, numberFormat: (fraction[4] ?? "").length > 1 ? "# ??/??" : "# ?/?" };
  }
  const plain = plainNumber(text);
  if (!plain) return null;
  return { value: plain.value, numberFormat: plain.exponent ? "0.00E+00" : plain.grouped ? (plain.decimals > 0 ? "#,##0.00" : "#,##0") : null };
}

function fullYear(text: string): number {
  const year = Number(text);
  return text.length > 2 ? year : year < 30 ? 2000 + year : 1900 + year;
}

type Day = { readonly serial: number; readonly numberFormat: string };

function dayOf(text: string, { date1904, today }: TypingPlace): Day | null {
  const made = (year: number, month: number, day: number, numberFormat: string): Day | null => {
    const serial = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000, month, 0)).getUTCDate() ? serialOfDate(year, month, day, date1904) : null;
    if (serial === null) return null;
    // 29 February exists in leap years only.
    return month === 2 && day === 29 && new Date(Date.UTC(year, 2, 0)).getUTCDate() < 29 ? null : { serial, numberFormat };
  };
  const full = /^(\d{4}|\d{2})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (full && full[2] !== ".") return made(fullYear(full[1] ?? ""), Number(full[3]), Number(full[4]), "yyyy/m/d");
  const chinese = /^(\d{4}|\d{2})年(\d{1,2})月(?:(\d{1,2})日?)?$/.exec(text);
  if (chinese) return made(fullYear(chinese[1] ?? ""), Number(chinese[2]), Number(chinese[3] ?? 1), chinese[3] === undefined ? 'yyyy"年"m"月"' : 'yyyy"年"m"月"d"日"');
  const month = /^(\d{4})[-/](\d{1,2})$/.exec(text);
  if (month) return made(Number(month[1]), Number(month[2]), 1, 'yyyy"年"m"月"');
  const short = /^(\d{1,2})[-/](\d{1,2})$/.exec(text) ?? /^(\d{1,2})月(\d{1,2})日$/.exec(text);
  return short ? made(today.year, Number(short[1]), Number(short[2]), 'm"月"d"日"') : null;
}

function timeOf(text: string): { readonly share: number; readonly numberFormat: string } | null {
  const match = /^(上午|下午)?\s*(\d{1,4}):([0-5]?\d)(?::([0-5]?\d(?:\.\d+)?))?\s*([AaPp][Mm]?)?$/.exec(text);
  if (!match) return null;
  let hours = Number(match[2]);
  const afternoon = match[1] === "下午" || /^p/i.test(match[5] ?? "");
  if (match[1] !== undefined || match[5] !== undefined) {
    if (hours > 12) return null;
    hours = (hours % 12) + (afternoon ? 12 : 0);
  }
  const seconds = match[4];
  return { share: (hours * 3600 + Number(match[3]) * 60 + Number(seconds ?? 0)) / 86_400, numberFormat: hours > 23 ? "[h]:mm:ss" : seconds === undefined ? "h:mm" : "h:mm:ss" };
}

function dateOf(text: string, place: TypingPlace): TypedValue | null {
  const day = dayOf(text, place);
  if (day) return { value: day.serial, numberFormat: day.numberFormat };
  const time = timeOf(text);
  if (time) return { value: time.share, numberFormat: time.numberFormat };
  const both = /^(\S+)\s+(\S.*)$/.exec(text);
  if (!both) return null;
  const first = dayOf(both[1] ?? "", place);
  const second = timeOf(both[2] ?? "");
  return first && second && second.share < 1 ? { value: first.serial + second.share, numberFormat: "yyyy/m/d h:mm" } : null;
}

/**
 * A typed text as a Chinese Excel takes it: number (grouped, per cent, currency, fraction), date, time, TRUE or FALSE, else
 * text. In a cell formatted as text everything is text; after an apostrophe too. Rule VW-8.
 */
export function typedValue(text: string, place: TypingPlace): TypedValue {
  if (place.numberFormat === "@") return { value: text, numberFormat: null };
  if (text.startsWith("'")) return { value: text.slice(1), numberFormat: null };
  const bare = folded(text);
  if (bare === "") return { value: text, numberFormat: null };
  if (/^(true|false)$/i.test(bare)) return { value: bare.toLowerCase() === "true", numberFormat: null };
  const found = numberOf(bare) ?? dateOf(bare, place);
  if (!found) return { value: text, numberFormat: null };
  const isPercentCell = /%/.test(place.numberFormat.replace(/"[^"]*"|\\./g, ""));
  if (isPercentCell && typeof found.value === "number" && !bare.includes("%") && dateKindOf(found.numberFormat ?? "0") === null) {
    // Typed into a cell of per cents, 10 and 0.1 are both 10 %.
    return { value: Math.abs(found.value) >= 1 ? Number((found.value / 100).toPrecision(15)) : found.value, numberFormat: null };
  }
  return { value: found.value, numberFormat: place.numberFormat === "General" ? found.numberFormat : null };
}
