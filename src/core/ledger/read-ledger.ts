import { CodedError } from "../coded-error";
import type { Finding } from "../check/finding";
import { textOf, type CellValue } from "../grid/cell";
import { valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import { compareExact, decimalText, ZERO } from "../score/decimal";
import { decimalInCell } from "../score/decimal-in-cell";
import { anchoredArea } from "../store/anchors";
import type { Performance } from "../template/scoring-table";
import { closingCheck, ledgerFinding, LEDGER_NAMES, LEDGER_VERSION, LINE_COLUMNS, lineCheck, type Ledger, type LedgerLine, type LedgerPeriod, type LedgerScheme, type LedgerSheet, type LineColumn, type LineFields } from "./ledger";
import { PERIOD_COLUMNS, SCHEME_COLUMNS, SETTING_ROWS, SETTING_VALUE } from "./ledger-layout";

/**
 * What stands in a ledger. Errors (CodedError): "ledger.foreign" (no ledger of ours, or one that lost a sheet),
 * "ledger.newer". Whatever was changed by hand is read as it stands and named. (LG-1, LG-6)
 */
export function readLedger(workbook: WorkbookSnapshot): Ledger {
  const sheets = {
    unit: sheetOf(workbook, "unit"),
    person: sheetOf(workbook, "person"),
    schemes: sheetOf(workbook, "schemes"),
    periods: sheetOf(workbook, "periods"),
  };
  const setting = (name: keyof typeof SETTING_ROWS): CellValue => valueAt(sheets.schemes.snapshot, SETTING_ROWS[name], SETTING_VALUE);
  const version = setting("version");
  if (typeof version !== "number") throw new CodedError("ledger.foreign");
  if (version > LEDGER_VERSION) throw new CodedError("ledger.newer", { found: version, known: LEDGER_VERSION });
  const findings: Finding[] = [];
  const readLines = (kind: Performance): readonly LedgerLine[] => {
    const { snapshot, sheet } = sheets[kind];
    const lines = linesOf(snapshot);
    let previous = "";
    for (const line of lines) {
      if (line.check !== lineCheck(previous, line.fields)) {
        findings.push(ledgerFinding(sheet, "ledger.line-changed", "error", { row: line.row, column: 0, rows: 1, columns: LINE_COLUMNS.length }, { line: line.fields.id, subject: line.fields.name }));
      }
      previous = line.check;
    }
    if (textOf(setting(kind === "unit" ? "lastUnit" : "lastPerson")) !== previous) findings.push(ledgerFinding(sheet, "ledger.lines-missing", "error", null, {}));
    return lines;
  };
  const [unit, person] = [readLines("unit"), readLines("person")];
  const periods = rowsOf(sheets.periods.snapshot).map((row): LedgerPeriod => {
    const at = (column: number): CellValue => valueAt(sheets.periods.snapshot, row, column);
    const text = textOf(at(PERIOD_COLUMNS.name));
    const closedAt = textOf(at(PERIOD_COLUMNS.closedAt));
    const check = textOf(at(PERIOD_COLUMNS.check));
    const isClosed = closedAt !== "" || check !== "";
    if (isClosed && check !== closingCheck(text, closedAt)) {
      findings.push(ledgerFinding(sheets.periods.sheet, "ledger.closing-changed", "error", { row, column: PERIOD_COLUMNS.closedAt, rows: 1, columns: 1 }, { period: text }));
    }
    return { text, weight: positive(at(PERIOD_COLUMNS.weight)), closedAt, isClosed, row };
  });
  const closed = periods.filter((period) => period.isClosed).length;
  if (setting("closed") !== closed) findings.push(ledgerFinding(sheets.periods.sheet, "ledger.closings-missing", "error", null, { count: closed, recorded: textOf(setting("closed")) }));
  const schemes = rowsOf(sheets.schemes.snapshot, SCHEME_COLUMNS.name).map((row): LedgerScheme => {
    const text = (column: number): string => textOf(valueAt(sheets.schemes.snapshot, row, column)).trim();
    return {
      name: text(SCHEME_COLUMNS.name),
      approval: text(SCHEME_COLUMNS.approval),
      validFrom: text(SCHEME_COLUMNS.from),
      validTo: text(SCHEME_COLUMNS.to),
      weight: positive(valueAt(sheets.schemes.snapshot, row, SCHEME_COLUMNS.weight)),
      row,
    };
  });
  const total = setting("fullTotal");
  const fullTotal = typeof total === "number" ? decimalInCell(total) : null;
  const digits = setting("digits");
  return {
    lines: { unit, person },
    schemes,
    periods,
    fullTotal: fullTotal && compareExact(fullTotal, ZERO) > 0 ? fullTotal : null,
    digits: typeof digits === "number" && Number.isInteger(digits) && digits >= 0 && digits <= 10 ? digits : null,
    sheets: { unit: sheets.unit.sheet, person: sheets.person.sheet, schemes: sheets.schemes.sheet, periods: sheets.periods.sheet },
    findings,
  };
}

function sheetOf(workbook: WorkbookSnapshot, name: keyof typeof LEDGER_NAMES): { readonly snapshot: SheetSnapshot; readonly sheet: LedgerSheet } {
  const area = anchoredArea(workbook, LEDGER_NAMES[name]);
  const snapshot = workbook.sheets.find((candidate) => candidate.sheetId === area?.sheetId);
  if (!snapshot) throw new CodedError("ledger.foreign");
  return { snapshot, sheet: { sheetId: snapshot.sheetId, name: snapshot.name, end: snapshot.used ? snapshot.used.row + snapshot.used.rows : 1 } };
}

/** Rows below the header in which something stands (in that column). */
function rowsOf(sheet: SheetSnapshot, column: number | null = null): readonly number[] {
  const end = sheet.used ? sheet.used.row + sheet.used.rows : 0;
  const rows: number[] = [];
  for (let row = 1; row < end; row++) {
    const stands = column === null ? LINE_COLUMNS.some((_, index) => textOf(valueAt(sheet, row, index)) !== "") : textOf(valueAt(sheet, row, column)) !== "";
    if (stands) rows.push(row);
  }
  return rows;
}

function linesOf(sheet: SheetSnapshot): readonly LedgerLine[] {
  return rowsOf(sheet).map((row) => {
    const at = (column: LineColumn): CellValue => valueAt(sheet, row, LINE_COLUMNS.indexOf(column));
    // A number typed as text is a change, too: formulas would not count it.
    const number = (column: "score" | "full") => (typeof at(column) === "number" ? decimalInCell(at(column)) : null);
    const [score, full] = [number("score"), number("full")];
    const text = (column: LineColumn): string => textOf(at(column));
    const fields: LineFields = {
      id: text("id"),
      period: text("period"),
      scheme: text("scheme"),
      key: text("key"),
      name: text("name"),
      group: text("group"),
      score: score ? decimalText(score, 30) : `"${text("score")}"`,
      full: full ? decimalText(full, 30) : `"${text("full")}"`,
      approval: text("approval"),
      corrects: text("corrects"),
      source: text("source"),
      postedAt: text("postedAt"),
    };
    return { fields, row, check: text("check"), score, full: full && compareExact(full, ZERO) > 0 ? full : null };
  });
}

/** A weight: a number that is not negative; `null` where the cell holds none. */
function positive(value: CellValue): LedgerScheme["weight"] {
  const weight = typeof value === "number" ? decimalInCell(value) : null;
  return weight && compareExact(weight, ZERO) >= 0 ? weight : null;
}
