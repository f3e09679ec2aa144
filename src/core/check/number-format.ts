/** The format's codes without literals: quoted text, escaped characters, colours, conditions and locales. */
function codesOf(numberFormat: string): string {
  return numberFormat
    .replace(/"[^"]*"/g, "")
    .replace(/[\\_*]./g, "")
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
}

/** Shows a number as a date or a time. */
export function isDateFormat(numberFormat: string): boolean {
  if (/^general$/i.test(numberFormat) || numberFormat === "@") return false;
  return /[ymdhs年月日]/i.test(codesOf(numberFormat).replace(/general/gi, "").replace(/e[+-]/gi, ""));
}

/** Shows 0.95 as 95%. */
export function isPercentFormat(numberFormat: string): boolean {
  return codesOf(numberFormat).includes("%");
}

export type FormatKind = "date" | "percent" | "other";

/** What a number format makes of a number, as far as points are concerned. */
export function formatKind(numberFormat: string): FormatKind {
  return isPercentFormat(numberFormat) ? "percent" : isDateFormat(numberFormat) ? "date" : "other";
}
