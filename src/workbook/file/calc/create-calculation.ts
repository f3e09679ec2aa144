import { toA1 } from "../../../core/grid/address";
import type { CellValue } from "../../../core/grid/cell";
import { CodedError } from "../../../core/coded-error";
import type { CalculatedCell, Calculation, CalculationResult, CalculationSource, CellChange, FormulaCell, UncalculatedCell } from "./calculation";
import { createCellStore, readCell, writeCell } from "./cell-store";
import { compileFormula, compileReferenceText, nameKey, type CompiledFormula, type EntryMode, type NameSpace } from "./compile";
import type { EvaluationContext } from "./context";
import { createDependentsIndex, type DependentsIndex } from "./dependents";
import { createDirtyCells, type DirtyCells } from "./dirty-cells";
import { cellKey, nodeArea, type FormulaNode } from "./formula-grid";
import { formulaKey } from "./formula-key";
import { FUNCTIONS } from "./functions/function-table";
import { PendingCells, Uncalculable } from "./interruption";
import { createRangeCaches } from "./range-caches";
import { dereference, intersect } from "./range-reader";
import { runSchedule } from "./schedule";
import { ERROR_NA, ERROR_REF, isArray, isLambda, isReference, type ArrayValue, type RangeArea, type Scalar, type Value } from "./value";

/**
 * Makes a calculation over a workbook's values and formulas. Nothing is calculated before `calculateAll` or
 * `update` is called; the source is read lazily and never written. Rules: docs/spec/calculation.md.
 */
export function createCalculation(source: CalculationSource): Calculation {
  const store = createCellStore(source);
  const caches = createRangeCaches(store);
  const space: NameSpace = {
    sheetIndexByName: store.sheetIndexByName,
    sheetIdOf: (sheet) => store.sheets[sheet]?.sheetId ?? "",
    names: new Map(source.names.map((name) => [nameKey(name.sheetId, name.name), name])),
    tables: new Map(source.sheets.flatMap((sheet, index) => sheet.tables.map((table) => [table.name.toLowerCase(), { sheet: index, table }] as const))),
    functions: FUNCTIONS,
  };

  const templates = new Map<string, CompiledFormula>();
  /** Formula of each cell; the cells of an array formula all lead to it. */
  const nodesByCell = new Map<number, FormulaNode>();
  const formulas = new Set<FormulaNode>();
  let ordered: readonly FormulaNode[] = [];
  let orderedIsStale = true;
  let dependents: DependentsIndex | null = null;
  let pass = 0;
  let dirty: DirtyCells = createDirtyCells([]);
  /** Rows of uncalculated cells by sheet and column, ascending. */
  const uncalculatedRows = new Map<number, number[]>();

  function templateFor(formula: string, sheet: number, row: number, column: number, entry: EntryMode): CompiledFormula {
    const { key, references } = formulaKey(formula, row, column);
    const sharedKey = `${String(sheet)}${entry}${key}`;
    const shared = templates.get(sharedKey);
    if (shared) {
      if ("failure" in shared || shared.references === references) return shared;
      // The scan and the parser saw different references: the key proves nothing, so this cell is on its own.
      return compileFormula(formula, space, { sheet, row, column }, entry);
    }
    const compiled = compileFormula(formula, space, { sheet, row, column }, entry);
    templates.set(sharedKey, compiled);
    return compiled;
  }

  function addFormula(sheet: number, cell: FormulaCell, entry: EntryMode): void {
    const node: FormulaNode = {
      sheet,
      row: cell.row,
      column: cell.column,
      formula: cell.formula,
      template: templateFor(cell.formula, sheet, cell.row, cell.column, entry),
      rows: cell.array?.rows ?? 1,
      columns: cell.array?.columns ?? 1,
      isArray: cell.array !== null,
      order: 0,
      state: "clean",
      inCycle: false,
      uncalculated: null,
    };
    for (let row = node.row; row < node.row + node.rows; row++) {
      for (let column = node.column; column < node.column + node.columns; column++) nodesByCell.set(cellKey(sheet, row, column), node);
    }
    const stored = store.sheets[sheet];
    if (stored) {
      stored.bottom = Math.max(stored.bottom, node.row + node.rows - 1);
      stored.right = Math.max(stored.right, node.column + node.columns - 1);
    }
    formulas.add(node);
    orderedIsStale = true;
    dependents = null;
  }

  function removeFormula(node: FormulaNode): void {
    for (let row = node.row; row < node.row + node.rows; row++) {
      for (let column = node.column; column < node.column + node.columns; column++) nodesByCell.delete(cellKey(node.sheet, row, column));
    }
    setUncalculated(node, null);
    formulas.delete(node);
    orderedIsStale = true;
    dependents = null;
  }

  source.sheets.forEach((sheet, index) => {
    for (const cell of sheet.formulas) {
      const entry = cell.array ? "array" : sheet.valueAt(cell.row, cell.column) === null ? "typed" : "legacy";
      addFormula(index, cell, entry);
    }
  });

  function formulasInOrder(): readonly FormulaNode[] {
    if (orderedIsStale) {
      ordered = [...formulas].sort((a, b) => a.sheet - b.sheet || a.column - b.column || a.row - b.row);
      ordered.forEach((node, i) => {
        node.order = i;
      });
      orderedIsStale = false;
    }
    return ordered;
  }

  function columnKey(sheet: number, column: number): number {
    return sheet * 16_384 + column;
  }

  function setUncalculated(node: FormulaNode, why: FormulaNode["uncalculated"]): void {
    if ((node.uncalculated === null) !== (why === null)) {
      for (let column = node.column; column < node.column + node.columns; column++) {
        const key = columnKey(node.sheet, column);
        let rows = uncalculatedRows.get(key);
        if (!rows) uncalculatedRows.set(key, (rows = []));
        for (let row = node.row; row < node.row + node.rows; row++) {
          const at = lowerBound(rows, row);
          if (why) rows.splice(at, 0, row);
          else if (rows[at] === row) rows.splice(at, 1);
        }
        if (rows.length === 0) uncalculatedRows.delete(key);
      }
    }
    node.uncalculated = why;
  }

  function blockedBy(area: RangeArea): string | null {
    if (uncalculatedRows.size === 0) return null;
    const check = (column: number): string | null => {
      const rows = uncalculatedRows.get(columnKey(area.sheet, column));
      if (!rows) return null;
      const row = rows[lowerBound(rows, area.top)];
      return row !== undefined && row <= area.bottom ? `${store.sheets[area.sheet]?.name ?? ""}!${toA1({ row, column, rows: 1, columns: 1 })}` : null;
    };
    if (area.right - area.left < uncalculatedRows.size) {
      for (let column = area.left; column <= area.right; column++) {
        const found = check(column);
        if (found !== null) return found;
      }
      return null;
    }
    for (const key of uncalculatedRows.keys()) {
      const column = key - area.sheet * 16_384;
      if (column < area.left || column > area.right) continue;
      const found = check(column);
      if (found !== null) return found;
    }
    return null;
  }

  const context: EvaluationContext = {
    sheet: 0,
    row: 0,
    column: 0,
    locals: null,
    store,
    caches,
    date1904: source.date1904,
    now: source.now,
    ensureCalculated: (areas) => {
      for (const area of areas) {
        for (const column of dirty.columnsOf(area.sheet)) {
          if (column < area.left || column > area.right) continue;
          if (dirty.firstIn(area.sheet, column, area.top, area.bottom)) throw new PendingCells(areas);
        }
        const blocker = blockedBy(area);
        if (blocker !== null) throw new Uncalculable("depends", blocker);
      }
    },
    formulaAt: (sheet, row, column) => nodesByCell.get(cellKey(sheet, row, column))?.formula ?? null,
    resolveReferenceText: (text, at) => {
      const evaluate = compileReferenceText(text, space, { sheet: at.sheet, row: at.row, column: at.column });
      return evaluate ? evaluate(at) : ERROR_REF;
    },
  };

  function calculate(node: FormulaNode): void {
    const { template } = node;
    if ("failure" in template) throw new Uncalculable(template.failure.reason, template.failure.detail);
    context.sheet = node.sheet;
    context.row = node.row;
    context.column = node.column;
    context.locals = null;
    const value = template.evaluate(context);
    if (isReference(value) && value.dynamic) context.ensureCalculated(value.areas);
    const sheet = store.sheets[node.sheet];
    if (!sheet) return;
    if (!node.isArray) {
      writeCell(sheet, node.row, node.column, settle(cellResult(value, template.spills)), pass);
      return;
    }
    const result = isLambda(value) ? ERROR_NA : dereference(context, value);
    for (let row = 0; row < node.rows; row++) {
      for (let column = 0; column < node.columns; column++) {
        writeCell(sheet, node.row + row, node.column + column, settle(isArray(result) ? arrayFormulaItem(result, row, column) : result), pass);
      }
    }
  }

  /** One value for an ordinary cell: ranges are intersected, of an array the first item counts. */
  function cellResult(value: Value, spills: boolean): Scalar {
    if (isReference(value)) return intersect(context, value);
    if (isLambda(value)) throw new Uncalculable("function", "LAMBDA");
    if (!isArray(value)) return value;
    if (spills && value.items.length > 1) throw new Uncalculable("spill", `${String(value.rows)}x${String(value.columns)}`);
    return value.items[0] ?? null;
  }

  function run(nodes: readonly FormulaNode[]): CalculationResult {
    pass += 1;
    caches.startPass(pass);
    for (const node of nodes) {
      node.state = "dirty";
      node.inCycle = false;
      // What blocked a cell before counts again only if it is found again.
      setUncalculated(node, null);
    }
    dirty = createDirtyCells(nodes);
    runSchedule(nodes, dirty, { calculate, blockedBy, setUncalculated });
    dirty = createDirtyCells([]);
    const cells: CalculatedCell[] = [];
    const uncalculated: UncalculatedCell[] = [];
    for (const node of nodes) {
      const sheet = store.sheets[node.sheet];
      if (!sheet) continue;
      for (let row = node.row; row < node.row + node.rows; row++) {
        for (let column = node.column; column < node.column + node.columns; column++) {
          if (node.uncalculated) uncalculated.push({ sheetId: sheet.sheetId, row, column, ...node.uncalculated });
          else cells.push({ sheetId: sheet.sheetId, row, column, value: readCell(sheet, row, column) });
        }
      }
    }
    return { cells, uncalculated };
  }

  /** All formulas that read a changed cell, directly or through others. */
  function affectedBy(areas: readonly RangeArea[], changed: readonly FormulaNode[]): FormulaNode[] {
    const nodes = formulasInOrder();
    dependents ??= createDependentsIndex(nodes);
    const index = dependents;
    const marked = new Uint8Array(nodes.length);
    const nextUnmarked = new Int32Array(nodes.length + 1);
    for (let i = 0; i <= nodes.length; i++) nextUnmarked[i] = i;
    const find = (start: number): number => {
      let i = start;
      while (nextUnmarked[i] !== i) {
        const up = nextUnmarked[i] ?? i;
        nextUnmarked[i] = nextUnmarked[up] ?? up;
        i = up;
      }
      return i;
    };
    const queue: RangeArea[] = [...areas];
    const mark = (order: number): void => {
      marked[order] = 1;
      nextUnmarked[order] = order + 1;
    };
    const markNodes = (first: number, last: number): void => {
      let open: { sheet: number; top: number; left: number; bottom: number; right: number } | null = null;
      for (let i = find(first); i <= last; i = find(i + 1)) {
        mark(i);
        const node = nodes[i];
        if (!node) break;
        if (open && !node.isArray && open.left === node.column && open.right === node.column && open.sheet === node.sheet && open.bottom + 1 === node.row) {
          open.bottom = node.row;
          continue;
        }
        open = { sheet: node.sheet, top: node.row, left: node.column, bottom: node.row + node.rows - 1, right: node.column + node.columns - 1 };
        queue.push(open);
      }
    };
    for (const node of changed) markNodes(node.order, node.order);
    for (const node of nodes) if (!("failure" in node.template) && node.template.dynamic) markNodes(node.order, node.order);
    for (let i = 0; i < queue.length; i++) {
      const area = queue[i];
      if (!area) break;
      for (let column = area.left; column <= area.right; column++) index.forEachDependent(area.sheet, column, area.top, area.bottom, markNodes);
    }
    return nodes.filter((_, i) => marked[i] === 1);
  }

  return {
    calculateAll: () => run(formulasInOrder()),
    update: (changes) => {
      pass += 1;
      const areas: RangeArea[] = [];
      const positions: { readonly sheet: number; readonly row: number; readonly column: number }[] = [];
      for (const change of changes) {
        const index = store.sheetIndexById.get(change.sheetId);
        const sheet = index === undefined ? undefined : store.sheets[index];
        if (index === undefined || !sheet) throw new CodedError("sheet.not-found", { sheet: change.sheetId });
        applyChange(index, change);
        areas.push({ sheet: index, top: change.row, left: change.column, bottom: change.row, right: change.column });
        positions.push({ sheet: index, row: change.row, column: change.column });
      }
      formulasInOrder();
      const changed = positions.flatMap(({ sheet, row, column }) => nodesByCell.get(cellKey(sheet, row, column)) ?? []);
      return run(affectedBy(areas, changed));
    },
    valueAt: (sheetId, row, column) => {
      const sheet = store.sheets[store.sheetIndexById.get(sheetId) ?? -1];
      return sheet ? readCell(sheet, row, column) : null;
    },
  };

  function applyChange(index: number, change: CellChange): void {
    const sheet = store.sheets[index];
    const { row, column, content } = change;
    const before = nodesByCell.get(cellKey(index, row, column));
    // The same formula again asks for its value, not for another formula.
    if (before && "formula" in content && before.row === row && before.column === column && before.formula === content.formula) return;
    if (before) {
      const area = nodeArea(before);
      if (area.rows * area.columns > 1) throw new CodedError("edit.invalid", { sheet: sheet?.name ?? "", cell: toA1({ row, column, rows: 1, columns: 1 }), reason: "array" });
      removeFormula(before);
    }
    if ("formula" in content) addFormula(index, { row, column, formula: content.formula, array: null }, "typed");
    else if (sheet) writeCell(sheet, row, column, content.value, pass);
  }
}

/** An array formula's cell beyond its result is #N/A, but a single row or column is repeated. */
function arrayFormulaItem(result: ArrayValue, row: number, column: number): Scalar {
  const r = result.rows === 1 ? 0 : row;
  const c = result.columns === 1 ? 0 : column;
  if (r >= result.rows || c >= result.columns) return ERROR_NA;
  return result.items[r * result.columns + c] ?? null;
}

/** What stands in a formula's cell: blank becomes 0, and there is no negative zero. */
function settle(value: Scalar): CellValue {
  return value === null || value === 0 ? 0 : value;
}

function lowerBound(rows: readonly number[], row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
