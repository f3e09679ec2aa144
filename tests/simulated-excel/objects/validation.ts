import type { Rect } from "../../../src/core/grid/address";
import type { CellValue } from "../../../src/core/grid/cell";
import { intersection } from "../../../src/core/grid/address";
import { flag, plainObject } from "../protocol/arguments";
import { invalidArgument, itemNotFound, notModelled } from "../protocol/host-error";
import { hostObject, NOTHING, type Argument, type HostClass, type HostObject } from "../protocol/host-object";
import { flagIn, isJsonObject, oneOf, textIn, type Json, type JsonObject } from "../protocol/json";
import { settle } from "../model/calculator";
import { evaluateFormulas } from "../model/evaluate-formulas";
import { ensureAllowed } from "../model/protection";
import { rectanglesOf, without, type Position } from "../model/rectangles";
import { rangeOfFormula, type Block } from "../model/references";
import { cellAt, type SheetModel, type ValidationModel } from "../model/sheet-model";
import { findName } from "../model/workbook-model";
import { rangeAreasObject } from "./range";
import { formulaAt, operandFormula, referenceFormula, ruleFormula } from "./rule-formula";

const OPERATORS = ["Between", "NotBetween", "EqualTo", "NotEqualTo", "GreaterThan", "LessThan", "GreaterThanOrEqualTo", "LessThanOrEqualTo"] as const;
const BASIC_TYPES = { wholeNumber: "WholeNumber", decimal: "Decimal", date: "Date", time: "Time", textLength: "TextLength" } as const;

const NO_PROMPT: ValidationModel["prompt"] = { message: "", showPrompt: true, title: "" };
const NO_ALERT: ValidationModel["errorAlert"] = { message: "", showAlert: true, style: "Stop", title: "" };
const NO_RULE: Omit<ValidationModel, "areas" | "base"> = { type: "None", rule: {}, ignoreBlanks: true, prompt: NO_PROMPT, errorAlert: NO_ALERT };

/** A list written into the rule itself may have this many characters. */
const MAX_LITERAL = 255;
const MAX_MESSAGE = 255;
const MAX_TITLE = 32;

type Rule = Pick<ValidationModel, "type" | "rule">;

function basicRule(value: Argument, what: string): JsonObject {
  if (!isRecord(value)) throw invalidArgument(what);
  const operator = oneOf(value["operator"] ?? "Between", OPERATORS, `${what}.operator`);
  const formula1 = operandFormula(value["formula1"], `${what}.formula1`);
  const isTernary = operator === "Between" || operator === "NotBetween";
  return isTernary ? { formula1, formula2: operandFormula(value["formula2"], `${what}.formula2`), operator } : { formula1, operator };
}

function isRecord(value: Argument | undefined): value is { readonly [key: string]: Argument } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !("isHostObject" in value);
}

function listRule(value: Argument): JsonObject {
  if (!isRecord(value)) throw invalidArgument("rule.list");
  const inCellDropDown = value["inCellDropDown"] ?? true;
  const source = referenceFormula(value["source"]) ?? value["source"];
  if (typeof inCellDropDown !== "boolean" || typeof source !== "string" || source === "") throw invalidArgument("rule.list");
  if (source.startsWith("=")) ruleFormula(source, "rule.list.source");
  else if (source.length > MAX_LITERAL) throw invalidArgument(`a list of ${source.length} characters`);
  return { inCellDropDown, source };
}

/** Reads what was given as a rule: exactly one criterion. */
function ruleOf(value: Argument): Rule {
  if (!isRecord(value)) throw invalidArgument("rule");
  const criteria = Object.entries(value).filter(([, criterion]) => criterion !== null);
  const [first, second] = criteria;
  if (!first || second) throw invalidArgument("rule: one criterion is needed");
  const [name, criterion] = first;
  if (name === "list") return { type: "List", rule: { list: listRule(criterion) } };
  if (name === "custom") {
    if (!isRecord(criterion)) throw invalidArgument("rule.custom");
    return { type: "Custom", rule: { custom: { formula: ruleFormula(criterion["formula"], "rule.custom.formula") } } };
  }
  const basic = Object.entries(BASIC_TYPES).find(([key]) => key === name);
  if (!basic) throw invalidArgument(`rule.${name}`);
  return { type: basic[1], rule: { [name]: basicRule(criterion, `rule.${name}`) } };
}

/** All formulas of a rule as they read at another cell. */
function shifted(value: Json, from: Position, to: Position): Json {
  if (typeof value === "string") return formulaAt(value, from, to);
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shifted(item, from, to)])) : value;
}

/** Takes all validations away from rectangles. */
export function removeValidations(sheet: SheetModel, rects: readonly Rect[]): void {
  sheet.validations = sheet.validations.flatMap((validation) => {
    const areas = rects.reduce<readonly Rect[]>((left, taken) => left.flatMap((area) => without(area, taken)), validation.areas);
    return areas.length > 0 ? [{ ...validation, areas }] : [];
  });
}

type Piece = { readonly validation: Omit<ValidationModel, "areas" | "base">; readonly base: Position; readonly rect: Rect };

/** The rectangle cut by the validations that it has; what has none comes with `NO_RULE`. */
function piecesOf(sheet: SheetModel, rect: Rect): readonly Piece[] {
  const pieces: Piece[] = [];
  let rest: readonly Rect[] = [rect];
  for (const { areas, base, ...validation } of sheet.validations) {
    for (const area of areas) {
      const common = intersection(area, rect);
      if (!common) continue;
      pieces.push({ validation, base, rect: common });
      rest = rest.flatMap((left) => without(left, common));
    }
  }
  return [...pieces, ...rest.map((left) => ({ validation: NO_RULE, base: left, rect: left }))];
}

function change(block: Block, changed: Partial<Omit<ValidationModel, "areas" | "base">>): void {
  const { sheet } = block;
  ensureAllowed(sheet, "changing data validation");
  for (const rect of block.rects) {
    const pieces = piecesOf(sheet, rect);
    removeValidations(sheet, [rect]);
    // The new rule is written for the first cell of the block; a rule that stays keeps its own.
    const base = (piece: Piece): Position => (changed.rule ? { row: rect.row, column: rect.column } : { row: piece.base.row, column: piece.base.column });
    const grouped = new Map<string, ValidationModel>();
    for (const piece of pieces) {
      const validation = { ...piece.validation, ...changed, base: base(piece) };
      const key = JSON.stringify(validation);
      grouped.set(key, { ...validation, areas: [...(grouped.get(key)?.areas ?? []), piece.rect] });
    }
    for (const validation of grouped.values()) sheet.validations.push(grouped.size === 1 ? { ...validation, areas: [rect] } : validation);
  }
}

/** What all cells of the block share, the kind of mixture where they share nothing. */
function common(block: Block): Piece | "Inconsistent" | "MixedCriteria" {
  const pieces = block.rects.flatMap((rect) => piecesOf(block.sheet, rect));
  const [first] = block.rects;
  const at = first ?? { row: 0, column: 0 };
  const keys = new Set(pieces.map(({ validation, base }) => JSON.stringify({ ...validation, rule: shifted(validation.rule, base, at) })));
  const [piece] = pieces;
  if (piece && keys.size === 1) return piece;
  return pieces.some(({ validation }) => validation.type === "None") ? "MixedCriteria" : "Inconsistent";
}

function shared(block: Block, read: (piece: Piece) => Json): Json {
  const found = common(block);
  return typeof found === "string" ? null : read(found);
}

function typeOf(block: Block): Json {
  const found = common(block);
  return typeof found === "string" ? found : found.validation.type;
}

function promptOf(value: Argument): ValidationModel["prompt"] {
  const given = plainObject(value, "prompt");
  const prompt = { message: textIn(given, "message", ""), showPrompt: flagIn(given, "showPrompt", true), title: textIn(given, "title", "") };
  if (prompt.message.length > MAX_MESSAGE || prompt.title.length > MAX_TITLE) throw invalidArgument("prompt is too long");
  return prompt;
}

function alertOf(value: Argument): ValidationModel["errorAlert"] {
  const given = plainObject(value, "errorAlert");
  const alert = {
    message: textIn(given, "message", ""),
    showAlert: flagIn(given, "showAlert", true),
    style: oneOf(given["style"] ?? "Stop", ["Stop", "Warning", "Information"] as const, "errorAlert.style"),
    title: textIn(given, "title", ""),
  };
  if (alert.message.length > MAX_MESSAGE || alert.title.length > MAX_TITLE) throw invalidArgument("errorAlert is too long");
  return alert;
}

function compare(value: number, operator: string, first: number, second: number): boolean {
  switch (operator) {
    case "Between":
      return value >= first && value <= second;
    case "NotBetween":
      return value < first || value > second;
    case "EqualTo":
      return value === first;
    case "NotEqualTo":
      return value !== first;
    case "GreaterThan":
      return value > first;
    case "LessThan":
      return value < first;
    case "GreaterThanOrEqualTo":
      return value >= first;
    default:
      return value <= first;
  }
}

/** Values that a list allows: written in the rule, or those of a range. */
function listItems({ workbook, sheet }: Block, source: string): ReadonlySet<string> {
  if (!source.startsWith("=")) return new Set(source.split(",").map((item) => item.trim()));
  const name = findName(workbook, source.slice(1), sheet.id) ?? findName(workbook, source.slice(1), null);
  const block = rangeOfFormula(workbook, name?.formula ?? source, sheet);
  const [rect] = block?.rects ?? [];
  if (!block || !rect) throw notModelled(`the list ${source}`);
  const items = new Set<string>();
  for (let row = rect.row; row < rect.row + rect.rows; row++) {
    for (let column = rect.column; column < rect.column + rect.columns; column++) items.add(textOfValue(cellAt(block.sheet, row, column)?.value ?? null));
  }
  return items;
}

function textOfValue(value: CellValue): string {
  if (value === null) return "";
  return typeof value === "object" ? value.error : typeof value === "boolean" ? (value ? "TRUE" : "FALSE") : String(value);
}

/** Cells of a piece whose values break its rule. */
function invalidIn(block: Block, { validation, base, rect }: Piece): readonly Position[] {
  if (validation.type === "None") return [];
  const { sheet, workbook } = block;
  const cells: (Position & { readonly value: CellValue })[] = [];
  for (let row = rect.row; row < rect.row + rect.rows; row++) {
    for (let column = rect.column; column < rect.column + rect.columns; column++) {
      const value = cellAt(sheet, row, column)?.value ?? null;
      if (value !== null || !validation.ignoreBlanks) cells.push({ row, column, value });
    }
  }
  const [criterion] = Object.values(validation.rule);
  if (!isJsonObject(criterion)) return [];
  if (validation.type === "List") {
    const items = listItems(block, textIn(criterion, "source", ""));
    return cells.filter(({ value }) => !items.has(textOfValue(value)));
  }
  const evaluated = (key: string): readonly CellValue[] => {
    const formula = textIn(criterion, key, "=0");
    return evaluateFormulas(workbook, sheet, cells.map((cell) => formulaAt(formula, base, cell)));
  };
  if (validation.type === "Custom") {
    const results = evaluated("formula");
    return cells.filter((_, index) => results[index] !== true && !(typeof results[index] === "number" && results[index] !== 0));
  }
  const first = evaluated("formula1");
  const second = evaluated("formula2");
  const operator = textIn(criterion, "operator", "Between");
  return cells.filter(({ value }, index) => {
    const number = validation.type === "TextLength" ? textOfValue(value).length : value;
    const [a, b] = [first[index], second[index]];
    if (typeof number !== "number" || typeof a !== "number" || typeof b !== "number") return true;
    return (validation.type === "WholeNumber" && !Number.isInteger(number)) || !compare(number, operator, a, b);
  });
}

function invalidCells(block: Block): readonly Rect[] {
  settle(block.workbook);
  return rectanglesOf(block.rects.flatMap((rect) => piecesOf(block.sheet, rect).flatMap((piece) => invalidIn(block, piece))));
}

/** Whether the values fit: all, none, or (`null`) some. */
function valid(block: Block): boolean | null {
  const cells = block.rects.reduce((sum, rect) => sum + rect.rows * rect.columns, 0);
  const invalid = invalidCells(block).reduce((sum, rect) => sum + rect.rows * rect.columns, 0);
  return invalid === 0 ? true : invalid === cells ? false : null;
}

const DATA_VALIDATION: HostClass<Block> = {
  className: "DataValidation",
  get: {
    ErrorAlert: (block) => shared(block, ({ validation }) => validation.errorAlert),
    IgnoreBlanks: (block) => shared(block, ({ validation }) => validation.ignoreBlanks),
    Prompt: (block) => shared(block, ({ validation }) => validation.prompt),
    Rule: (block) => shared(block, ({ validation, base }) => shifted(validation.rule, base, block.rects[0] ?? base)),
    Type: typeOf,
    Valid: valid,
  },
  set: {
    ErrorAlert: (block, value) => change(block, { errorAlert: alertOf(value) }),
    IgnoreBlanks: (block, value) => change(block, { ignoreBlanks: flag([value], 0, "ignoreBlanks") }),
    Prompt: (block, value) => change(block, { prompt: promptOf(value) }),
    Rule: (block, value) => change(block, ruleOf(value)),
  },
  call: {
    Clear: ({ sheet, rects }) => {
      ensureAllowed(sheet, "clearing data validation");
      removeValidations(sheet, rects);
      return NOTHING;
    },
    GetInvalidCells: (block) => {
      const rects = invalidCells(block);
      if (rects.length === 0) throw itemNotFound("invalid cells");
      return { object: rangeAreasObject({ ...block, rects }) };
    },
    GetInvalidCellsOrNullObject: (block) => {
      const rects = invalidCells(block);
      return { object: rects.length === 0 ? null : rangeAreasObject({ ...block, rects }) };
    },
  },
};

export function dataValidationObject(block: Block): HostObject {
  return hostObject(DATA_VALIDATION, block);
}
