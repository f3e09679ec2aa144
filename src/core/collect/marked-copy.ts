import type { Finding } from "../check/finding";
import { toA1 } from "../grid/address";
import type { WorkbookSnapshot } from "../grid/snapshot";
import type { Edit } from "../plan/edit";
import { liftProtection } from "../plan/lift-protection";

/** Fills of cells in which something is wrong, or was changed. */
const FILLS = { error: "FFC7CE", warning: "FFEB9C", notice: null } as const;
const MAX_SHEET_NAME = 31;
/** Hidden name of the list's first cell, by which it is known as ours and left out when the copy comes back. */
const LIST_ANCHOR = "_TS_own_marks";

/** What is told about other files is no business of whoever gets the copy. */
const ABOUT_OTHERS = new Set(["return.superseded"]);

export type MarkedTexts = Readonly<Record<"marked.sheet" | "marked.title" | "marked.note" | "marked.severity" | "marked.place" | "marked.cell" | "marked.sentence" | "collect.footer", string>>;

/** Findings that somebody can do something about, errors first. */
export function markable(findings: readonly Finding[]): readonly Finding[] {
  const rank = { error: 0, warning: 1, notice: 2 } as const;
  return findings.filter(({ severity, code }) => severity !== "notice" && !ABOUT_OTHERS.has(code)).sort((a, b) => rank[a.severity] - rank[b.severity]);
}

/**
 * What makes a return a copy that can be sent back: the cells concerned filled, and a list of what is wrong as its first sheet. Nothing that was entered changes, and nobody else is named.
 * Sheets with a password keep their looks; the list names their cells all the same. (CO-19)
 */
export function markedEdits(workbook: WorkbookSnapshot, findings: readonly Finding[], severity: (severity: Finding["severity"]) => string, sentence: (finding: Finding) => string, texts: MarkedTexts): readonly Edit[] {
  const told = markable(findings);
  if (told.length === 0) return [];
  const sheets = new Map(workbook.sheets.map((sheet) => [sheet.name, sheet] as const));
  const fills = [...told].reverse().flatMap(({ sheetName, area, severity: how }): readonly Edit[] => {
    const sheet = sheetName === null ? undefined : sheets.get(sheetName);
    const fill = FILLS[how];
    return sheet && area && fill !== null ? [{ kind: "setStyle", area: { sheetId: sheet.sheetId, ...area }, style: { fill } }] : [];
  });
  const taken = new Set([...sheets.keys()].map((name) => name.toLowerCase()));
  const wanted = texts["marked.sheet"];
  let name = wanted;
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${wanted.slice(0, MAX_SHEET_NAME - String(n).length - 1)}-${String(n)}`;
  const sheetId = "twinscore-marks";
  const rows = told.map((finding) => [severity(finding.severity), finding.sheetName ?? "", finding.area ? toA1(finding.area) : "", sentence(finding)]);
  const values = [[texts["marked.title"], "", "", ""], [texts["marked.note"], "", "", ""], [texts["marked.severity"], texts["marked.place"], texts["marked.cell"], texts["marked.sentence"]], ...rows];
  const table = { sheetId, row: 2, column: 0, rows: rows.length + 1, columns: 4 };
  return liftProtection(workbook, [
    ...fills,
    { kind: "addSheet", sheetId, name, visibility: "visible", after: null },
    { kind: "defineName", name: LIST_ANCHOR, refersTo: `'${name.replaceAll("'", "''")}'!$A$1`, hidden: true },
    { kind: "setStyle", area: table, style: { numberFormat: "@", vertical: "top", wrap: true, border: "thin" } },
    { kind: "setValues", area: { sheetId, row: 0, column: 0, rows: values.length, columns: 4 }, values },
    { kind: "setStyle", area: { sheetId, row: 0, column: 0, rows: 1, columns: 1 }, style: { bold: true, fontSize: 14 } },
    { kind: "setStyle", area: { ...table, rows: 1 }, style: { bold: true, fill: "DDEBF7", horizontal: "center" } },
    ...[10, 18, 10, 80].map((width, column): Edit => ({ kind: "setColumns", sheetId, column, columns: 1, width })),
    { kind: "setPageLayout", sheetId, layout: { orientation: "landscape", fitToWidth: true, titleRows: { first: 2, last: 2 }, footer: texts["collect.footer"] } },
  ]).edits;
}
