import { cellA1, MAX_COLUMNS } from "../../../core/grid/address";
import type { CellValue } from "../../../core/grid/cell";
import { CodedError } from "../../../core/coded-error";
import type { CalculatedCell, Calculation, CalculationResult, CalculationSource, CellChange, FormulaCell, UncalculatedCell } from "./calculation";
import { columnOf, createCellStore, readCell, writeCell } from "./cell-store";
import { compileFormula, compileReferenceText, nameKey, type CompiledFormula, type EntryMode, type NameSpace } from "./compile";
import type { EvaluationContext } from "./context";
import { createDependentsIndex, type DependentsIndex } from "./dependents";
import { createDirtyCells, type DirtyCells } from "./dirty-cells";
import type { FormulaNode } from "./formula-node";
import { createFormulaIndex } from "./formula-index";
import { fitsPattern, formulaKey, type ColumnPattern } from "./formula-key";
import { FUNCTIONS } from "./functions/function-table";
import { PendingCells, Uncalculable } from "./interruption";
import { createRangeCaches } from "./range-caches";
import { dereferenceShort, intersect } from "./range-reader";
import { runSchedule } from "./schedule";
import { broadcastItem, ERROR_NA, ERROR_REF, isArray, isLambda, isReference, type RangeArea, type Scalar, type Value } from "./value";

/** Largest range of an array formula that is calculated. */
const MAX_ARRAY_FORMULA_CELLS = 1_000_000;

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
    sheetNames: new Set(source.names.flatMap(({ sheetId, name }) => (sheetId === null ? [] : [name.toLowerCase()]))),
    names: new Map(source.names.map((name) => [nameKey(name.sheetId, name.name), name])),
    tables: new Map(source.sheets.flatMap((sheet, index) => sheet.tables.map((table) => [table.name.toLowerCase(), { sheet: index, table }] as const))),
    functions: FUNCTIONS,
  };

  const templates = new Map<string, CompiledFormula>();
  /** The kind of formula met last in each column of each sheet: mostly that of the next one too. */
  const lastInColumn = new Map<number, { readonly entry: EntryMode; readonly pattern: ColumnPattern; readonly template: CompiledFormula }>();
  const formulas = createFormulaIndex();
  let dependents: DependentsIndex | null = null;
  let pass = 0;
  let dirty: DirtyCells = createDirtyCells([]);
  /** Rows of uncalculated cells by sheet and column, ascending. */
  const uncalculatedRows = new Map<number, number[]>();

  function templateFor(formula: string, sheet: number, row: number, column: number, entry: EntryMode): CompiledFormula {
    const place = sheet * MAX_COLUMNS + column;
    const before = lastInColumn.get(place);
    if (before && before.entry === entry && fitsPattern(before.pattern, formula, row)) return before.template;
    const { key, references, pattern } = formulaKey(formula, row, column);
    const sharedKey = `${entry}${key}`;
    const ownKey = `${String(sheet)}${sharedKey}`;
    let template = templates.get(sharedKey) ?? templates.get(ownKey);
    if (!template) {
      template = compileFormula(formula, space, { sheet, row, column }, entry);
      templates.set("failure" in template || !template.anySheet ? ownKey : sharedKey, template);
    }
    if ("failure" in template || template.references === references) lastInColumn.set(place, { entry, pattern, template });
    // The scan and the parser saw different references: the key proves nothing, so this cell is on its own.
    else template = compileFormula(formula, space, { sheet, row, column }, entry);
    return template;
  }

  function addFormula(sheet: number, cell: FormulaCell, entry: EntryMode): FormulaNode {
    const tooLarge = cell.array !== null && cell.array.rows * cell.array.columns > MAX_ARRAY_FORMULA_CELLS;
    const node: FormulaNode = {
      sheet,
      row: cell.row,
      column: cell.column,
      formula: cell.formula,
      template: tooLarge ? { failure: { reason: "function", detail: "array-size" }, precedents: [] } : templateFor(cell.formula, sheet, cell.row, cell.column, entry),
      rows: tooLarge ? 1 : (cell.array?.rows ?? 1),
      columns: tooLarge ? 1 : (cell.array?.columns ?? 1),
      isArray: cell.array !== null,
      order: 0,
      state: "clean",
      inCycle: false,
      uncalculated: null,
    };
    const stored = store.sheets[sheet];
    if (stored) {
      stored.bottom = Math.max(stored.bottom, node.row + node.rows - 1);
      stored.right = Math.max(stored.right, node.column + node.columns - 1);
    }
    formulas.add(node);
    dependents = null;
    return node;
  }

  function removeFormula(node: FormulaNode): void {
    setUncalculated(node, null);
    formulas.remove(node);
    dependents = null;
  }

  /** Formulas that came without a value. */
  const withoutValue: FormulaNode[] = [];
  source.sheets.forEach((sheet, index) => {
    for (const cell of sheet.formulas) {
      const hasValue = sheet.valueAt(cell.row, cell.column) !== null;
      const node = addFormula(index, cell, cell.array ? "array" : hasValue ? "legacy" : "typed");
      if (!hasValue) withoutValue.push(node);
    }
  });

  function columnKey(sheet: number, column: number): number {
    return sheet * MAX_COLUMNS + column;
  }

  function setUncalculated(node: FormulaNode, why: FormulaNode["uncalculated"]): void {
    if (node.uncalculated === why) return;
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
      return row !== undefined && row <= area.bottom ? `${store.sheets[area.sheet]?.name ?? ""}!${cellA1(row, column)}` : null;
    };
    if (area.right - area.left < uncalculatedRows.size) {
      for (let column = area.left; column <= area.right; column++) {
        const found = check(column);
        if (found !== null) return found;
      }
      return null;
    }
    for (const key of uncalculatedRows.keys()) {
      const column = key - area.sheet * MAX_COLUMNS;
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
    formulaAt: (sheet, row, column) => formulas.at(sheet, row, column)?.formula ?? null,
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
    const result = isLambda(value) ? ERROR_NA : dereferenceShort(context, value);
    // Beyond the result is #N/A, but a single row or column is repeated.
    for (let row = 0; row < node.rows; row++) {
      for (let column = 0; column < node.columns; column++) {
        writeCell(sheet, node.row + row, node.column + column, settle(isArray(result) ? broadcastItem(result, row, column) : result), pass);
      }
    }
  }

  /** One value for an ordinary cell: ranges are intersected, of an array the first item counts. */
  function cellResult(value: Value, spills: boolean): Scalar {
    if (isReference(value)) return intersect(context, value);
    if (isLambda(value)) throw new Uncalculable("function", "LAMBDA");
    if (!isArray(value)) return value;
    if (spills && value.rows * value.columns > 1) throw new Uncalculable("spill", `${String(value.rows)}x${String(value.columns)}`);
    return value.items[0] ?? null;
  }

  function calculateNodes(nodes: readonly FormulaNode[]): void {
    pass += 1;
    caches.startPass(pass);
    for (const node of nodes) {
      node.state = "dirty";
      node.inCycle = false;
      // What blocked a cell before counts again only if it is found again.
      if (node.uncalculated) setUncalculated(node, null);
    }
    dirty = createDirtyCells(nodes);
    runSchedule(nodes, dirty, { calculate, anyUncalculated: () => uncalculatedRows.size > 0, blockedBy, setUncalculated });
    dirty = createDirtyCells([]);
  }

  function run(nodes: readonly FormulaNode[]): CalculationResult {
    calculateNodes(nodes);
    const cells: CalculatedCell[] = [];
    const uncalculated: UncalculatedCell[] = [];
    for (const node of nodes) {
      const sheet = store.sheets[node.sheet];
      if (!sheet) continue;
      const { sheetId } = sheet;
      for (let column = node.column; column < node.column + node.columns; column++) {
        const { values } = columnOf(sheet, column);
        for (let row = node.row; row < node.row + node.rows; row++) {
          if (node.uncalculated) uncalculated.push({ sheetId, row, column, ...node.uncalculated });
          else cells.push({ sheetId, row, column, value: values[row] ?? null });
        }
      }
    }
    return { cells, uncalculated };
  }

  /** All formulas that read a changed cell, directly or through others. */
  function affectedBy(areas: readonly RangeArea[], again: readonly FormulaNode[]): readonly FormulaNode[] {
    const nodes = formulas.inOrder();
    const changed = again.filter((node) => nodes[node.order] === node);
    for (const area of areas) {
      const node = formulas.at(area.sheet, area.top, area.left);
      if (node) changed.push(node);
    }
    // Everything anew, as in a file without any values: no need to look for who reads what.
    const marked = new Uint8Array(nodes.length);
    let distinct = 0;
    for (const { order } of changed) {
      distinct += 1 - (marked[order] ?? 0);
      marked[order] = 1;
    }
    if (distinct === nodes.length) return nodes;
    marked.fill(0);
    dependents ??= createDependentsIndex(nodes);
    const index = dependents;
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

  /** A formula calculated as if it stood in a cell; `undefined` where that is not possible. */
  function evaluateAt(sheetId: string, row: number, column: number, formula: string, entry: EntryMode): Value | undefined {
    const sheet = store.sheetIndexById.get(sheetId);
    if (sheet === undefined) return undefined;
    const template = templateFor(formula, sheet, row, column, entry);
    if ("failure" in template) return undefined;
    context.sheet = sheet;
    context.row = row;
    context.column = column;
    context.locals = null;
    try {
      const value = template.evaluate(context);
      return isLambda(value) ? undefined : value;
    } catch (error) {
      if (error instanceof Uncalculable || error instanceof PendingCells) return undefined;
      throw error;
    }
  }

  return {
    evaluate: (sheetId, row, column, formula) => {
      const value = evaluateAt(sheetId, row, column, formula, "legacy");
      return value === undefined ? null : { value: cellResult(value, false) };
    },
    evaluateRange: (sheetId, row, column, formula, maxCells) => {
      const value = evaluateAt(sheetId, row, column, formula, "array");
      if (value === undefined) return null;
      if (!isReference(value)) return isArray(value) ? value.items.slice(0, maxCells) : isLambda(value) ? null : [value];
      const area = value.areas[0];
      const sheet = area && store.sheets[area.sheet];
      if (!sheet) return null;
      const items: CellValue[] = [];
      const bottom = Math.min(area.bottom, sheet.bottom);
      for (let r = area.top; r <= bottom; r++) {
        for (let c = area.left; c <= area.right && items.length < maxCells; c++) items.push(readCell(sheet, r, c));
      }
      return items;
    },
    calculateAll: () => run(formulas.inOrder()),
    calculateMissing: () => {
      const nodes = formulas.inOrder();
      // A file without any values, before any change: all of them, without looking for who reads what.
      calculateNodes(pass === 0 && withoutValue.length === nodes.length ? nodes : affectedBy([], withoutValue));
    },
    update: (changes) => {
      pass += 1;
      // Nothing is changed before all changes are known to be possible.
      const places = changes.map((change) => placeOf(change));
      const areas: RangeArea[] = [];
      const again: FormulaNode[] = [];
      changes.forEach((change, i) => {
        const sheet = places[i] ?? 0;
        const { row, column } = change;
        const before = formulas.at(sheet, row, column);
        if (before && asksForValue(change, before)) {
          again.push(before);
          return;
        }
        applyChange(sheet, change, before);
        areas.push({ sheet, top: row, left: column, bottom: row, right: column });
      });
      return run(affectedBy(areas, again));
    },
    valueAt: (sheetId, row, column) => {
      const sheet = store.sheets[store.sheetIndexById.get(sheetId) ?? -1];
      return sheet ? readCell(sheet, row, column) : null;
    },
  };

  /** The same formula again asks for its value, not for another formula. */
  function asksForValue({ row, column, content }: CellChange, before: FormulaNode): boolean {
    return "formula" in content && before.formula === content.formula && before.row === row && before.column === column;
  }

  /** Index of the change's sheet; refuses a change of a part of an array formula. */
  function placeOf(change: CellChange): number {
    const index = store.sheetIndexById.get(change.sheetId);
    if (index === undefined) throw new CodedError("sheet.not-found", { sheet: change.sheetId });
    const { row, column } = change;
    const before = formulas.at(index, row, column);
    if (before && (before.rows > 1 || before.columns > 1) && !asksForValue(change, before)) {
      throw new CodedError("edit.invalid", { sheet: store.sheets[index]?.name ?? "", cell: cellA1(row, column), reason: "array" });
    }
    return index;
  }

  function applyChange(index: number, { row, column, content }: CellChange, before: FormulaNode | undefined): void {
    if (before) removeFormula(before);
    const sheet = store.sheets[index];
    if ("formula" in content) addFormula(index, { row, column, formula: content.formula, array: null }, "typed");
    else if (sheet) writeCell(sheet, row, column, content.value, pass);
  }
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
