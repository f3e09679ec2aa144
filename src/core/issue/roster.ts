import { CodedError } from "../coded-error";
import type { Finding } from "../check/finding";
import { textOf } from "../grid/cell";
import type { WorkbookSnapshot } from "../grid/snapshot";
import { fieldText, findHeaderTable, seenValue } from "../template/header-table";
import { foldKeyText, subjectKey } from "../template/keys";
import type { Performance } from "../template/scoring-table";
import { ROSTER_WORDS } from "../template/template-words";

/** Somebody who gets a template. */
export type RosterSubject = {
  readonly key: string;
  readonly name: string;
  /** The unit of a person as written; "" for a unit, and where the roster does not say. */
  readonly unit: string;
  /** Every headed column of the roster, header as written → text. */
  readonly attributes: Readonly<Record<string, string>>;
};

export type Roster = {
  readonly performance: Performance;
  readonly subjects: readonly RosterSubject[];
  /** Headers of columns besides name, code and unit, left to right. */
  readonly attributeHeaders: readonly string[];
};

/**
 * The first visible sheet with a header that names people, or else units. A row without a name is none. One key counts
 * once: the rows after the first are findings. Error (CodedError): "roster.not-found". (IS-1, IS-2)
 */
export function readRoster(workbook: WorkbookSnapshot): { readonly roster: Roster; readonly findings: readonly Finding[] } {
  const visible = workbook.sheets.filter((sheet) => sheet.visibility === "visible");
  const tables = (["person", "unit"] as const).flatMap((field) => visible.flatMap((sheet) => {
    const table = findHeaderTable(sheet, ROSTER_WORDS, [field]);
    return table && table.bodyRows.length > 0 && table.columns.size + table.others.length > 1 ? [{ field, table }] : [];
  }));
  const [first] = tables;
  if (!first) throw new CodedError("roster.not-found");
  const { field, table } = first;
  const { sheet } = table;
  const findings: Finding[] = [];
  const subjects: RosterSubject[] = [];
  const byKey = new Map<string, RosterSubject>();
  const headed = [...table.others, ...[...table.columns.values()].map((column) => ({ column, header: textOf(seenValue(sheet, table.headerRow, column)).trim() }))];
  for (const row of table.bodyRows) {
    const name = fieldText(table, row, field);
    if (name === "") continue;
    const key = subjectKey(fieldText(table, row, "code") || null, name);
    const attributes = Object.fromEntries(headed.map(({ column, header }) => [header, textOf(seenValue(sheet, row, column)).trim()]));
    const subject: RosterSubject = { key, name, unit: field === "person" ? fieldText(table, row, "unit") : "", attributes };
    const before = byKey.get(key);
    if (before) {
      const area = { row, column: table.columns.get(field) ?? 0, rows: 1, columns: 1 };
      const spelled = foldKeyText(before.name) === foldKeyText(name) ? "roster.twice" : "roster.same-code";
      findings.push({ code: spelled, severity: "error", sheetId: sheet.sheetId, sheetName: sheet.name, area, params: { name, before: before.name, key } });
      continue;
    }
    byKey.set(key, subject);
    subjects.push(subject);
  }
  return { roster: { performance: field === "person" ? "person" : "unit", subjects, attributeHeaders: table.others.map(({ header }) => header) }, findings };
}
