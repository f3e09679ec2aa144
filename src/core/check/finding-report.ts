import type { Edit, EditValue } from "../plan/edit";

/** One finding as a line of a report, in the words of the reader. */
export type ReportLine = {
  /** "" where the report is about one workbook. */
  readonly file: string;
  readonly severity: string;
  readonly sheet: string;
  /** A1, or "". */
  readonly cell: string;
  readonly sentence: string;
  /** The rule's code. */
  readonly code: string;
  /** Why somebody said that it is right; "" where nobody did. */
  readonly accepted: string;
};

export type ReportTexts = Readonly<Record<"report.sheet" | "report.file" | "report.severity" | "report.place" | "report.cell" | "report.sentence" | "report.code" | "report.accepted" | "report.footer", string>>;

/** Columns, left to right. */
const COLUMNS = ["file", "severity", "sheet", "cell", "sentence", "code", "accepted"] as const;
const WIDTHS: Readonly<Record<(typeof COLUMNS)[number], number>> = { file: 28, severity: 8, sheet: 16, cell: 10, sentence: 70, code: 24, accepted: 24 };
/** Cells hold no longer texts. */
const MAX_TEXT = 32_767;

function headers(texts: ReportTexts): readonly string[] {
  return [texts["report.file"], texts["report.severity"], texts["report.place"], texts["report.cell"], texts["report.sentence"], texts["report.code"], texts["report.accepted"]];
}

/** Programs take a cell that begins like this for a formula, whoever wrote it. */
const LIKE_A_FORMULA = /^[=+\-@\t\r]/;

function field(text: string): string {
  const safe = LIKE_A_FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Findings as a CSV file's text: UTF-8 with its mark, lines ended as Excel does, every field quoted. (CK-91) */
export function reportCsv(lines: readonly ReportLine[], texts: ReportTexts): string {
  const rows = [headers(texts), ...lines.map((line) => COLUMNS.map((column) => line[column]))];
  return `\ufeff${rows.map((row) => row.map(field).join(",")).join("\r\n")}\r\n`;
}

/** Findings as the first sheet of a workbook of their own: a header that stays, a line each, ready to print. (CK-91) */
export function reportEdits(sheetId: string, lines: readonly ReportLine[], texts: ReportTexts): readonly Edit[] {
  const values: EditValue[][] = [[...headers(texts)], ...lines.map((line): EditValue[] => COLUMNS.map((column) => line[column].slice(0, MAX_TEXT)))];
  const area = { sheetId, row: 0, column: 0, rows: values.length, columns: COLUMNS.length };
  return [
    { kind: "setStyle", area, style: { numberFormat: "@", vertical: "top", wrap: true, border: "thin" } },
    { kind: "setValues", area, values },
    { kind: "setStyle", area: { ...area, rows: 1 }, style: { bold: true, fill: "DDEBF7", horizontal: "center", vertical: "center" } },
    ...COLUMNS.map((column, index): Edit => ({ kind: "setColumns", sheetId, column: index, columns: 1, width: WIDTHS[column] })),
    { kind: "freezePanes", sheetId, rows: 1, columns: 0 },
    { kind: "setPageLayout", sheetId, layout: { orientation: "landscape", fitToWidth: true, titleRows: { first: 0, last: 0 }, footer: texts["report.footer"] } },
  ];
}
