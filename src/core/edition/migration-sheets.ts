import { reportEdits, type ReportLine, type ReportTexts } from "../check/finding-report";
import { RESULT_ANCHOR } from "../collect/read-return";
import { quoteSheetName } from "../grid/address";
import type { Edit } from "../plan/edit";
import type { PlacedNote } from "./merge-carried";

/** What the list of a migration says, given by i18n. */
export type MigrationTexts = Readonly<
  Record<
    | "migrate.sheet"
    | "migrate.sheet.findings"
    | "migrate.file"
    | "migrate.place"
    | "migrate.cell"
    | "migrate.subject"
    | "migrate.subjectName"
    | "migrate.key"
    | "migrate.indicator"
    | "migrate.field"
    | "migrate.field.chosen"
    | "migrate.field.score"
    | "migrate.field.remark"
    | "migrate.field.own"
    | "migrate.value"
    | "migrate.carried"
    | "migrate.yes"
    | "migrate.no"
    | "migrate.why"
    | "migrate.footer",
    string
  >
>;

const WIDTHS = [28, 14, 8, 14, 14, 16, 24, 10, 30, 8, 60] as const;

/**
 * The list of a migration on a blank workbook whose only sheet is `sheetId`: every entry that did not come over, or about which
 * something changed, with its file, cell and content; then what was found in the files. It is known as no return. (ED-11)
 */
export function migrationEdits(sheetId: string, notes: readonly PlacedNote[], findings: readonly ReportLine[], sentence: (note: PlacedNote) => string, texts: MigrationTexts & ReportTexts): readonly Edit[] {
  const header = (["file", "place", "cell", "subject", "subjectName", "key", "indicator", "field", "value", "carried", "why"] as const).map((field) => texts[`migrate.${field}`]);
  const lines = notes.map((note) => [note.file, note.sheetName, note.cell, note.subject, note.subjectName, note.key, note.name, texts[`migrate.field.${note.field}`], note.value, texts[note.carried ? "migrate.yes" : "migrate.no"], sentence(note)]);
  const area = { sheetId, row: 0, column: 0, rows: lines.length + 1, columns: header.length };
  return [
    { kind: "setStyle", area, style: { numberFormat: "@", vertical: "top", wrap: true, border: "thin" } },
    { kind: "setValues", area, values: [header, ...lines] },
    { kind: "setStyle", area: { ...area, rows: 1 }, style: { bold: true, fill: "DDEBF7", horizontal: "center", vertical: "center" } },
    ...WIDTHS.map((width, column): Edit => ({ kind: "setColumns", sheetId, column, columns: 1, width })),
    { kind: "freezePanes", sheetId, rows: 1, columns: 0 },
    { kind: "setPageLayout", sheetId, layout: { orientation: "landscape", fitToWidth: true, titleRows: { first: 0, last: 0 }, footer: texts["migrate.footer"] } },
    { kind: "defineName", name: RESULT_ANCHOR, refersTo: `${quoteSheetName(texts["migrate.sheet"])}!$A$1`, hidden: true },
    { kind: "addSheet", sheetId: "findings", name: texts["migrate.sheet.findings"], visibility: "visible", after: null },
    ...reportEdits("findings", findings, texts),
  ];
}
