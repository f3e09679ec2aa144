import { treeOf } from "../../core/cascade/cascade-sheets";
import { readDecomposition } from "../../core/cascade/decomposition";
import type { SheetSnapshot, WorkbookSnapshot } from "../../core/grid/snapshot";
import { decimalText, type Exact } from "../../core/score/decimal";
import { fieldText } from "../../core/template/header-table";
import type { DecompositionView } from "./session";

/** Decompositions by the sheet as it was read: a sheet that nobody edited is not read again with every check. */
const known = new WeakMap<SheetSnapshot, DecompositionView | null>();

/** The decompositions of a workbook, in the order of its sheets. (SE-23) */
export function decompositionViews({ sheets }: WorkbookSnapshot): readonly DecompositionView[] {
  return sheets.flatMap((sheet) => {
    const before = known.get(sheet);
    const view = before === undefined ? decompositionView(sheet) : before;
    known.set(sheet, view);
    return view ?? [];
  });
}

function decompositionView(sheet: SheetSnapshot): DecompositionView | null {
  const found = readDecomposition(sheet);
  if (!found) return null;
  const { table, items } = found;
  return {
    sheetId: sheet.sheetId,
    sheetName: sheet.name,
    column: table.columns.get("name") ?? 0,
    nodes: treeOf(items).map(({ item, depth }) => ({
      row: item.row,
      depth,
      code: fieldText(table, item.row, "key"),
      name: item.name,
      owner: item.owner,
      share: percent(item.share),
      weight: percent(item.weight),
      undertake: item.texts.undertake,
      execute: item.texts.execute,
      assess: item.texts.assess,
      passed: item.passed,
      reason: item.texts.reason,
    })),
  };
}

function percent(share: Exact | null): string {
  return share ? `${decimalText(share.mul(100))}%` : "";
}
