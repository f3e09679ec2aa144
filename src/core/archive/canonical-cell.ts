import type { CellValue } from "../grid/cell";
import { decimalTextOf } from "../grid/number-text";

/** Smaller numbers lose digits in binary; Excel writes them as 0. */
const SMALLEST_NORMAL = 2.2250738585072014e-308;

// Characters that a workbook cannot hold; programs drop or replace them when they save. Unpaired surrogates among them.
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * A value in the form that counts for a digest; `null` for a blank. Equal before and after any program has saved the
 * workbook: numbers (dates are numbers) by their 15 significant digits, text in Unicode's composed form with line ends
 * as one line feed and without what XML forbids, logical values and errors by their names. Letters before the colon keep the number 1, the text "1"
 * and TRUE apart. (AR-1 to AR-5)
 */
export function canonicalCell(value: CellValue): string | null {
  if (value === null || value === "") return null;
  if (typeof value === "boolean") return value ? "b:1" : "b:0";
  if (typeof value === "object") return `e:${value.error}`;
  if (typeof value === "number") {
    if (Math.abs(value) < SMALLEST_NORMAL) return "n:0";
    const decimal = decimalTextOf(Number(value.toPrecision(15)));
    return decimal === null ? "e:#NUM!" : `n:${decimal}`;
  }
  const text = value.replace(/\r\n?/g, "\n").replace(NOT_IN_XML, "").normalize("NFC");
  return text === "" ? null : `t:${text}`;
}

/** One text for a list of texts, from which the list could be read again. */
export function joinUnambiguously(parts: readonly string[]): string {
  let joined = "";
  for (const part of parts) joined += `${String(part.length)}:${part},`;
  return joined;
}
