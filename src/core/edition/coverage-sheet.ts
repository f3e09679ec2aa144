import type { Edit, EditValue } from "../plan/edit";
import type { IndicatorTexts } from "../template/template-texts";
import type { CoverageLine, CoverageReason, CoverageState } from "./coverage";

/** What the list of covered and uncovered indicators says, given by i18n. */
export type CoverageTexts = Pick<IndicatorTexts, "field.key" | "field.fullMark" | "field.criterion"> &
  Readonly<Record<"cover.sheet" | "cover.template" | "cover.superior" | "cover.state" | "cover.by" | "cover.why" | "cover.footer" | `cover.state.${CoverageState}` | `cover.why.${CoverageReason}` | "cover.why.similar", string>>;

/** A line as people read it: in a terminal or on a sheet. */
export function coverageCells({ indicator, template, state, by }: CoverageLine, texts: CoverageTexts): readonly EditValue[] {
  const whys = [...new Set(by.map(({ why }) => (why === null ? texts["cover.why.similar"] : texts[`cover.why.${why}`])))];
  return [
    template,
    indicator.key,
    indicator.name,
    indicator.fullMark === null ? null : Number(indicator.fullMark),
    indicator.criterion,
    texts[`cover.state.${state}`],
    by.map((own) => `${own.name}（${own.template}）`).join("、") || null,
    whys.join("、") || null,
  ];
}

export function coverageHeader(texts: CoverageTexts): readonly string[] {
  return [texts["cover.template"], texts["field.key"], texts["cover.superior"], texts["field.fullMark"], texts["field.criterion"], texts["cover.state"], texts["cover.by"], texts["cover.why"]];
}

const WIDTHS = [16, 14, 24, 8, 40, 12, 40, 12] as const;

/** The list as the only sheet of a blank workbook: a header that stays, a line for each of the superior's indicators. (ED-20) */
export function coverageEdits(sheetId: string, lines: readonly CoverageLine[], texts: CoverageTexts): readonly Edit[] {
  const values = [coverageHeader(texts), ...lines.map((line) => coverageCells(line, texts))];
  const area = { sheetId, row: 0, column: 0, rows: values.length, columns: WIDTHS.length };
  return [
    { kind: "setStyle", area, style: { border: "thin", wrap: true, vertical: "center" } },
    { kind: "setValues", area, values },
    { kind: "setStyle", area: { ...area, rows: 1 }, style: { bold: true, fill: "DDEBF7", horizontal: "center", vertical: "center" } },
    ...WIDTHS.map((width, column): Edit => ({ kind: "setColumns", sheetId, column, columns: 1, width })),
    { kind: "freezePanes", sheetId, rows: 1, columns: 0 },
    { kind: "setPageLayout", sheetId, layout: { orientation: "landscape", fitToWidth: true, titleRows: { first: 0, last: 0 }, footer: texts["cover.footer"] } },
  ];
}
