import { type CellValue, isCellError } from "../../../core/grid/cell";
import { decimalTextOf } from "../../../core/grid/number-text";
import { formatValue } from "../calc/number-format";
import { dateOfSerial } from "../calc/serial-date";

/** Characters that Excel gives a number in a cell without a format of its own. */
const GENERAL_WIDTH = 11;

/** A number without a format: as many digits as Excel shows in a wide cell. */
function generalText(value: number): string {
  const exact = decimalTextOf(value) ?? String(value);
  const size = Math.abs(value);
  if (value === 0 || (exact.length <= GENERAL_WIDTH && size >= 1e-9)) return exact;
  if (size >= 1e11 || size < 1e-4) return scientific(value);
  const whole = Math.trunc(size).toString().length;
  const decimals = Math.max(0, GENERAL_WIDTH - 1 - whole);
  return decimalTextOf(Number(value.toFixed(decimals))) ?? exact;
}

function scientific(value: number): string {
  const [mantissa = "0", exponent = "+0"] = value.toExponential(5).split("e");
  const power = Number(exponent);
  return `${mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa}E${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

/** "*" fills the cell with a character; in a text there is nothing to fill. */
function withoutFill(format: string): string {
  return format.replace(/"[^"]*"|\\.|\*./g, (found) => (found.startsWith("*") ? "" : found));
}

/** What a cell shows. A format that is not supported shows the number itself. Rule VW-3. */
export function cellText(value: CellValue, numberFormat: string, date1904: boolean): string {
  if (value === null) return "";
  if (isCellError(value)) return value.error;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "string") return numberFormat === "General" || numberFormat === "@" ? value : (formatValue(value, withoutFill(numberFormat), date1904) ?? value);
  if (numberFormat === "General") return generalText(value);
  return formatValue(value, withoutFill(numberFormat), date1904) ?? generalText(value);
}

/** Whether a format shows dates, times, both, or neither. */
export function dateKindOf(numberFormat: string): "date" | "time" | "both" | null {
  const bare = numberFormat.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").split(";")[0] ?? "";
  if (/general|@/i.test(bare) || /[0#?]/.test(bare.replace(/s\.0+/gi, ""))) return null;
  const hasTime = /[hs]|am\/pm|上午/i.test(bare);
  const hasDate = /[yde]|a{3,4}/i.test(bare.replace(/am\/pm|a\/p/gi, "")) || (/m/i.test(bare) && !hasTime);
  if (hasDate && hasTime) return "both";
  return hasDate ? "date" : hasTime ? "time" : null;
}

function dateText(value: number, kind: "date" | "time" | "both", date1904: boolean): string | null {
  if (dateOfSerial(value, date1904) === null) return null;
  const seconds = Math.round((value - Math.floor(value)) * 86_400);
  if (kind === "time" && value < 1) return formatValue(value, "h:mm:ss", date1904);
  return formatValue(value, seconds === 0 && kind !== "time" ? "yyyy/m/d" : "yyyy/m/d h:mm:ss", date1904);
}

/** What stands in the editor when a cell is opened: dates and per cents as they would be typed, other numbers in full. Rule VW-4. */
export function editText(value: CellValue, formula: string | undefined, numberFormat: string, date1904: boolean): string {
  if (formula !== undefined) return formula;
  if (typeof value !== "number") return value === null ? "" : isCellError(value) ? value.error : typeof value === "boolean" ? (value ? "TRUE" : "FALSE") : value;
  const kind = dateKindOf(numberFormat);
  const date = kind === null ? null : dateText(value, kind, date1904);
  if (date !== null) return date;
  if (/%/.test(numberFormat.replace(/"[^"]*"|\\./g, ""))) {
    const percent = decimalTextOf(Number((value * 100).toPrecision(15)));
    if (percent !== null) return `${percent}%`;
  }
  return decimalTextOf(value) ?? String(value);
}

const COLORS: Readonly<Record<string, string>> = {
  black: "000000", 黑色: "000000", blue: "0000FF", 蓝色: "0000FF", cyan: "00FFFF", 青色: "00FFFF", green: "00FF00", 绿色: "00FF00",
  magenta: "FF00FF", 洋红: "FF00FF", red: "FF0000", 红色: "FF0000", white: "FFFFFF", 白色: "FFFFFF", yellow: "FFFF00", 黄色: "FFFF00",
};

/** Colour that a number format gives a number ("[Red]" of its section), "RRGGBB" or `null`. */
export function formatColor(value: CellValue, numberFormat: string): string | null {
  if (typeof value !== "number" || !numberFormat.includes("[")) return null;
  const sections = numberFormat.match(/(?:"[^"]*"|\\.|[^;])+/g) ?? [];
  const conditions = sections.map((section) => /\[(<=|>=|<>|=|<|>)\s*(-?\d+(?:\.\d+)?)\]/.exec(section));
  const holds = (at: number): boolean => {
    const condition = conditions[at];
    if (!condition) return true;
    const bound = Number(condition[2]);
    const tests: Readonly<Record<string, boolean>> = { "<": value < bound, ">": value > bound, "<=": value <= bound, ">=": value >= bound, "<>": value !== bound, "=": value === bound };
    return tests[condition[1] ?? "="] ?? false;
  };
  const usual = value > 0 || sections.length === 1 ? 0 : value < 0 ? 1 : sections.length > 2 ? 2 : 0;
  const chosen = conditions.some((condition) => condition !== null) ? sections.findIndex((_, at) => holds(at)) : usual;
  const word = /\[([A-Za-z]+|[\u4e00-\u9fff]+)\]/.exec(sections[chosen] ?? "")?.[1]?.toLowerCase();
  return word === undefined ? null : (COLORS[word] ?? null);
}
