import type { Rect } from "../../src/core/grid/address";
import type { CellValue } from "../../src/core/grid/cell";
import { NO_CONTENT, type CellStyle, type SheetSnapshot, type WorkbookSnapshot } from "../../src/core/grid/snapshot";
import type { Edit } from "../../src/core/plan/edit";
import { PLAIN_STYLE } from "./grid";

type Cell = { value: CellValue; formula: string | null; style: number };
type Sheet = { snapshot: SheetSnapshot; cells: Map<number, Map<number, Cell>> };

function open(snapshot: SheetSnapshot): Sheet {
  const cells = new Map<number, Map<number, Cell>>();
  const { used } = snapshot;
  if (used) {
    for (let r = 0; r < used.rows; r++) {
      const row = new Map<number, Cell>();
      for (let c = 0; c < used.columns; c++) {
        row.set(used.column + c, { value: snapshot.values[r]?.[c] ?? null, formula: snapshot.formulas[r]?.[c] ?? null, style: snapshot.styles[r]?.[c] ?? 0 });
      }
      cells.set(used.row + r, row);
    }
  }
  return { snapshot, cells };
}

function close({ snapshot, cells }: Sheet): SheetSnapshot {
  const filled = [...cells].flatMap(([row, columns]) => [...columns].filter(([, cell]) => cell.value !== null || cell.formula !== null).map(([column]) => [row, column] as const));
  if (filled.length === 0) return { ...snapshot, used: null, values: [], formulas: [], styles: [] };
  const rows = filled.map(([row]) => row);
  const columns = filled.map(([, column]) => column);
  const used: Rect = { row: Math.min(...rows), column: Math.min(...columns), rows: Math.max(...rows) - Math.min(...rows) + 1, columns: Math.max(...columns) - Math.min(...columns) + 1 };
  const grid = <T>(pick: (cell: Cell | undefined) => T): T[][] =>
    Array.from({ length: used.rows }, (_, r) => Array.from({ length: used.columns }, (_c, c) => pick(cells.get(used.row + r)?.get(used.column + c))));
  return { ...snapshot, used, values: grid((cell) => cell?.value ?? null), formulas: grid((cell) => cell?.formula ?? null), styles: grid((cell) => cell?.style ?? 0) };
}

const isLocked = (styles: readonly CellStyle[], cell: Cell | undefined): boolean => styles[cell?.style ?? 0]?.locked !== false;

/**
 * The workbook after a plan, as a host would leave it, as far as snapshots show it. Refuses what Excel refuses: locked
 * cells of protected sheets, cells of a merged area other than its anchor, arrays of the wrong size, unknown sheets.
 */
export function applyToSnapshot(workbook: WorkbookSnapshot, edits: readonly Edit[]): WorkbookSnapshot {
  const styles: CellStyle[] = [...(workbook.styleTable.length > 0 ? workbook.styleTable : [PLAIN_STYLE])];
  const sheets = workbook.sheets.map(open);
  let names = [...workbook.names];
  let record = workbook.record;
  const sheetOf = (sheetId: string): Sheet => {
    const sheet = sheets.find((candidate) => candidate.snapshot.sheetId === sheetId);
    if (!sheet) throw new Error(`no sheet ${sheetId}`);
    return sheet;
  };
  const cellAt = (sheet: Sheet, row: number, column: number): Cell => {
    const cells = sheet.cells.get(row) ?? new Map<number, Cell>();
    sheet.cells.set(row, cells);
    const cell = cells.get(column) ?? { value: null, formula: null, style: 0 };
    cells.set(column, cell);
    return cell;
  };
  const write = (sheet: Sheet, area: Rect, at: (r: number, c: number) => Partial<Cell> | null): void => {
    for (let r = 0; r < area.rows; r++) {
      for (let c = 0; c < area.columns; c++) {
        const change = at(r, c);
        if (!change) continue;
        const [row, column] = [area.row + r, area.column + c];
        const inside = sheet.snapshot.merges.find((merge) => row >= merge.row && row < merge.row + merge.rows && column >= merge.column && column < merge.column + merge.columns);
        if (inside && (inside.row !== row || inside.column !== column)) throw new Error(`not the anchor of a merged area: ${String(row)},${String(column)}`);
        if (sheet.snapshot.protection && isLocked(styles, sheet.cells.get(row)?.get(column))) throw new Error(`locked: ${String(row)},${String(column)}`);
        Object.assign(cellAt(sheet, row, column), change);
      }
    }
  };
  const unprotected = (sheet: Sheet): Sheet => {
    if (sheet.snapshot.protection) throw new Error(`protected: ${sheet.snapshot.name}`);
    return sheet;
  };
  for (const edit of edits) {
    switch (edit.kind) {
      case "setValues": {
        if (edit.values.length !== edit.area.rows || edit.values.some((row) => row.length !== edit.area.columns)) throw new Error("size");
        write(sheetOf(edit.area.sheetId), edit.area, (r, c) => {
          const value = edit.values[r]?.[c] ?? null;
          return value === null ? null : { value: value === "" ? null : value, formula: null };
        });
        break;
      }
      case "setFormulas": {
        if (edit.formulas.length !== edit.area.rows || edit.formulas.some((row) => row.length !== edit.area.columns)) throw new Error("size");
        write(sheetOf(edit.area.sheetId), edit.area, (r, c) => {
          const formula = edit.formulas[r]?.[c] ?? null;
          return formula === null ? null : { formula, value: edit.expected?.[r]?.[c] ?? null };
        });
        break;
      }
      case "setStyle": {
        const sheet = unprotected(sheetOf(edit.area.sheetId));
        for (let r = 0; r < edit.area.rows; r++) {
          for (let c = 0; c < edit.area.columns; c++) {
            const cell = cellAt(sheet, edit.area.row + r, edit.area.column + c);
            styles.push({ ...(styles[cell.style] ?? PLAIN_STYLE), ...edit.style });
            cell.style = styles.length - 1;
          }
        }
        break;
      }
      case "setValidation": {
        const sheet = unprotected(sheetOf(edit.area.sheetId));
        const { rule, area } = edit;
        const others = sheet.snapshot.validations.filter((validation) => !validation.areas.some((other) => other.row === area.row && other.column === area.column && other.rows === area.rows));
        const limits = rule?.type === "decimal" || rule?.type === "whole" ? rule : null;
        sheet.snapshot = {
          ...sheet.snapshot,
          validations: rule
            ? [...others, rule.type === "listOf" ? { areas: [area], type: "list" as const, formula1: `"${rule.items.join(",")}"`, formula2: null } : { areas: [area], type: limits?.type ?? ("custom" as const), formula1: limits ? String(limits.min) : null, formula2: limits ? String(limits.max) : null }]
            : others,
        };
        break;
      }
      case "setProtection": {
        const sheet = sheetOf(edit.sheetId);
        sheet.snapshot = { ...sheet.snapshot, protection: edit.options ? { hasPassword: false, options: edit.options } : null };
        break;
      }
      case "addSheet":
        sheets.push(
          open({
            sheetId: edit.sheetId,
            name: edit.name,
            kind: "worksheet",
            visibility: edit.visibility,
            ...NO_CONTENT,
          }),
        );
        break;
      case "deleteSheet":
        sheets.splice(sheets.indexOf(sheetOf(edit.sheetId)), 1);
        break;
      case "clearSheet": {
        const sheet = unprotected(sheetOf(edit.sheetId));
        sheet.cells.clear();
        sheet.snapshot = { ...sheet.snapshot, merges: [], validations: [], conditionalFormats: [] };
        break;
      }
      case "defineName":
        names = names.filter((name) => name.name.toLowerCase() !== edit.name.toLowerCase());
        if (edit.refersTo !== null) names.push({ name: edit.name, refersTo: edit.refersTo, sheetId: null, hidden: edit.hidden });
        break;
      case "setColumns": {
        const sheet = unprotected(sheetOf(edit.sheetId));
        const columns = Array.from({ length: edit.columns }, (_, i) => edit.column + i);
        const others = sheet.snapshot.hiddenColumns.filter((column) => !columns.includes(column));
        if (edit.hidden !== undefined) sheet.snapshot = { ...sheet.snapshot, hiddenColumns: edit.hidden ? [...others, ...columns] : others };
        break;
      }
      case "mergeCells": {
        const sheet = unprotected(sheetOf(edit.area.sheetId));
        const { row, column, rows, columns } = edit.area;
        sheet.snapshot = { ...sheet.snapshot, merges: [...sheet.snapshot.merges, { row, column, rows, columns }] };
        break;
      }
      case "setRecord":
        record = edit.record;
        break;
      case "setConditionalFormat":
        unprotected(sheetOf(edit.area.sheetId));
        break;
      case "setRowHeight":
      case "freezePanes":
      case "setPageLayout":
        sheetOf(edit.sheetId);
        break;
    }
  }
  return { ...workbook, sheets: sheets.map(close), styleTable: styles, names, record };
}
