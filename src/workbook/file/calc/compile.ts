import { parseA1Ref, parseStructRef, type AstExpression, type CallExpression, type ReferenceIdentifier } from "@borgar/fx/xlsx";
import { MAX_COLUMNS, MAX_ROWS } from "../../../core/grid/address";
import { CELL_ERROR_CODES } from "../../../core/grid/cell";
import type { DefinedName, TableSnapshot } from "../../../core/grid/snapshot";
import type { UncalculatedCell } from "./calculation";
import { readCell } from "./cell-store";
import { toBoolean, toNumber } from "./coerce";
import type { EvaluationContext } from "./context";
import type { FunctionSpec, FunctionTable } from "./function-spec";
import { Uncalculable } from "./interruption";
import { ARITHMETIC, arithmeticOperator, COMPARISON, concatenate, FINAL_ARITHMETIC, liftBinary, liftUnary } from "./operators";
import { dereferenceShort, intersect, toShortArray } from "./range-reader";
import { isFixed, OWN_SHEET, placeRange, type Bound, type RelativeRange } from "./relative-range";
import { parseFormula } from "./syntax";
import {
  arrayOf,
  broadcastItem,
  combinedRows,
  expand,
  ERROR_NA,
  ERROR_NAME,
  ERROR_NULL,
  ERROR_REF,
  ERROR_VALUE,
  isArray,
  isError,
  isLambda,
  isReference,
  referenceTo,
  requireArraySize,
  storedRows,
  type ArrayValue,
  type LambdaValue,
  type RangeArea,
  type Scalar,
  type Value,
} from "./value";

/** An expression ready to be calculated for any cell. */
export type Evaluate = (context: EvaluationContext) => Value;
type EvaluateOperand = (context: EvaluationContext) => Scalar | ArrayValue;

/**
 * How ranges are read where one value is wanted (CE-20).
 * "legacy": an ordinary formula that Excel has calculated: they are intersected with the formula's row or
 * column, except inside arguments that are arrays by nature.
 * "typed": an ordinary formula that nobody has calculated yet: inside arguments that take ranges it is
 * calculated as an array, as Excel does when such a formula is typed in.
 * "array": an array formula.
 */
export type EntryMode = "legacy" | "typed" | "array";

/** What all formulas of one kind share. */
export type FormulaTemplate = {
  readonly evaluate: Evaluate;
  /** Ranges whose values the formula may read, known without calculating. */
  readonly precedents: readonly RelativeRange[];
  /** Also reads ranges that are found only while calculating. */
  readonly dynamic: boolean;
  /** Contains a function whose array result Excel would let spill. */
  readonly spills: boolean;
  /** Number of cell references in the text (two for a range); -1 where it may not be shared between cells. */
  readonly references: number;
  /** Says the same on every sheet: it has no word that means something else on some sheet. */
  readonly anySheet: boolean;
};

export type CompiledFormula =
  | FormulaTemplate
  | {
      readonly failure: { readonly reason: UncalculatedCell["reason"]; readonly detail: string };
      /** What the formula reads all the same, as far as its references can be told: when that changes, its value is out of date. */
      readonly precedents: readonly RelativeRange[];
    };

/** The workbook as far as formulas name its parts. */
export type NameSpace = {
  readonly sheetIndexByName: ReadonlyMap<string, number>;
  readonly sheetIdOf: (sheet: number) => string;
  readonly names: ReadonlyMap<string, DefinedName>;
  /** Names, in lower case, that some sheet has for itself. */
  readonly sheetNames: ReadonlySet<string>;
  readonly tables: ReadonlyMap<string, { readonly sheet: number; readonly table: TableSnapshot }>;
  readonly functions: FunctionTable;
};

type Scope = {
  readonly space: NameSpace;
  readonly sheet: number;
  /** Cell that relative references of the text are relative to. */
  readonly row: number;
  readonly column: number;
  readonly inName: boolean;
  readonly entry: EntryMode;
  /** Ranges are read as arrays where one value is wanted. */
  readonly arrays: boolean;
  /** Cells of references are not read. */
  readonly addressOnly: boolean;
  readonly locals: ReadonlySet<string>;
  readonly depth: number;
  readonly found: { precedents: RelativeRange[]; dynamic: boolean; spills: boolean; references: number; anySheet: boolean };
};

const MAX_NAME_DEPTH = 24;

/** Key of a defined name: of a sheet (by id) or of the workbook. */
export function nameKey(sheetId: string | null, name: string): string {
  return `${sheetId ?? ""}\u0000${name.toLowerCase()}`;
}

/** Compiles a formula that stands at a cell; what is relative in it stays relative. */
export function compileFormula(formula: string, space: NameSpace, at: { readonly sheet: number; readonly row: number; readonly column: number }, entry: EntryMode): CompiledFormula {
  const parsed = parseFormula(formula);
  if ("failure" in parsed) return { ...parsed, precedents: [] };
  const found: Scope["found"] = { precedents: [], dynamic: false, spills: false, references: 0, anySheet: true };
  const scope: Scope = {
    space,
    ...at,
    inName: false,
    entry,
    arrays: entry === "array",
    addressOnly: false,
    locals: new Set(),
    depth: 0,
    found,
  };
  try {
    const evaluate = compileRoot(parsed.ast, scope);
    return { evaluate, ...found };
  } catch (error) {
    if (error instanceof Uncalculable) return { failure: { reason: error.reason, detail: error.detail }, precedents: referencesIn(parsed.ast, scope) };
    throw error;
  }
}

/** The ranges that an expression refers to, whatever is done with them. Goes down without recursion: the expression may be of any depth. */
function referencesIn(root: AstExpression, scope: Scope): readonly RelativeRange[] {
  const found: Scope["found"] = { precedents: [], dynamic: false, spills: false, references: 0, anySheet: true };
  const open: object[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (isReferenceNode(node)) {
      try {
        compileReference(node, { ...scope, found });
      } catch (error) {
        // Another workbook's cells, a name that says nothing: nothing here changes them.
        if (!(error instanceof Uncalculable)) throw error;
      }
      continue;
    }
    for (const value of Object.values(node) as readonly unknown[]) if (typeof value === "object" && value !== null) open.push(value);
  }
  return found.precedents;
}

function isReferenceNode(node: object): node is ReferenceIdentifier {
  return "type" in node && node.type === "ReferenceIdentifier";
}

/** A reference given as text (INDIRECT): its areas, or an error value. */
export function compileReferenceText(text: string, space: NameSpace, at: { readonly sheet: number; readonly row: number; readonly column: number }): Evaluate | null {
  const parsed = parseFormula(text);
  if ("failure" in parsed || parsed.ast.type !== "ReferenceIdentifier") return null;
  const found: Scope["found"] = { precedents: [], dynamic: false, spills: false, references: 0, anySheet: true };
  const scope: Scope = { space, ...at, inName: false, entry: "array", arrays: true, addressOnly: true, locals: new Set(), depth: 0, found };
  try {
    return compile(parsed.ast, scope);
  } catch (error) {
    // A sheet that is not there; only another workbook's cells are beyond us.
    if (error instanceof Uncalculable && error.reason === "external" && !text.includes("[")) return null;
    throw error;
  }
}

function compileRoot(node: AstExpression, scope: Scope): Evaluate {
  if (node.type === "BinaryExpression" && (node.operator === "+" || node.operator === "-")) {
    const [left, right] = node.arguments;
    if (left && right) return arithmetic(FINAL_ARITHMETIC[node.operator], operand(left, scope), operand(right, scope));
  }
  return compile(node, scope);
}

function compile(node: AstExpression | null | undefined, scope: Scope): Evaluate {
  if (node === null || node === undefined) return () => null;
  switch (node.type) {
    case "Literal": {
      const value = node.value;
      return () => value;
    }
    case "ErrorLiteral": {
      const code = CELL_ERROR_CODES.find((known) => known === node.value);
      const value = code ? { error: code } : ERROR_NAME;
      return () => value;
    }
    case "ArrayExpression":
      return compileArray(node.elements, scope);
    case "ReferenceIdentifier":
      return compileReference(node, scope);
    case "UnaryExpression":
      return compileUnary(node.operator, node.arguments[0], scope);
    case "BinaryExpression":
      return compileBinary(node.operator, node.arguments[0], node.arguments[1], scope);
    case "CallExpression":
      return compileCall(node, scope);
    case "LetExpression":
      return compileLet(
        node.declarations.map((declaration) => ({ name: declaration.id.name, init: declaration.init })),
        node.body,
        scope,
      );
    case "LambdaExpression":
      return compileLambda(
        node.params.map((param) => param.name),
        node.body,
        scope,
      );
  }
}

function compileArray(elements: readonly (readonly AstExpression[])[], scope: Scope): Evaluate {
  const columns = elements[0]?.length ?? 0;
  if (elements.some((row) => row.length !== columns)) throw new Uncalculable("syntax", "{…}");
  const items: Scalar[] = [];
  for (const row of elements) {
    for (const element of row) {
      if (element.type !== "Literal" && element.type !== "ErrorLiteral") throw new Uncalculable("syntax", "{…}");
      const value = compile(element, scope)({} as EvaluationContext);
      if (isArray(value) || isReference(value) || isLambda(value)) throw new Uncalculable("syntax", "{…}");
      items.push(value);
    }
  }
  const value = arrayOf(elements.length, columns, items);
  return () => value;
}

/** Compiles what is wanted as one value: ranges are read, intersected or turned into arrays. */
function operand(node: AstExpression | null | undefined, scope: Scope): EvaluateOperand {
  if (node?.type === "Literal") {
    const value = node.value;
    return () => value;
  }
  if (node?.type === "ReferenceIdentifier" && (node.kind === "beam" || (node.kind === "range" && !scope.locals.has(node.value.toLowerCase())))) {
    const range = cellRange(node, scope);
    if (range && !Array.isArray(range)) {
      const single = range.top.at === range.bottom.at && range.top.absolute === range.bottom.absolute && range.left.at === range.right.at && range.left.absolute === range.right.absolute;
      notePrecedent(range, scope);
      if (single) return singleCellReader(range);
      return rangeReader(range, scope.arrays);
    }
  }
  const evaluate = compile(node, scope);
  const arrays = scope.arrays;
  return (context) => {
    const value = evaluate(context);
    if (isReference(value)) return readReference(context, value, arrays);
    return isLambda(value) ? ERROR_VALUE : value;
  };
}

function readReference(context: EvaluationContext, value: Extract<Value, { kind: "reference" }>, arrays: boolean): Scalar | ArrayValue {
  if (value.dynamic) context.ensureCalculated(value.areas);
  return arrays ? dereferenceShort(context, value) : intersect(context, value);
}

/** Where a range is placed that is the same wherever it stands. */
const ANYWHERE = { sheet: 0, row: 0, column: 0 };

function singleCellReader(range: RelativeRange): EvaluateOperand {
  const { sheet: index, top, left, wraps } = range;
  if (wraps) {
    return (context) => {
      const area = placeRange(range, context);
      const sheet = context.store.sheets[area.sheet];
      return sheet ? readCell(sheet, area.top, area.left) : ERROR_REF;
    };
  }
  const rowFactor = top.absolute ? 0 : 1;
  const columnFactor = left.absolute ? 0 : 1;
  return (context) => {
    const sheet = context.store.sheets[index === OWN_SHEET ? context.sheet : index];
    return sheet ? readCell(sheet, top.at + rowFactor * context.row, left.at + columnFactor * context.column) : ERROR_REF;
  };
}

function rangeReader(range: RelativeRange, arrays: boolean): EvaluateOperand {
  const fixed = isFixed(range) ? placeRange(range, ANYWHERE) : null;
  return (context) => {
    const area = fixed ?? placeRange(range, context);
    const reference = referenceTo(area, false);
    return arrays ? dereferenceShort(context, reference) : intersect(context, reference);
  };
}

/** A word without a sheet may be a name that one sheet has for itself. */
function noteWord(word: string, scope: Scope): void {
  if (scope.space.sheetNames.has(word.toLowerCase())) scope.found.anySheet = false;
}

function notePrecedent(range: RelativeRange, scope: Scope): void {
  if (!scope.addressOnly) scope.found.precedents.push(range);
}

function bound(at: number | null, absolute: boolean | null | undefined, origin: number, whole: number): Bound {
  if (at === null) return { absolute: true, at: whole };
  return absolute ? { absolute: true, at } : { absolute: false, at: at - origin };
}

/** The range (or, for several sheets, ranges) that a cell reference names; `null` where it is not one. */
function cellRange(node: ReferenceIdentifier, scope: Scope): RelativeRange | RelativeRange[] | null {
  const ref = parseA1Ref(node.value);
  if (!ref || !("range" in ref)) return null;
  if (ref.workbookName) throw new Uncalculable("external", node.value);
  const { range } = ref;
  if (range.trim) throw new Uncalculable("syntax", node.value);
  const beam = node.kind === "beam";
  if (!beam) scope.found.references += node.value.slice(node.value.lastIndexOf("!") + 1).includes(":") ? 2 : 1;
  // Whole rows and columns are fixed: the key of a template keeps their text.
  const origin = scope.inName ? { row: 0, column: 0 } : { row: scope.row, column: scope.column };
  const bottomAt = range.bottom === undefined ? range.top : range.bottom;
  const rightAt = range.right === undefined ? range.left : range.right;
  const top = bound(range.top, beam || range.$top, origin.row, 0);
  const left = bound(range.left, beam || range.$left, origin.column, 0);
  const bottom = bound(bottomAt, beam || range.$bottom, origin.row, MAX_ROWS - 1);
  const right = bound(rightAt, beam || range.$right, origin.column, MAX_COLUMNS - 1);
  const on = (sheet: number): RelativeRange => ({ sheet, top, left, bottom, right, wraps: scope.inName });
  if (!ref.sheetName) return on(OWN_SHEET);
  const sheet = scope.space.sheetIndexByName.get(ref.sheetName.toLowerCase());
  if (sheet !== undefined) return on(sheet);
  const [first, last] = ref.sheetName.split(":");
  if (first !== undefined && last !== undefined) {
    const from = scope.space.sheetIndexByName.get(first.toLowerCase());
    const to = scope.space.sheetIndexByName.get(last.toLowerCase());
    if (from !== undefined && to !== undefined) {
      const ranges: RelativeRange[] = [];
      for (let i = Math.min(from, to); i <= Math.max(from, to); i++) ranges.push(on(i));
      return ranges;
    }
  }
  throw new Uncalculable("external", node.value);
}

function compileReference(node: ReferenceIdentifier, scope: Scope): Evaluate {
  if (node.kind === "name") {
    if (scope.locals.has(node.value.toLowerCase())) return localReader(node.value.toLowerCase());
    return compileName(node.value, scope);
  }
  if (node.kind === "table") return compileTableReference(node.value, scope);
  const range = cellRange(node, scope);
  if (!range) throw new Uncalculable("syntax", node.value);
  if (Array.isArray(range)) {
    for (const part of range) notePrecedent(part, scope);
    return (context) => ({ kind: "reference", areas: range.map((part) => placeRange(part, context)), dynamic: false });
  }
  notePrecedent(range, scope);
  return rangeEvaluator(range);
}

function rangeEvaluator(range: RelativeRange): Evaluate {
  if (isFixed(range)) {
    const value = referenceTo(placeRange(range, ANYWHERE), false);
    return () => value;
  }
  return (context) => referenceTo(placeRange(range, context), false);
}

function localReader(name: string): Evaluate {
  return (context) => {
    for (let frame = context.locals; frame; frame = frame.outer) if (frame.name === name) return frame.value;
    return ERROR_NAME;
  };
}

function compileName(text: string, scope: Scope): Evaluate {
  const ref = parseA1Ref(text);
  if (!ref || !("name" in ref)) throw new Uncalculable("syntax", text);
  if (ref.workbookName) throw new Uncalculable("external", text);
  const { names, sheetIndexByName, sheetIdOf } = scope.space;
  let sheet = scope.sheet;
  if (ref.sheetName) {
    const index = sheetIndexByName.get(ref.sheetName.toLowerCase());
    if (index === undefined) throw new Uncalculable("external", text);
    sheet = index;
  } else noteWord(ref.name, scope);
  const defined = names.get(nameKey(sheetIdOf(sheet), ref.name)) ?? names.get(nameKey(null, ref.name));
  if (!defined) return () => ERROR_NAME;
  if (scope.depth >= MAX_NAME_DEPTH) throw new Uncalculable("circular", ref.name);
  const parsed = parseFormula(defined.refersTo);
  if ("failure" in parsed) throw new Uncalculable(parsed.failure.reason, ref.name);
  const references = scope.found.references;
  // What a name says is always calculated as an array.
  const evaluate = compile(parsed.ast, { ...scope, inName: true, arrays: true, entry: "array", locals: new Set(), depth: scope.depth + 1 });
  scope.found.references = references;
  return (context) => {
    const outer = context.locals;
    context.locals = null;
    try {
      return evaluate(context);
    } finally {
      context.locals = outer;
    }
  };
}

function compileTableReference(text: string, scope: Scope): Evaluate {
  const ref = parseStructRef(text);
  if (!ref) throw new Uncalculable("syntax", text);
  if (ref.workbookName) throw new Uncalculable("external", text);
  if (!ref.table) throw new Uncalculable("syntax", text);
  const entry = scope.space.tables.get(ref.table.toLowerCase());
  if (!entry) return () => ERROR_REF;
  const { table, sheet } = entry;
  const columns = (ref.columns ?? []).map((name) => table.columns.findIndex((column) => sameColumn(column, name)));
  if (columns.includes(-1)) return () => ERROR_REF;
  const left = table.area.column + (columns.length > 0 ? Math.min(...columns) : 0);
  const right = columns.length > 0 ? table.area.column + Math.max(...columns) : table.area.column + table.area.columns - 1;
  const first = table.area.row;
  const last = table.area.row + table.area.rows - 1;
  const dataTop = first + (table.hasHeaderRow ? 1 : 0);
  const dataBottom = last - (table.hasTotalsRow ? 1 : 0);
  const sections = new Set((ref.sections ?? []).map((section) => section.toLowerCase()));
  const fixed = (at: number): Bound => ({ absolute: true, at });
  if (sections.has("this row")) {
    const here: Bound = { absolute: false, at: 0 };
    const range: RelativeRange = { sheet, top: here, left: fixed(left), bottom: here, right: fixed(right), wraps: false };
    notePrecedent(range, scope);
    return (context) => (context.row < dataTop || context.row > dataBottom ? ERROR_VALUE : referenceTo(placeRange(range, context), false));
  }
  let top = dataTop;
  let bottom = dataBottom;
  if (sections.has("all")) [top, bottom] = [first, last];
  else if (sections.size > 0) {
    const tops: number[] = [];
    const bottoms: number[] = [];
    if (sections.has("headers")) {
      if (!table.hasHeaderRow) return () => ERROR_REF;
      tops.push(first);
      bottoms.push(first);
    }
    if (sections.has("data")) {
      tops.push(dataTop);
      bottoms.push(dataBottom);
    }
    if (sections.has("totals")) {
      if (!table.hasTotalsRow) return () => ERROR_REF;
      tops.push(last);
      bottoms.push(last);
    }
    if (tops.length === 0) throw new Uncalculable("syntax", text);
    top = Math.min(...tops);
    bottom = Math.max(...bottoms);
  }
  const range: RelativeRange = { sheet, top: fixed(top), left: fixed(left), bottom: fixed(bottom), right: fixed(right), wraps: false };
  notePrecedent(range, scope);
  return rangeEvaluator(range);
}

/** Line breaks of header cells may be written as "_x000a_" in a file or kept; both name the same column. */
function sameColumn(column: string, name: string): boolean {
  const plain = (text: string): string => text.replace(/_x000[aAdD]_/g, "\n").replace(/\r\n?/g, "\n").toLowerCase();
  return plain(column) === plain(name);
}

function compileUnary(operator: string, argument: AstExpression | undefined, scope: Scope): Evaluate {
  switch (operator) {
    case "+":
      return operand(argument, scope);
    case "-":
      return arithmeticUnary((x) => -x, operand(argument, scope));
    case "%":
      return arithmeticUnary((x) => x / 100, operand(argument, scope));
    case "@": {
      const evaluate = compile(argument, scope);
      return (context) => {
        const value = evaluate(context);
        if (isReference(value)) return readReference(context, value, false);
        return isArray(value) ? (value.items[0] ?? null) : value;
      };
    }
    default:
      throw new Uncalculable("spill", operator);
  }
}

function arithmeticUnary(apply: (x: number) => number, evaluate: EvaluateOperand): Evaluate {
  return (context) => {
    const value = evaluate(context);
    if (typeof value === "number") return apply(value);
    return liftUnary((item) => {
      const x = toNumber(item, context.date1904);
      return typeof x === "number" ? apply(x) : x;
    }, value);
  };
}

function arithmetic(apply: (a: number, b: number) => Scalar, left: EvaluateOperand, right: EvaluateOperand): Evaluate {
  return (context) => {
    const a = left(context);
    const b = right(context);
    if (typeof a === "number" && typeof b === "number") return apply(a, b);
    return liftBinary(arithmeticOperator(apply as (a: number, b: number) => number, context.date1904), a, b);
  };
}

function compileBinary(operator: string, left: AstExpression | undefined, right: AstExpression | undefined, scope: Scope): Evaluate {
  switch (operator) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "^":
      return arithmetic(ARITHMETIC[operator], operand(left, scope), operand(right, scope));
    case "&": {
      const a = operand(left, scope);
      const b = operand(right, scope);
      return (context) => liftBinary(concatenate, a(context), b(context));
    }
    case "=":
    case "<>":
    case "<":
    case ">":
    case "<=":
    case ">=": {
      const apply = COMPARISON[operator];
      const a = operand(left, scope);
      const b = operand(right, scope);
      return (context) => liftBinary(apply, a(context), b(context));
    }
    case ":":
      return compileSpan(left, right, scope);
    case ",": {
      const a = compile(left, scope);
      const b = compile(right, scope);
      return (context) => {
        const x = a(context);
        const y = b(context);
        if (isError(x)) return x;
        if (isError(y)) return y;
        if (!isReference(x) || !isReference(y)) return ERROR_VALUE;
        return { kind: "reference", areas: [...x.areas, ...y.areas], dynamic: x.dynamic || y.dynamic };
      };
    }
    case " ": {
      const a = compile(left, scope);
      const b = compile(right, scope);
      return (context) => {
        const x = a(context);
        const y = b(context);
        if (isError(x)) return x;
        if (isError(y)) return y;
        if (!isReference(x) || !isReference(y)) return ERROR_VALUE;
        const areas = x.areas.flatMap((one) => y.areas.flatMap((other) => commonArea(one, other)));
        return areas.length === 0 ? ERROR_NULL : { kind: "reference", areas, dynamic: x.dynamic || y.dynamic };
      };
    }
    default:
      throw new Uncalculable("syntax", operator);
  }
}

function commonArea(a: RangeArea, b: RangeArea): RangeArea[] {
  if (a.sheet !== b.sheet) return [];
  const top = Math.max(a.top, b.top);
  const left = Math.max(a.left, b.left);
  const bottom = Math.min(a.bottom, b.bottom);
  const right = Math.min(a.right, b.right);
  return top <= bottom && left <= right ? [{ sheet: a.sheet, top, left, bottom, right }] : [];
}

/** `A1:INDEX(…)`: the rectangle around both; which one is known only when it is calculated. */
function compileSpan(left: AstExpression | undefined, right: AstExpression | undefined, scope: Scope): Evaluate {
  const inside: Scope = { ...scope, addressOnly: true };
  const a = compile(left, inside);
  const b = compile(right, inside);
  scope.found.dynamic = true;
  return (context) => {
    const x = a(context);
    const y = b(context);
    if (isError(x)) return x;
    if (isError(y)) return y;
    if (!isReference(x) || !isReference(y)) return ERROR_VALUE;
    const areas = [...x.areas, ...y.areas];
    const sheet = areas[0]?.sheet ?? 0;
    if (areas.some((area) => area.sheet !== sheet)) return ERROR_VALUE;
    return referenceTo(
      {
        sheet,
        top: Math.min(...areas.map((area) => area.top)),
        left: Math.min(...areas.map((area) => area.left)),
        bottom: Math.max(...areas.map((area) => area.bottom)),
        right: Math.max(...areas.map((area) => area.right)),
      },
      true,
    );
  };
}

function compileLet(declarations: readonly { readonly name: string; readonly init: AstExpression | null }[], body: AstExpression | null, scope: Scope): Evaluate {
  const locals = new Set(scope.locals);
  const bindings = declarations.map(({ name, init }) => {
    const evaluate = compile(init, { ...scope, locals: new Set(locals), addressOnly: false });
    locals.add(name.toLowerCase());
    return { name: name.toLowerCase(), evaluate };
  });
  const result = compile(body, { ...scope, locals });
  return (context) => {
    const outer = context.locals;
    try {
      for (const binding of bindings) {
        const value = binding.evaluate(context);
        context.locals = { name: binding.name, value, outer: context.locals };
      }
      return result(context);
    } finally {
      context.locals = outer;
    }
  };
}

function compileLambda(params: readonly string[], body: AstExpression | null, scope: Scope): Evaluate {
  const names = params.map((param) => param.toLowerCase());
  const result = compile(body, { ...scope, locals: new Set([...scope.locals, ...names]), addressOnly: false });
  return (context) => {
    const captured = context.locals;
    const lambda: LambdaValue = {
      kind: "lambda",
      parameters: names.length,
      apply: (args) => {
        const outer = context.locals;
        let frame = captured;
        names.forEach((name, i) => {
          frame = { name, value: args[i] ?? null, outer: frame };
        });
        context.locals = frame;
        try {
          return result(context);
        } finally {
          context.locals = outer;
        }
      },
    };
    return lambda;
  };
}

/** The argument list of a call whose callee is an expression: a LAMBDA, or a name that holds one. */
function compileLambdaCall(callee: AstExpression, args: readonly (AstExpression | null)[], scope: Scope): Evaluate {
  const target = compile(callee, scope);
  const values = args.map((arg) => compile(arg, scope));
  return (context) => {
    const lambda = target(context);
    if (isError(lambda)) return lambda;
    if (!isLambda(lambda) || values.length > lambda.parameters) return ERROR_VALUE;
    return lambda.apply(values.map((value) => value(context)));
  };
}

function compileCall(node: CallExpression, scope: Scope): Evaluate {
  // The library types every callee as an identifier; calls of LAMBDA(…) and of names are expressions.
  const callee: { readonly type: string } = node.callee;
  if (callee.type !== "Identifier") return compileLambdaCall(callee as AstExpression, node.arguments, scope);
  const name = node.callee.name.toUpperCase();
  const args: readonly (AstExpression | null)[] = node.arguments;
  if (scope.locals.has(name.toLowerCase())) {
    return compileLambdaCall({ type: "ReferenceIdentifier", value: node.callee.name, kind: "name" }, args, scope);
  }
  const special = SPECIAL_FORMS[name];
  if (special) return special(args, scope);
  const spec = scope.space.functions[name];
  if (!spec) {
    noteWord(name, scope);
    if (scope.space.names.has(nameKey(null, name)) || scope.space.names.has(nameKey(scope.space.sheetIdOf(scope.sheet), name))) {
      return compileLambdaCall({ type: "ReferenceIdentifier", value: node.callee.name, kind: "name" }, args, scope);
    }
    throw new Uncalculable("function", name);
  }
  return compileFunction(name, spec, args, scope);
}

function compileFunction(name: string, spec: FunctionSpec, args: readonly (AstExpression | null)[], scope: Scope): Evaluate {
  if (args.length < spec.min || args.length > spec.max) throw new Uncalculable("syntax", name);
  if (spec.spills) scope.found.spills = true;
  if (spec.dynamic) scope.found.dynamic = true;
  if (spec.resizes && args.length > 2 && !sameShape(args[0], args[2], scope)) scope.found.dynamic = true;
  const scalarPositions: number[] = [];
  const evaluators: Evaluate[] = args.map((arg, i) => {
    const kind = spec.argument(i);
    if (kind === "scalar") {
      scalarPositions.push(i);
      return operand(arg, { ...scope, addressOnly: false });
    }
    if (kind === "address") return compile(arg, { ...scope, addressOnly: true });
    const arrays = scope.arrays || kind === "array" || scope.entry === "typed";
    // INDEX under ":" or as an address only picks cells, it does not read them.
    const addressOnly = scope.addressOnly && name === "INDEX" && i === 0;
    const evaluate = compile(arg, { ...scope, arrays, addressOnly });
    return (context) => {
      const value = evaluate(context);
      if (isReference(value) && value.dynamic) context.ensureCalculated(value.areas);
      return isArray(value) && !spec.takesShort ? expand(value) : value;
    };
  });
  const invoke = spec.invoke;
  if (scalarPositions.length === 0) {
    return (context) => {
      const values: Value[] = [];
      for (const evaluate of evaluators) values.push(evaluate(context));
      return invoke(values, context);
    };
  }
  const memo = liftedMemo(name, args, scope);
  return (context) => {
    const values: Value[] = [];
    for (const evaluate of evaluators) values.push(evaluate(context));
    let lifted = false;
    for (const i of scalarPositions) {
      const value = values[i];
      if (typeof value === "object" && value !== null && "kind" in value && value.kind === "array") lifted = true;
    }
    if (!lifted) return invoke(values, context);
    if (memo) {
      const areas = memo.ranges.map((range) => placeRange(range, context));
      const found = context.caches.get(memo.kind, areas, false, () => lift(invoke, values, scalarPositions, context));
      if (found !== null) return found;
    }
    return lift(invoke, values, scalarPositions, context);
  };
}

/** Whether two arguments are cell ranges of the same size wherever the formula stands. */
function sameShape(first: AstExpression | null | undefined, second: AstExpression | null | undefined, scope: Scope): boolean {
  if (first?.type !== "ReferenceIdentifier" || second?.type !== "ReferenceIdentifier") return false;
  const references = scope.found.references;
  const [a, b] = [cellRange(first, scope), cellRange(second, scope)];
  scope.found.references = references;
  if (!a || !b || Array.isArray(a) || Array.isArray(b)) return false;
  const rigid = (range: RelativeRange): boolean => range.top.absolute === range.bottom.absolute && range.left.absolute === range.right.absolute;
  return rigid(a) && rigid(b) && a.bottom.at - a.top.at === b.bottom.at - b.top.at && a.right.at - a.left.at === b.right.at - b.left.at;
}

type Memo = { readonly kind: string; readonly ranges: readonly RelativeRange[] };

/**
 * COUNTIF(r,r) inside the everyday dense rank is the same array for every row: where all arguments are made of
 * ranges, literals and operators only, the array is kept as long as the ranges do not change.
 */
function liftedMemo(name: string, args: readonly (AstExpression | null)[], scope: Scope): Memo | null {
  if (scope.inName || scope.locals.size > 0) return null;
  const ranges: RelativeRange[] = [];
  const references = scope.found.references;
  const describe = (node: AstExpression | null | undefined): string | null => {
    if (node?.type === "Literal") return `${typeof node.value}:${JSON.stringify(node.value)}`;
    if (node?.type === "UnaryExpression" || node?.type === "BinaryExpression") {
      if (node.operator === ":" || node.operator === "," || node.operator === " " || node.operator === "#" || node.operator === "@") return null;
      const parts = node.arguments.map(describe);
      return parts.includes(null) ? null : `(${node.operator} ${parts.join(" ")})`;
    }
    if (node?.type === "ReferenceIdentifier" && (node.kind === "range" || node.kind === "beam")) {
      const range = cellRange(node, scope);
      if (!range || Array.isArray(range)) return null;
      ranges.push(range);
      return "r";
    }
    return null;
  };
  const parts = args.map(describe);
  scope.found.references = references;
  return parts.includes(null) || ranges.length === 0 ? null : { kind: `call:${name}:${parts.join()}`, ranges };
}

/** Applies a function of single values to every item of its array arguments (CE-22). */
function lift(invoke: FunctionSpec["invoke"], values: readonly Value[], positions: readonly number[], context: EvaluationContext): ArrayValue {
  const arrays: ArrayValue[] = [];
  for (const i of positions) {
    const value = values[i];
    if (value !== undefined && isArray(value)) arrays.push(value);
  }
  const rows = Math.max(...arrays.map((array) => array.rows));
  const columns = Math.max(...arrays.map((array) => array.columns));
  const stored = combinedRows(arrays, rows);
  requireArraySize(stored, columns);
  const items: Scalar[] = [];
  const args = [...values];
  for (let row = 0; row < stored; row++) {
    for (let column = 0; column < columns; column++) {
      for (const i of positions) {
        const value = values[i];
        if (value !== undefined && isArray(value)) args[i] = broadcastItem(value, row, column);
      }
      const result = dereferenceShort(context, invoke(args, context));
      items.push(isArray(result) ? (result.items[0] ?? null) : result);
    }
  }
  return arrayOf(rows, columns, items);
}

type SpecialForm = (args: readonly (AstExpression | null)[], scope: Scope) => Evaluate;

function requireArguments(name: string, args: readonly unknown[], min: number, max: number): void {
  if (args.length < min || args.length > max) throw new Uncalculable("syntax", name);
}

/** An array condition in an ordinary cell: whether Excel took it as array depends on how it was entered (CE-23). */
function refuseArrayCondition(name: string, scope: Scope): void {
  if (scope.entry === "legacy") throw new Uncalculable("function", name);
}

type Choice = Scalar | { readonly branch: number };

/** Chooses between branches item by item. Only branches that are chosen somewhere are calculated. */
function chooseByItem(context: EvaluationContext, selector: ArrayValue, branches: readonly Evaluate[], pick: (item: Scalar) => Choice): ArrayValue {
  const made = new Map<number, ArrayValue>();
  const chosen = selector.items.map(pick);
  let { rows, columns } = selector;
  for (const choice of chosen) {
    if (typeof choice === "object" && choice !== null && "branch" in choice && !made.has(choice.branch)) {
      const value = branches[choice.branch]?.(context) ?? null;
      if (isReference(value) && value.dynamic) context.ensureCalculated(value.areas);
      const array = toShortArray(context, value);
      made.set(choice.branch, array);
      rows = Math.max(rows, array.rows);
      columns = Math.max(columns, array.columns);
    }
  }
  const given = storedRows(selector);
  // A branch that is not chosen in the last row of a short selector may be as long as it likes.
  const lasting = chosen.slice((given - 1) * selector.columns).flatMap((choice) => {
    const array = typeof choice === "object" && choice !== null && "branch" in choice ? made.get(choice.branch) : undefined;
    return array ? [array] : [];
  });
  const stored = combinedRows([selector, ...(selector.rows === 1 || selector.rows === rows ? lasting : [])], rows);
  requireArraySize(stored, columns);
  const items: Scalar[] = [];
  for (let row = 0; row < stored; row++) {
    for (let column = 0; column < columns; column++) {
      const r = selector.rows === 1 ? 0 : row;
      const c = selector.columns === 1 ? 0 : column;
      if (r >= selector.rows || c >= selector.columns) {
        items.push(ERROR_NA);
        continue;
      }
      const choice = chosen[Math.min(r, given - 1) * selector.columns + c] ?? null;
      if (typeof choice === "object" && choice !== null && "branch" in choice) {
        const array = made.get(choice.branch);
        items.push(array ? broadcastItem(array, row, column) : null);
      } else items.push(choice);
    }
  }
  return arrayOf(rows, columns, items);
}

/** An omitted branch (`IF(a,,b)`) is 0. */
function branch(node: AstExpression | null | undefined, scope: Scope): Evaluate {
  return node === null ? () => 0 : compile(node, scope);
}

const SPECIAL_FORMS: Readonly<Record<string, SpecialForm>> = {
  IF: (args, scope) => {
    requireArguments("IF", args, 1, 3);
    const condition = operand(args[0], { ...scope, addressOnly: false });
    const whenTrue = args.length > 1 ? branch(args[1], scope) : () => true;
    const whenFalse = args.length > 2 ? branch(args[2], scope) : () => false;
    return (context) => {
      const value = condition(context);
      if (isArray(value)) {
        if (value.rows * value.columns > 1) refuseArrayCondition("IF", scope);
        return chooseByItem(context, value, [whenTrue, whenFalse], (item) => {
          const truth = toBoolean(item);
          return typeof truth === "boolean" ? { branch: truth ? 0 : 1 } : truth;
        });
      }
      const truth = toBoolean(value);
      if (typeof truth !== "boolean") return truth;
      return truth ? whenTrue(context) : whenFalse(context);
    };
  },
  IFS: (args, scope) => {
    requireArguments("IFS", args, 2, 254);
    if (args.length % 2 === 1) throw new Uncalculable("syntax", "IFS");
    const conditions = args.filter((_, i) => i % 2 === 0).map((arg) => operand(arg, { ...scope, addressOnly: false }));
    const results = args.filter((_, i) => i % 2 === 1).map((arg) => branch(arg, scope));
    return (context) => {
      for (let i = 0; i < conditions.length; i++) {
        const value = conditions[i]?.(context) ?? null;
        if (isArray(value)) throw new Uncalculable("function", "IFS");
        const truth = toBoolean(value);
        if (typeof truth !== "boolean") return truth;
        if (truth) return results[i]?.(context) ?? null;
      }
      return ERROR_NA;
    };
  },
  IFERROR: (args, scope) => compileErrorGuard("IFERROR", args, scope, (value) => isError(value)),
  IFNA: (args, scope) => compileErrorGuard("IFNA", args, scope, (value) => isError(value) && value.error === "#N/A"),
  SWITCH: (args, scope) => {
    requireArguments("SWITCH", args, 3, 254);
    const subject = operand(args[0], { ...scope, addressOnly: false });
    const cases: { readonly when: EvaluateOperand; readonly then: Evaluate }[] = [];
    for (let i = 1; i + 1 < args.length; i += 2) cases.push({ when: operand(args[i], { ...scope, addressOnly: false }), then: branch(args[i + 1], scope) });
    const fallback = args.length % 2 === 0 ? branch(args[args.length - 1], scope) : null;
    return (context) => {
      const value = subject(context);
      if (isArray(value)) throw new Uncalculable("function", "SWITCH");
      if (isError(value)) return value;
      for (const { when, then } of cases) {
        const candidate = when(context);
        if (isArray(candidate)) throw new Uncalculable("function", "SWITCH");
        if (isError(candidate)) return candidate;
        if (COMPARISON["="](value, candidate) === true) return then(context);
      }
      return fallback ? fallback(context) : ERROR_NA;
    };
  },
  CHOOSE: (args, scope) => {
    requireArguments("CHOOSE", args, 2, 255);
    const selector = operand(args[0], { ...scope, addressOnly: false });
    const choices = args.slice(1).map((arg) => branch(arg, scope));
    const pick = (item: Scalar): Choice => {
      const index = toNumber(item);
      if (typeof index !== "number") return index;
      const at = Math.trunc(index) - 1;
      return at >= 0 && at < choices.length ? { branch: at } : ERROR_VALUE;
    };
    return (context) => {
      const value = selector(context);
      if (isArray(value)) return chooseByItem(context, value, choices, pick);
      const choice = pick(value);
      return typeof choice === "object" && choice !== null && "branch" in choice ? (choices[choice.branch]?.(context) ?? null) : choice;
    };
  },
  SINGLE: (args, scope) => {
    requireArguments("SINGLE", args, 1, 1);
    return compileUnary("@", args[0] ?? undefined, scope);
  },
  LAMBDA: () => {
    throw new Uncalculable("syntax", "LAMBDA");
  },
};

function compileErrorGuard(name: string, args: readonly (AstExpression | null)[], scope: Scope, caught: (value: Scalar) => boolean): Evaluate {
  requireArguments(name, args, 2, 2);
  const subject = operand(args[0], { ...scope, addressOnly: false });
  const fallback = branch(args[1], scope);
  return (context) => {
    const value = subject(context);
    if (!isArray(value)) return caught(value) ? fallback(context) : value;
    if (!value.items.some(caught)) return value;
    return chooseByItem(context, value, [fallback], (item) => (caught(item) ? { branch: 0 } : item));
  };
}
