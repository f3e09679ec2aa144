import { intersection, type Rect } from "../../../src/core/grid/address";
import { flag, text, wholeNumber } from "../protocol/arguments";
import { HostError, invalidArgument, itemNotFound, notModelled } from "../protocol/host-error";
import { hostObject, NOTHING, type Argument, type HostClass, type HostObject, type Returned } from "../protocol/host-object";
import { isJsonObject, oneOf, type JsonObject } from "../protocol/json";
import { colorOf } from "../model/color";
import { ensureAllowed } from "../model/protection";
import { without } from "../model/rectangles";
import type { Block } from "../model/references";
import type { ConditionalFormatModel, SheetModel } from "../model/sheet-model";
import { nextId, type WorkbookModel } from "../model/workbook-model";
import { rangeAreasObject, rangeObject } from "./range";
import { formulaAt, operandFormula, ruleFormula } from "./rule-formula";

type FormatTarget = { readonly workbook: WorkbookModel; readonly sheet: SheetModel; readonly format: ConditionalFormatModel };

const OPERATORS = ["Between", "NotBetween", "EqualTo", "NotEqualTo", "GreaterThan", "LessThan", "GreaterThanOrEqual", "LessThanOrEqual"] as const;
const TYPES = ["Custom", "DataBar", "ColorScale", "IconSet", "TopBottom", "PresetCriteria", "ContainsText", "CellValue"] as const;

function members({ workbook, sheet, rects }: Block): readonly FormatTarget[] {
  return sheet.conditionalFormats
    .filter((format) => format.areas.some((area) => rects.some((rect) => intersection(area, rect) !== null)))
    .map((format) => ({ workbook, sheet, format }));
}

/** Takes conditional formats away from a rectangle; what they cover beside it stays. */
export function removeConditionalFormats(sheet: SheetModel, rect: Rect): void {
  for (const format of sheet.conditionalFormats) format.areas = format.areas.flatMap((area) => without(area, rect));
  sheet.conditionalFormats = sheet.conditionalFormats.filter((format) => format.areas.length > 0);
}

function add(block: Block, args: readonly Argument[]): Returned {
  const type = oneOf(args[0], TYPES, "type");
  if (type !== "Custom" && type !== "CellValue") throw notModelled(`conditional formats of type ${type}`);
  const { workbook, sheet, rects } = block;
  ensureAllowed(sheet, "conditional formats", "allowFormatCells");
  const [first] = rects;
  if (!first) throw invalidArgument("range");
  const format: ConditionalFormatModel = {
    id: nextId(workbook),
    areas: rects,
    base: { row: first.row, column: first.column },
    type,
    stopIfTrue: false,
    formula: "",
    cellValue: {},
    fill: null,
    fontColor: null,
    bold: null,
    italic: null,
  };
  // A new conditional format comes first.
  sheet.conditionalFormats.unshift(format);
  return { object: hostObject(CONDITIONAL_FORMAT, { workbook, sheet, format }) };
}

function setPriority({ sheet, format }: FormatTarget, value: Argument): void {
  const wanted = wholeNumber([value], 0, "priority");
  const rest = sheet.conditionalFormats.filter((other) => other !== format);
  const at = wanted < 0 ? Math.max(0, rest.length + 1 + wanted) : Math.min(wanted, rest.length);
  rest.splice(at, 0, format);
  sheet.conditionalFormats = rest;
}

function cellValueRule(value: Argument): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value) || "isHostObject" in value) throw invalidArgument("rule");
  const given: { readonly [key: string]: Argument } = value as { readonly [key: string]: Argument };
  const operator = oneOf(given["operator"], OPERATORS, "rule.operator");
  const formula1 = operandFormula(given["formula1"], "rule.formula1");
  return operator === "Between" || operator === "NotBetween" ? { formula1, formula2: operandFormula(given["formula2"], "rule.formula2"), operator } : { formula1, operator };
}

function changing(target: FormatTarget): ConditionalFormatModel {
  ensureAllowed(target.sheet, "conditional formats", "allowFormatCells");
  return target.format;
}

function ofType(target: FormatTarget, type: ConditionalFormatModel["type"], kind: HostClass<FormatTarget>): HostObject {
  if (target.format.type !== type) throw new HostError("InvalidOperation", `the conditional format is of type ${target.format.type}`);
  return hostObject(kind, target);
}

function area({ workbook, sheet, format }: FormatTarget): HostObject | null {
  const [first, second] = format.areas;
  return first && !second ? rangeObject({ workbook, sheet, rects: [first] }) : null;
}

const CONDITIONAL_FORMAT: HostClass<FormatTarget> = {
  className: "ConditionalFormat",
  identity: ({ format }) => ({ Id: format.id }),
  get: {
    Id: ({ format }) => format.id,
    Priority: ({ sheet, format }) => sheet.conditionalFormats.indexOf(format),
    StopIfTrue: ({ format }) => format.stopIfTrue,
    Type: ({ format }) => format.type,
  },
  set: {
    Priority: setPriority,
    StopIfTrue: (target, value) => {
      changing(target).stopIfTrue = flag([value], 0, "stopIfTrue");
    },
  },
  navigate: {
    CellValue: (target) => ofType(target, "CellValue", CELL_VALUE),
    CellValueOrNullObject: (target) => (target.format.type === "CellValue" ? hostObject(CELL_VALUE, target) : null),
    Custom: (target) => ofType(target, "Custom", CUSTOM),
    CustomOrNullObject: (target) => (target.format.type === "Custom" ? hostObject(CUSTOM, target) : null),
  },
  call: {
    Delete: (target) => {
      const removed = changing(target);
      target.sheet.conditionalFormats = target.sheet.conditionalFormats.filter((format) => format !== removed);
      return NOTHING;
    },
    GetRange: (target) => {
      const object = area(target);
      if (!object) throw new HostError("InvalidOperation", "the conditional format has several areas");
      return { object };
    },
    GetRangeOrNullObject: (target) => ({ object: area(target) }),
    GetRanges: ({ workbook, sheet, format }) => ({ object: rangeAreasObject({ workbook, sheet, rects: format.areas }) }),
  },
};

const CUSTOM: HostClass<FormatTarget> = {
  className: "CustomConditionalFormat",
  navigate: {
    Format: (target) => hostObject(RANGE_FORMAT, target),
    Rule: (target) => hostObject(RULE, target),
  },
};

const RULE: HostClass<FormatTarget> = {
  className: "ConditionalFormatRule",
  get: { Formula: ({ format }) => formulaAt(format.formula, format.base, format.areas[0] ?? format.base) },
  set: {
    Formula: (target, value) => {
      changing(target).formula = ruleFormula(value, "formula");
    },
  },
};

const CELL_VALUE: HostClass<FormatTarget> = {
  className: "CellValueConditionalFormat",
  get: { Rule: ({ format }) => format.cellValue },
  set: {
    Rule: (target, value) => {
      const rule = cellValueRule(value);
      if (isJsonObject(rule)) changing(target).cellValue = rule;
    },
  },
  navigate: { Format: (target) => hostObject(RANGE_FORMAT, target) },
};

const RANGE_FORMAT: HostClass<FormatTarget> = {
  className: "ConditionalRangeFormat",
  navigate: {
    Fill: (target) => hostObject(FILL, target),
    Font: (target) => hostObject(FONT, target),
  },
};

const FILL: HostClass<FormatTarget> = {
  className: "ConditionalRangeFill",
  get: { Color: ({ format }) => format.fill },
  set: {
    Color: (target, value) => {
      changing(target).fill = colorOf(text([value], 0, "color"));
    },
  },
  call: {
    Clear: (target) => {
      changing(target).fill = null;
      return NOTHING;
    },
  },
};

const FONT: HostClass<FormatTarget> = {
  className: "ConditionalRangeFont",
  get: {
    Bold: ({ format }) => format.bold,
    Color: ({ format }) => format.fontColor,
    Italic: ({ format }) => format.italic,
  },
  set: {
    Bold: (target, value) => {
      changing(target).bold = flag([value], 0, "bold");
    },
    Color: (target, value) => {
      changing(target).fontColor = colorOf(text([value], 0, "color"));
    },
    Italic: (target, value) => {
      changing(target).italic = flag([value], 0, "italic");
    },
  },
  call: {
    Clear: (target) => {
      Object.assign(changing(target), { fontColor: null, bold: null, italic: null });
      return NOTHING;
    },
  },
};

function byId(block: Block, args: readonly Argument[]): HostObject | null {
  const id = text(args, 0, "id");
  const found = members(block).find(({ format }) => format.id === id);
  return found ? hostObject(CONDITIONAL_FORMAT, found) : null;
}

function clearAll(block: Block): Returned {
  ensureAllowed(block.sheet, "conditional formats", "allowFormatCells");
  for (const rect of block.rects) removeConditionalFormats(block.sheet, rect);
  return NOTHING;
}

const CONDITIONAL_FORMATS: HostClass<Block> = {
  className: "ConditionalFormatCollection",
  items: (block) => members(block).map((target) => hostObject(CONDITIONAL_FORMAT, target)),
  call: {
    Add: add,
    ClearAll: clearAll,
    GetCount: (block) => ({ value: members(block).length }),
    GetItem: (block, args) => {
      const object = byId(block, args);
      if (!object) throw itemNotFound(`conditional format ${text(args, 0, "key")}`);
      return { object };
    },
    GetItemAt: (block, args) => {
      const target = members(block)[wholeNumber(args, 0, "index")];
      if (!target) throw invalidArgument("index");
      return { object: hostObject(CONDITIONAL_FORMAT, target) };
    },
    GetItemOrNullObject: (block, args) => ({ object: byId(block, args) }),
  },
};

export function conditionalFormatsObject(block: Block): HostObject {
  return hostObject(CONDITIONAL_FORMATS, block);
}
