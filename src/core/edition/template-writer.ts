import { headerText, type HeaderTable } from "../template/header-table";
import { valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import { shiftDecimal } from "../grid/number-text";
import { foldKeyText } from "../template/keys";
import type { Edit, EditValue } from "../plan/edit";
import type { TemplatePlaces, TemplateRow } from "../template/read-template";
import { RESPONSIBILITIES, type OutOfForce, type TemplateIndicator } from "../template/template-book";
import type { TemplateField } from "../template/template-words";
import type { EditionTexts } from "./edition-texts";

type Table = HeaderTable<TemplateField>;

/** Writes into the sheets of indicators of a template workbook as a person would: cells, lines below the others, columns of days. */
export type TemplateWriter = {
  readonly edits: readonly Edit[];
  /** The line of an indicator in force. */
  readonly rowOf: (template: string, key: string) => TemplateRow | undefined;
  readonly put: (table: Table, row: number, column: number, value: EditValue) => void;
  /** The column of days, made right of everything when it is first needed. */
  readonly dayColumn: (table: Table, field: "effective" | "retired") => number;
  /** A line below everything on the template's sheet; `false` where there is none. */
  readonly append: (line: OutOfForce) => boolean;
};

export const HEADER_LOOK = { bold: true, fill: "DDEBF7", horizontal: "center", vertical: "center", wrap: true } as const;

export function templateWriter({ tables, rows }: TemplatePlaces, texts: EditionTexts): TemplateWriter {
  const edits: Edit[] = [];
  const made = new Map<string, number>();
  const next = new Map<string, number>();
  const put: TemplateWriter["put"] = (table, row, column, value) => {
    edits.push({ kind: "setValues", area: { sheetId: table.sheet.sheetId, row, column, rows: 1, columns: 1 }, values: [[value]] });
  };
  const dayColumn: TemplateWriter["dayColumn"] = (table, field) => {
    const { sheet } = table;
    const known = table.columns.get(field) ?? made.get(`${sheet.sheetId} ${field}`);
    if (known !== undefined) return known;
    const column = freeColumn(sheet) + [...made.keys()].filter((key) => key.startsWith(`${sheet.sheetId} `)).length;
    made.set(`${sheet.sheetId} ${field}`, column);
    edits.push(
      { kind: "setStyle", area: { sheetId: sheet.sheetId, row: table.headerRow, column, rows: 1, columns: 1 }, style: { ...HEADER_LOOK, border: "thin" } },
      { kind: "setColumns", sheetId: sheet.sheetId, column, columns: 1, width: 13 },
    );
    put(table, table.headerRow, column, texts[`edition.${field}`]);
    return column;
  };
  return {
    edits,
    rowOf: (template, key) => rows.find((row) => row.inForce && row.key === key && foldKeyText(row.template) === foldKeyText(template)),
    put,
    dayColumn,
    append: ({ template, indicator, effective, retired }) => {
      const table = tables.find((candidate) => candidate.columns.has("template")) ?? tables.find(({ sheet }) => foldKeyText(sheet.name) === foldKeyText(template));
      if (!table) return false;
      const { sheetId } = table.sheet;
      const row = next.get(sheetId) ?? freeRow(table.sheet);
      next.set(sheetId, row + 1);
      for (const [field, value] of indicatorCells(table, template, indicator, texts)) {
        const column = table.columns.get(field);
        if (column !== undefined && value !== null) put(table, row, column, value);
      }
      if (effective !== null) put(table, row, dayColumn(table, "effective"), effective);
      if (retired !== null) put(table, row, dayColumn(table, "retired"), retired);
      return true;
    },
  };
}

/** First row below everything of a sheet. */
export function freeRow({ used, merges }: SheetSnapshot): number {
  return Math.max(used ? used.row + used.rows : 0, ...merges.map((area) => area.row + area.rows));
}

function freeColumn({ used, merges }: SheetSnapshot): number {
  return Math.max(used ? used.column + used.columns : 0, ...merges.map((area) => area.column + area.columns));
}

/** What a person would type for a weight under this header. */
export function weightValue(table: Table, weight: string | null): EditValue {
  if (weight === null) return null;
  const column = table.columns.get("weight");
  const inPercent = column !== undefined && headerText(valueAt(table.sheet, table.headerRow, column)).includes("%");
  return inPercent ? Number(shiftDecimal(weight, 2)) : `${shiftDecimal(weight, 2)}%`;
}

/** The cells of an indicator's line under this header; `null`: blank. */
export function indicatorCells(table: Table, template: string, indicator: TemplateIndicator, texts: EditionTexts): readonly (readonly [TemplateField, EditValue])[] {
  const nameField = (["name", "level3", "level2"] as const).find((field) => table.columns.has(field)) ?? "name";
  const levels = (["level1", "level2", "level3"] as const).filter((field) => field !== nameField && table.columns.has(field));
  const { path } = indicator;
  return [
    ["template", template],
    ["key", indicator.key],
    // More levels than columns stand together in the last one.
    ...levels.map((field, index): readonly [TemplateField, EditValue] => [field, (index === levels.length - 1 ? path.slice(index).join(" / ") : path[index]) || null]),
    [nameField, indicator.name],
    ["zone", texts[`zone.${indicator.zone}`]],
    ["fullMark", indicator.fullMark === null ? null : Number(indicator.fullMark)],
    ["weight", weightValue(table, indicator.weight)],
    ["criterion", indicator.criterion],
    ["interpretation", indicator.interpretation],
    ...RESPONSIBILITIES.map((role): readonly [TemplateField, EditValue] => [role, indicator.responsible[role] || null]),
    ["source", indicator.dataSource],
  ];
}

/** A name that no sheet of the workbook has. */
export function unusedName(wanted: string, workbook: WorkbookSnapshot): string {
  const taken = new Set(workbook.sheets.map(({ name }) => name.toLowerCase()));
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}-${String(n)}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
