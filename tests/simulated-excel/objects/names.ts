import { flag, text } from "../protocol/arguments";
import { HostError, invalidArgument, itemNotFound, notModelled } from "../protocol/host-error";
import { hostObject, NOTHING, type Argument, type HostClass, type HostObject, type Returned } from "../protocol/host-object";
import type { Json } from "../protocol/json";
import { parseFormula } from "../../../src/workbook/file/calc/syntax";
import { quoteSheetName, toAbsoluteA1 } from "../../../src/core/grid/address";
import { structureChanged } from "../model/calculator";
import { fullAddress, parseRect, rangeOfFormula, type Block } from "../model/references";
import type { SheetModel } from "../model/sheet-model";
import { findName, nextId, type NameModel, type WorkbookModel } from "../model/workbook-model";
import { blockOf, rangeObject } from "./range";
import { worksheetObject } from "./worksheet";

type Scope = { readonly workbook: WorkbookModel; /** `null`: names of the workbook. */ readonly sheet: SheetModel | null };
type NameTarget = { readonly workbook: WorkbookModel; readonly name: NameModel };

const MAX_NAME = 255;

/** Whether Excel takes the text as a name: no address, no blanks, beginning with a letter, "_" or "\". */
function isName(text: string): boolean {
  return text.length <= MAX_NAME && /^[\p{L}_\\][\p{L}\p{N}_.\\?]*$/u.test(text) && parseRect(text) === null && !/^([rRcC]|[rR]\d*[cC]\d*)$/.test(text);
}

function scopeSheet({ workbook, name }: NameTarget): SheetModel | null {
  return workbook.sheets.find((sheet) => sheet.id === name.sheetId) ?? null;
}

function rangeOf(target: NameTarget): Block | null {
  return rangeOfFormula(target.workbook, target.name.formula, scopeSheet(target));
}

/** What the name is: a range or a constant; formulas are not evaluated here. */
function valueOf(target: NameTarget): readonly [string, Json] {
  const block = rangeOf(target);
  const [rect] = block?.rects ?? [];
  if (block && rect) return ["Range", fullAddress(block.sheet, rect)];
  const source = target.name.formula.slice(1);
  if (source.includes("#REF!")) return ["Error", "#REF!"];
  const number = Number(source);
  if (source !== "" && Number.isFinite(number)) return ["Double", number];
  const quoted = /^"((?:[^"]|"")*)"$/.exec(source)?.[1];
  if (quoted !== undefined) return ["String", quoted.replaceAll('""', '"')];
  if (/^(TRUE|FALSE)$/i.test(source)) return ["Boolean", source.toUpperCase() === "TRUE"];
  throw notModelled(`the value of the name ${target.name.name}`);
}

function checkedFormula(text: string): string {
  const formula = text.startsWith("=") ? text : `=${text}`;
  const parsed = parseFormula(formula);
  if ("failure" in parsed && parsed.failure.reason === "syntax") throw invalidArgument(`formula ${text}`);
  return formula;
}

function add({ workbook, sheet }: Scope, args: readonly Argument[]): Returned {
  const name = text(args, 0, "name");
  const block = blockOf(args[1]);
  const [rect] = block?.rects ?? [];
  const formula = block && rect ? `=${quoteSheetName(block.sheet.name)}!${toAbsoluteA1(rect)}` : checkedFormula(text(args, 1, "reference"));
  if (!isName(name)) throw invalidArgument(`name ${name}`);
  if (findName(workbook, name, sheet?.id ?? null)) throw new HostError("ItemAlreadyExists", `name ${name}`);
  if (workbook.sheets.some((other) => other.tables.some((table) => table.name.toLowerCase() === name.toLowerCase()))) throw new HostError("ItemAlreadyExists", `table ${name}`);
  const added: NameModel = { id: nextId(workbook), name, sheetId: sheet?.id ?? null, formula, visible: true, comment: text(args, 2, "comment", "") };
  workbook.names.push(added);
  structureChanged(workbook, true);
  return { object: hostObject(NAMED_ITEM, { workbook, name: added }) };
}

const NAMED_ITEM: HostClass<NameTarget> = {
  className: "NamedItem",
  identity: ({ name }) => ({ _Id: name.name }),
  get: {
    Comment: ({ name }) => name.comment,
    Formula: ({ name }) => name.formula,
    Name: ({ name }) => name.name,
    Scope: ({ name }) => (name.sheetId === null ? "Workbook" : "Worksheet"),
    Type: (target) => valueOf(target)[0],
    Value: (target) => valueOf(target)[1],
    Visible: ({ name }) => name.visible,
  },
  set: {
    Comment: ({ name }, value) => {
      name.comment = text([value], 0, "comment");
    },
    Formula: ({ workbook, name }, value) => {
      name.formula = checkedFormula(text([value], 0, "formula"));
      structureChanged(workbook, true);
    },
    Visible: ({ name }, value) => {
      name.visible = flag([value], 0, "visible");
    },
  },
  navigate: {
    Worksheet: (target) => {
      const sheet = scopeSheet(target);
      if (!sheet) throw new HostError("InvalidOperation", `the name ${target.name.name} is the workbook's`);
      return worksheetObject(target.workbook, sheet);
    },
    WorksheetOrNullObject: (target) => {
      const sheet = scopeSheet(target);
      return sheet ? worksheetObject(target.workbook, sheet) : null;
    },
  },
  call: {
    Delete: ({ workbook, name }) => {
      workbook.names = workbook.names.filter((other) => other !== name);
      structureChanged(workbook, true);
      return NOTHING;
    },
    GetRange: (target) => {
      const block = rangeOf(target);
      if (!block) throw new HostError("InvalidReference", `the name ${target.name.name} is no range`);
      return { object: rangeObject(block) };
    },
    GetRangeOrNullObject: (target) => {
      const block = rangeOf(target);
      return { object: block ? rangeObject(block) : null };
    },
  },
};

function named({ workbook, sheet }: Scope, args: readonly Argument[]): HostObject | null {
  const name = findName(workbook, text(args, 0, "name"), sheet?.id ?? null);
  return name ? hostObject(NAMED_ITEM, { workbook, name }) : null;
}

function members({ workbook, sheet }: Scope): readonly HostObject[] {
  return workbook.names.filter((name) => name.sheetId === (sheet?.id ?? null)).map((name) => hostObject(NAMED_ITEM, { workbook, name }));
}

const NAMED_ITEMS: HostClass<Scope> = {
  className: "NamedItemCollection",
  items: members,
  call: {
    Add: add,
    GetCount: (scope) => ({ value: members(scope).length }),
    GetItem: (scope, args) => {
      const object = named(scope, args);
      if (!object) throw itemNotFound(`name ${text(args, 0, "key")}`);
      return { object };
    },
    GetItemOrNullObject: (scope, args) => ({ object: named(scope, args) }),
  },
};

/** Names of the workbook (`sheet` is `null`) or of one sheet. */
export function namesObject(workbook: WorkbookModel, sheet: SheetModel | null): HostObject {
  return hostObject(NAMED_ITEMS, { workbook, sheet });
}
