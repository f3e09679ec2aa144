import { contains } from "../../../core/grid/address";
import { requiredText } from "../package/package-parts";
import { outlineOf, outlineText, elementXml, withElement } from "../xml/part-outline";
import { childrenOf, fragmentXml, parseFragment, withAttributes } from "../xml/xml-fragment";
import { encodeCellText } from "../xml/xml-text";
import { parsedSheetOf, sheetsOf } from "../workbook-state";
import { type EditContext, type EditedSheet, invalidEdit } from "./edit-context";
import { withText } from "./package-edits";
import type { CellContent } from "./draft-cell";

/** Whether a formula of the workbook names a column of the table. */
function isColumnUsed(context: EditContext, column: string): boolean {
  const escaped = column.replace(/['#[\]@]/g, "'$&");
  return sheetsOf(context.before).some((sheet) => {
    for (const { formula } of parsedSheetOf(context.before, sheet)?.cells.formulas.values() ?? []) {
      if (formula.includes("[") && formula.includes(escaped)) return true;
    }
    return false;
  });
}

/**
 * The text of a table's header cell is the name of its column: whoever writes the one writes the other. What
 * cannot be a column name, or is used by a formula, is refused. Rule FH-32.
 */
export function renameHeader(context: EditContext, sheet: EditedSheet, row: number, column: number, content: CellContent): void {
  if (sheet.isOwn) return;
  const entry = sheet.tables.find(({ table }) => table.hasHeaderRow && row === table.area.row && contains(table.area, row, column));
  if (!entry) return;
  const where = { sheet: sheet.name, cell: entry.table.name };
  const index = column - entry.table.area.column;
  const text = requiredText(context.parts, entry.partName);
  const outline = outlineOf(text, entry.partName);
  const columns = parseFragment(elementXml(outline, "tableColumns") ?? "<tableColumns/>");
  const children = childrenOf(columns.inner).map((child) => parseFragment(child.xml));
  const target = children[index];
  const before = entry.table.columns[index];
  if (content.kind !== "value" || typeof content.value !== "string" || !target || before === undefined) throw invalidEdit("table-header", where);
  const name = content.value;
  if (name === before) return;
  const isTaken = entry.table.columns.some((other, place) => place !== index && other.toLowerCase() === name.toLowerCase());
  if (isTaken || isColumnUsed(context, before)) throw invalidEdit("table-header", where);
  const inner = children.map((child, place) => fragmentXml(place === index ? withAttributes(child, { name: encodeCellText(name).replaceAll("\n", "_x000a_") }) : child));
  const changed = withElement(outline, ["autoFilter", "sortState", "tableColumns", "tableStyleInfo", "extLst"], "tableColumns", fragmentXml({ ...columns, inner: inner.join("") }));
  context.parts = withText(context.parts, entry.partName, outlineText(changed));
}
