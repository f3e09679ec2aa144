import type { Finding } from "../check/finding";
import { toA1 } from "../grid/address";
import { isBlank, textOf, type CellValue } from "../grid/cell";
import { valueAt, type WorkbookSnapshot } from "../grid/snapshot";
import { ownSheetAnchor } from "../store/anchors";
import { exactOf, ZERO, type Exact } from "./decimal";
import { lookUpNames, SCHEME_NAMES } from "./own-names";
import { standingOfWord, type Standing } from "./standing";

/** Columns of the adjustment sheet. */
export const ADJUSTMENT_COLUMNS = { subject: 0, before: 1, points: 2, after: 3, reason: 4, approver: 5, date: 6, standing: 7, key: 8 } as const;

/** A line that somebody entered on the adjustment sheet. (LK-8) */
export type Adjustment = {
  /** Row on the sheet as it was read. */
  readonly row: number;
  /** Label as entered; kept as it is where the subject is not known. */
  readonly label: string;
  /** `null`: the label names nobody. */
  readonly scoreKey: string | null;
  /** Points, exact; `null` where the cell holds no number. */
  readonly points: Exact | null;
  /** What was decided besides points; `null`: nothing. (RK-20) */
  readonly standing: Standing | null;
  /** The cells as entered, kept on every run. */
  readonly entered: { readonly points: CellValue; readonly reason: CellValue; readonly approver: CellValue; readonly date: CellValue; readonly standing: CellValue };
};

export type Adjustments = {
  readonly lines: readonly Adjustment[];
  /** Sum of points by score key. */
  readonly totals: ReadonlyMap<string, Exact>;
  /** What was decided about somebody besides points and why, by score key. (RK-20, RK-23) */
  readonly standings: ReadonlyMap<string, ReadonlyMap<Standing, string>>;
  readonly findings: readonly Finding[];
};

const NONE: Adjustments = { lines: [], totals: new Map(), standings: new Map(), findings: [] };

/**
 * Adjustments as they stand on our sheet. `labelled` says whom a label means. A label that names nobody is looked
 * up by the key that the sheet calculated for it earlier: subjects keep their adjustment when another of the
 * same name joins. (LK-8, LK-9)
 */
export function readAdjustments(workbook: WorkbookSnapshot, labelled: () => ReadonlyMap<string, string>): Adjustments {
  const names = lookUpNames(workbook);
  const anchor = names.area(ownSheetAnchor("adjustment"));
  const points = names.area(SCHEME_NAMES.adjustmentPoints);
  if (!anchor || !points || anchor.sheet.sheetId !== points.sheet.sheetId) return NONE;
  const { sheet } = points;
  const labels = labelled();
  const known = new Set(labels.values());
  const lines: Adjustment[] = [];
  const totals = new Map<string, Exact>();
  const standings = new Map<string, Map<Standing, string>>();
  // Sheets of before standings had their keys where standings are now.
  const keyColumn = names.area(SCHEME_NAMES.adjustmentKeys)?.area.column ?? ADJUSTMENT_COLUMNS.key;
  const hasStandings = names.area(SCHEME_NAMES.adjustmentStandings) !== null;
  const findings: Finding[] = [];
  const last = Math.min(points.area.row + points.area.rows, sheet.used ? sheet.used.row + sheet.used.rows : 0);
  for (let row = points.area.row; row < last; row++) {
    const at = (column: number): CellValue => valueAt(sheet, row, column);
    const label = textOf(at(ADJUSTMENT_COLUMNS.subject)).trim();
    const entered = {
      points: at(ADJUSTMENT_COLUMNS.points),
      reason: at(ADJUSTMENT_COLUMNS.reason),
      approver: at(ADJUSTMENT_COLUMNS.approver),
      date: at(ADJUSTMENT_COLUMNS.date),
      standing: hasStandings ? at(ADJUSTMENT_COLUMNS.standing) : null,
    };
    if (label === "" && Object.values(entered).every((value) => isBlank(value))) continue;
    const found = (code: string, column: number, params: Readonly<Record<string, string>> = {}): void => {
      const area = { row, column, rows: 1, columns: 1 };
      findings.push({ code, severity: "error", sheetId: sheet.sheetId, sheetName: sheet.name, area, params: { cell: toA1(area), subject: label, ...params } });
    };
    const earlier = textOf(at(keyColumn));
    const scoreKey = labels.get(label) ?? (known.has(earlier) ? earlier : null);
    const amount = typeof entered.points === "number" ? exactOf(entered.points) : null;
    if (scoreKey === null) found("adjustment.subject-unknown", ADJUSTMENT_COLUMNS.subject);
    const standing = isBlank(entered.standing) ? null : standingOfWord(textOf(entered.standing));
    if (!isBlank(entered.standing) && standing === null) found("adjustment.standing-unknown", ADJUSTMENT_COLUMNS.standing, { value: textOf(entered.standing) });
    // A decision about the standing alone has no points.
    if (amount === null && (standing === null || !isBlank(entered.points))) found("adjustment.points-missing", ADJUSTMENT_COLUMNS.points);
    if (isBlank(entered.reason)) found("adjustment.reason-missing", ADJUSTMENT_COLUMNS.reason);
    if (isBlank(entered.approver)) found("adjustment.approver-missing", ADJUSTMENT_COLUMNS.approver);
    lines.push({ row, label, scoreKey, points: amount, standing, entered });
    if (scoreKey !== null && standing !== null) {
      const decided = standings.get(scoreKey) ?? new Map<Standing, string>();
      standings.set(scoreKey, decided);
      if (!decided.has(standing)) decided.set(standing, textOf(entered.reason).trim());
    }
    if (scoreKey !== null && amount !== null) totals.set(scoreKey, (totals.get(scoreKey) ?? ZERO).add(amount));
  }
  return { lines, totals, standings, findings };
}
