import { toA1 } from "../../../src/core/grid/address";
import { formatOf, PLAIN_FORMAT } from "../../simulated-excel/model/cell-format";
import { formatNumberAt, type SheetModel, type ValidationModel } from "../../simulated-excel/model/sheet-model";
import type { WorkbookModel } from "../../simulated-excel/model/workbook-model";
import { formulaAt } from "../../simulated-excel/objects/rule-formula";
import { isJsonObject, type Json } from "../../simulated-excel/protocol/json";

type Described = Readonly<Record<string, unknown>>;

function at(value: Json, from: ValidationModel["base"], to: ValidationModel["base"]): Json {
  if (typeof value === "string") return formulaAt(value, from, to);
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, at(item, from, to)])) : value;
}

/** Address → what its validation says there: the same rule cut into other areas is the same. */
function validationsOf(sheet: SheetModel): Described {
  const cells: Record<string, unknown> = {};
  for (const { areas, base, rule, ...rest } of sheet.validations) {
    if (rest.type === "None") continue;
    for (const area of areas) {
      for (let row = area.row; row < area.row + area.rows; row++) {
        for (let column = area.column; column < area.column + area.columns; column++) cells[toA1({ row, column, rows: 1, columns: 1 })] = { ...rest, rule: at(rule, base, { row, column }) };
      }
    }
  }
  return cells;
}

function cellsOf(workbook: WorkbookModel, sheet: SheetModel): Described {
  const cells: Record<string, unknown> = {};
  for (const [row, line] of sheet.rows) {
    for (const [column, { value, formula }] of line) {
      const format = formatOf(workbook.formats, formatNumberAt(sheet, row, column));
      const isPlain = JSON.stringify(format) === JSON.stringify(PLAIN_FORMAT);
      // Calculated results follow from the rest.
      if (value !== null || formula !== null || !isPlain) cells[toA1({ row, column, rows: 1, columns: 1 })] = { content: formula ?? value, format: isPlain ? null : format };
    }
  }
  return cells;
}

function sheetOf(workbook: WorkbookModel, sheet: SheetModel): Described {
  const { name, visibility, protection, merges, tables, conditionalFormats, frozen, page, autoFilter, rowHeights, columnWidths } = sheet;
  const sorted = <T>(entries: Iterable<readonly [number, T]>): readonly (readonly [number, T])[] => [...entries].sort(([a], [b]) => a - b);
  return {
    name,
    visibility,
    protection,
    cells: cellsOf(workbook, sheet),
    merges: merges.map(toA1).sort(),
    tables: tables.map((table) => [table.name, toA1(table.area)]),
    validations: validationsOf(sheet),
    conditionalFormats: conditionalFormats.map(({ areas, formula, fill, fontColor, base }) => ({ areas: areas.map(toA1), formula: formulaAt(formula, base, areas[0] ?? base), fill, fontColor })),
    frozen,
    page: { ...page, titleRows: page.titleRows && { row: page.titleRows.row, rows: page.titleRows.rows } },
    autoFilter,
    hiddenRows: [...sheet.hiddenRows].sort((a, b) => a - b),
    hiddenColumns: [...sheet.hiddenColumns].sort((a, b) => a - b),
    rowHeights: sorted(rowHeights).filter(([, height]) => height !== 15),
    columnWidths: sorted(columnWidths).filter(([, width]) => width !== 48),
  };
}

/**
 * Everything that the simulated Excel knows of a workbook, as plain data in which the same workbook is described the same,
 * whatever way led to it. `marked`: the journal of an interrupted apply is in it.
 */
export function describeWorkbook(workbook: WorkbookModel): { readonly sheets: readonly Described[]; readonly names: readonly unknown[]; readonly parts: readonly string[]; readonly marked: boolean } {
  const parts = workbook.customXmlParts.map(({ xml }) => xml);
  const isJournal = (xml: string): boolean => xml.includes("urn:twinscore:journal:1");
  return {
    sheets: workbook.sheets.map((sheet) => sheetOf(workbook, sheet)),
    names: workbook.names.map(({ name, sheetId, formula, visible }) => [name, sheetId, formula, visible]).sort(([a], [b]) => String(a).localeCompare(String(b))),
    parts: parts.filter((xml) => !isJournal(xml)),
    marked: parts.some(isJournal),
  };
}
