import type { Rect } from "../grid/address";
import type { Edit, EditValue, StylePatch } from "../plan/edit";
import type { Performance, TableLayout } from "../template/scoring-table";
import { fillText } from "../score/sheet-texts";
import { HEADER } from "../score/own-sheet-draft";
import { COMPARED, type Compared, type Comparison } from "./comparability";

export type CertificateTexts = Readonly<
  Record<
    | "certificate.sheet"
    | "certificate.title"
    /** {files} {tables} {compared} {time} */
    | "certificate.scope"
    /** The same of one workbook: {tables} {compared} {time} */
    | "certificate.scope.workbook"
    /** {groups} */
    | "certificate.same"
    /** {groups} {tables} {count} */
    | "certificate.differs"
    | "certificate.nothing"
    /** {performance} {layout} {count} */
    | "certificate.group"
    | "certificate.file"
    | "certificate.place"
    | "certificate.usual"
    | "certificate.verdict"
    | "certificate.fits"
    /** {aspects} */
    | "certificate.parts"
    | "certificate.none"
    | "certificate.unstated"
    | "certificate.signature"
    | "certificate.footer"
    | `certificate.${Compared}`
    | `certificate.performance.${Performance | "unknown"}`
    | `certificate.layout.${TableLayout}`,
    string
  >
>;

/** What was looked at. */
export type CertificateScope = {
  /** `null`: the workbook that the certificate stands in; no file is named then. */
  readonly files: number | null;
  /** With indicators of their own, compared or not. */
  readonly tables: number;
  /** ISO 8601, as printed. */
  readonly time: string;
};

const HEADS = ["file", "place", ...COMPARED, "verdict"] as const;
const WIDTHS: Readonly<Record<(typeof HEADS)[number], number>> = { file: 26, place: 18, count: 8, fullTotal: 10, weightTotal: 10, marks: 24, weights: 24, sources: 28, verdict: 26 };
/** Cells hold no longer texts. */
const MAX_TEXT = 32_767;
const BODY: StylePatch = { numberFormat: "@", border: "thin", wrap: true, vertical: "center" };
const DIFFERENT: StylePatch = { bold: true, fontColor: "C00000" };

function isMostlyUnstated(templates: Comparison["templates"], aspect: Compared): boolean {
  return templates.filter(({ aspects }) => aspects[aspect] === null).length * 2 > templates.length;
}

/**
 * One sheet that says what was compared and what differs, ready to print on one page's width and to sign: for each group of tables
 * what most have, then a line for each table, its deviations marked. (CK-94)
 */
export function certificateEdits(sheetId: string, comparisons: readonly Comparison[], scope: CertificateScope, texts: CertificateTexts): readonly Edit[] {
  const heads = scope.files === null ? HEADS.filter((head) => head !== "file") : HEADS;
  const width = heads.length;
  const named = (file: string, ...cells: readonly string[]): readonly string[] => (scope.files === null ? cells : [file, ...cells]);
  const rows: EditValue[][] = [];
  const styles: { readonly area: Rect; readonly style: StylePatch }[] = [];
  const whole = (row: number): Rect => ({ row, column: 0, rows: 1, columns: width });
  const add = (...cells: readonly string[]): number => rows.push([...cells.map((cell) => cell.slice(0, MAX_TEXT)), ...Array.from({ length: width - cells.length }, () => null)]) - 1;
  // A text runs over the blank cells beside it.
  const across = (text: string, style: StylePatch): void => {
    styles.push({ area: whole(add(text)), style });
  };
  const compared = comparisons.reduce((sum, { templates }) => sum + templates.length, 0);
  const deviating = new Set(comparisons.flatMap(({ deviations }) => deviations.map(({ template }) => template)));
  const count = comparisons.reduce((sum, { deviations }) => sum + deviations.length, 0);
  const verdict = comparisons.length === 0 ? texts["certificate.nothing"] : fillText(texts[count === 0 ? "certificate.same" : "certificate.differs"], { groups: comparisons.length, tables: deviating.size, count });
  across(texts["certificate.title"], { bold: true, fontSize: 18, vertical: "center" });
  across(fillText(texts[scope.files === null ? "certificate.scope.workbook" : "certificate.scope"], { files: scope.files ?? 1, tables: scope.tables, compared, time: scope.time }), {});
  across(verdict, count === 0 ? { bold: true } : DIFFERENT);
  for (const { performance, layout, templates, usual, deviations } of comparisons) {
    across(fillText(texts["certificate.group"], { performance: texts[`certificate.performance.${performance ?? "unknown"}`], layout: texts[`certificate.layout.${layout}`], count: templates.length }), { bold: true, fill: "DDEBF7", vertical: "center" });
    styles.push({ area: whole(add(...heads.map((head) => texts[`certificate.${head}`]))), style: HEADER });
    const varies = new Set(deviations.map(({ aspect }) => aspect));
    const shown = (value: string | null): string => value ?? texts["certificate.unstated"];
    const usualRow = add(...named(texts["certificate.usual"], scope.files === null ? texts["certificate.usual"] : ""), ...COMPARED.map((aspect) => (usual[aspect] === null && varies.has(aspect) && !isMostlyUnstated(templates, aspect) ? texts["certificate.none"] : shown(usual[aspect]))));
    styles.push({ area: whole(usualRow), style: { ...BODY, bold: true } });
    const first = rows.length;
    for (const template of templates) {
      const own = new Set(deviations.filter((deviation) => deviation.template === template).map(({ aspect }) => aspect));
      const aspects = COMPARED.filter((aspect) => own.has(aspect));
      const row = add(...named(template.file, template.sheetName), ...COMPARED.map((aspect) => shown(template.aspects[aspect])), aspects.length === 0 ? texts["certificate.fits"] : fillText(texts["certificate.parts"], { aspects: aspects.map((aspect) => texts[`certificate.${aspect}`]).join("、") }));
      for (const aspect of aspects) styles.push({ area: { row, column: heads.findIndex((head) => head === aspect), rows: 1, columns: 1 }, style: DIFFERENT });
    }
    styles.unshift({ area: { row: first, column: 0, rows: templates.length, columns: width }, style: BODY });
  }
  const signature = add(texts["certificate.signature"]);
  return [
    ...styles.map(({ area, style }): Edit => ({ kind: "setStyle", area: { sheetId, ...area }, style })),
    { kind: "setValues", area: { sheetId, row: 0, column: 0, rows: rows.length, columns: width }, values: rows },
    ...heads.map((head, column): Edit => ({ kind: "setColumns", sheetId, column, columns: 1, width: WIDTHS[head] })),
    { kind: "setRowHeight", sheetId, row: 0, rows: 1, height: 36 },
    { kind: "setRowHeight", sheetId, row: signature, rows: 1, height: 48 },
    { kind: "setPageLayout", sheetId, layout: { orientation: "landscape", fitToWidth: true, titleRows: null, footer: texts["certificate.footer"] } },
  ];
}
