import { foldText } from "../grid/fold-text";
import type { SheetGrid } from "./sheet-grid";
import type { MetaField } from "./table";

/**
 * Labels and values of the fill-in strips: "部门：  姓名：张三" in one cell, a label with its value to the right, or, where
 * the row below is blank, below. Rule RC-34.
 */
export function metaFields(grid: SheetGrid, rows: readonly number[]): readonly MetaField[] {
  const fields: MetaField[] = [];
  for (const row of rows.slice(0, 50)) {
    const cells = (grid.content.get(row) ?? []).slice(0, 200);
    let skip = -1;
    cells.forEach((column, i) => {
      if (column <= skip) return;
      const info = grid.infoAt(row, column);
      const rect = cellRect(grid, row, column);
      const pairs = pairsIn(grid.rawTextAt(row, column));
      if (pairs.length > 0) {
        const [only] = pairs;
        if (pairs.length > 1 || (only && only.value !== "")) {
          for (const pair of pairs) fields.push({ label: pair.label, value: pair.value, labelCell: rect, valueCell: null });
          return;
        }
      }
      const label = info.text.replace(/[\s:：_]+$/, "");
      if (label === "" || (pairs.length === 0 && info.metaWord === 0)) return;
      const end = column + (grid.mergeAt(row, column)?.columns ?? 1);
      const next = cells[i + 1];
      if (end < grid.columns && (next === undefined || next > end)) {
        fields.push({ label, value: "", labelCell: rect, valueCell: cellRect(grid, row, end) });
      } else if (next === end && grid.infoAt(row, next).metaWord === 0 && grid.infoAt(row, next).colons === 0) {
        skip = next;
        fields.push({ label, value: grid.infoAt(row, next).text, labelCell: rect, valueCell: cellRect(grid, row, next) });
      } else {
        const below = row + 1;
        const free = below < grid.rows && !grid.content.has(below);
        fields.push({ label, value: "", labelCell: rect, valueCell: free ? cellRect(grid, below, column) : null });
      }
    });
  }
  return fields;
}

function cellRect(grid: SheetGrid, row: number, column: number): MetaField["labelCell"] {
  const merge = grid.mergeAt(row, column);
  const rect = merge ?? { row, column, rows: 1, columns: 1 };
  return { row: rect.row + grid.top, column: rect.column + grid.left, rows: rect.rows, columns: rect.columns };
}

/** "部门：财务科  姓名：" → two pairs: a label begins after white space or a comma. */
function pairsIn(raw: string): readonly { readonly label: string; readonly value: string }[] {
  const parts = raw.split(/[:：]/);
  if (parts.length < 2 || parts.length > 12) return [];
  const pairs: { label: string; value: string }[] = [];
  let label = foldText(parts[0] ?? "");
  for (let i = 1; i < parts.length; i++) {
    const part = (parts[i] ?? "").replace(/[_＿]+/g, " ").trim();
    if (i === parts.length - 1) {
      pairs.push({ label, value: foldText(part) });
      break;
    }
    const cut = Math.max(part.lastIndexOf(" "), part.lastIndexOf("\u3000"), part.lastIndexOf("\n"), part.lastIndexOf("\t"), part.lastIndexOf("，"), part.lastIndexOf("；"));
    pairs.push({ label, value: cut < 0 ? "" : foldText(part.slice(0, cut)) });
    label = foldText(cut < 0 ? part : part.slice(cut + 1));
  }
  return pairs.filter((pair) => pair.label !== "" && pair.label.length <= 30);
}
