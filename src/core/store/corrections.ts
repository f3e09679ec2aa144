import type { WorkbookSnapshot } from "../grid/snapshot";
import type { TableCorrection } from "../recognize/correction";
import { MARKABLE_CLASSES } from "../recognize/row-mark";
import { COLUMN_ROLES, type ColumnRole } from "../recognize/table";
import { anchoredArea } from "./anchors";
import type { CorrectionRecord, WorkbookRecord } from "./record";

/** Hidden name of the n-th correction's range (from 1). */
export function correctionAnchor(n: number): string {
  return `_TS_C${String(n)}`;
}

function isRole(text: string): text is ColumnRole {
  return (COLUMN_ROLES as readonly string[]).includes(text);
}

/** Corrections that a record keeps, where their names lead now; those whose name is gone or broken are left out. (RE-8) */
export function recordedCorrections(workbook: WorkbookSnapshot, record: WorkbookRecord | null): readonly TableCorrection[] {
  return (record?.corrections ?? []).flatMap(({ anchor, given, roles, rows, performance, ignored }): readonly TableCorrection[] => {
    const area = anchoredArea(workbook, anchor);
    if (area === null) return [];
    const known = roles.flatMap(({ offset, header, role }) => (isRole(role) ? [{ offset, header, role }] : []));
    const marked = (rows ?? []).flatMap(({ offset, text, label }) => MARKABLE_CLASSES.flatMap((markable) => (markable === label ? [{ offset, text, label: markable }] : [])));
    return [{ area, given: given && { headerRows: given.headerRows, added: given.added }, roles: known, rows: marked, performance: performance && { value: performance.value }, ignored }];
  });
}

/** Corrections as a record keeps them, in their order, each with the name of its range. (RE-8) */
export function correctionRecords(corrections: readonly TableCorrection[]): readonly CorrectionRecord[] {
  return corrections.map(({ given, roles, rows, performance, ignored }, i) => ({ anchor: correctionAnchor(i + 1), given, roles, ...(rows.length > 0 ? { rows } : {}), performance, ignored }));
}
