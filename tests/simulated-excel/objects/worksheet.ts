import { flag, text, wholeNumber } from "../protocol/arguments";
import { HostError, invalidArgument, itemNotFound } from "../protocol/host-error";
import { hostObject, NOTHING, type Argument, type HostClass, type HostObject, type Returned } from "../protocol/host-object";
import { oneOf } from "../protocol/json";
import { calculateNow, WHOLE_SHEET } from "../model/calculator";
import { colorOf } from "../model/color";
import { deleteSheet, isSheetName, renameSheet } from "../model/sheet-changes";
import { ensureStructureOpen } from "../model/protection";
import { resolveRange, resolveRanges } from "../model/references";
import { usedRect, type SheetModel } from "../model/sheet-model";
import { findSheet, type WorkbookModel } from "../model/workbook-model";
import { autoFilterObject } from "./auto-filter";
import { commentsObject } from "./comments";
import { customPropertiesObject } from "./custom-properties";
import { eventCalls, type EventTable } from "./event-registrations";
import { freezePanesObject } from "./freeze-panes";
import { namesObject } from "./names";
import { pageLayoutObject } from "./page-layout";
import { protectionObject } from "./sheet-protection";
import { rangeAreasObject, rangeObject } from "./range";
import { activateSheet } from "./selection";
import { tablesObject } from "./tables";

export type SheetTarget = { readonly workbook: WorkbookModel; readonly sheet: SheetModel };

const VISIBILITIES = ["Visible", "Hidden", "VeryHidden"] as const;

/** Numbers of the events on the wire, as the client library registers them. */
const SHEET_EVENTS: EventTable = {
  _RegisterActivatedEvent: 11,
  _RegisterCalculatedEvent: 16,
  _RegisterDataChangedEvent: 10,
  _RegisterDeactivatedEvent: 12,
  _RegisterFormatChangedEvent: 18,
  _RegisterProtectionChangedEvent: 24,
  _RegisterRowHiddenChangedEvent: 22,
  _RegisterSelectionChangedEvent: 14,
};

function position({ workbook, sheet }: SheetTarget): number {
  return workbook.sheets.indexOf(sheet);
}

function setName({ workbook, sheet }: SheetTarget, value: Argument): void {
  const name = text([value], 0, "name");
  ensureStructureOpen(workbook);
  if (!isSheetName(name)) throw invalidArgument(`sheet name ${name}`);
  const same = findSheet(workbook, name);
  if (same && same !== sheet) throw new HostError("ItemAlreadyExists", `sheet ${name}`);
  renameSheet(workbook, sheet, name);
}

function setPosition({ workbook, sheet }: SheetTarget, value: Argument): void {
  const to = wholeNumber([value], 0, "position");
  ensureStructureOpen(workbook);
  if (to < 0 || to >= workbook.sheets.length) throw invalidArgument("position");
  workbook.sheets.splice(workbook.sheets.indexOf(sheet), 1);
  workbook.sheets.splice(to, 0, sheet);
}

function isLastVisible({ workbook, sheet }: SheetTarget): boolean {
  return sheet.visibility === "Visible" && workbook.sheets.every((other) => other === sheet || other.visibility !== "Visible");
}

function setVisibility(target: SheetTarget, value: Argument): void {
  const { workbook, sheet } = target;
  const visibility = oneOf(value, VISIBILITIES, "visibility");
  ensureStructureOpen(workbook);
  if (visibility !== "Visible" && isLastVisible(target)) throw new HostError("InvalidOperation", "a workbook needs one visible sheet");
  sheet.visibility = visibility;
  if (workbook.active === sheet && visibility !== "Visible") activateAnother(workbook);
}

function activateAnother(workbook: WorkbookModel): void {
  const next = workbook.sheets.find((sheet) => sheet.visibility === "Visible");
  if (next) activateSheet(workbook, next);
}

function remove(target: SheetTarget): Returned {
  const { workbook, sheet } = target;
  ensureStructureOpen(workbook);
  if (sheet.visibility === "VeryHidden") throw new HostError("InvalidOperation", `the very hidden sheet ${sheet.name} cannot be deleted`);
  if (isLastVisible(target)) throw new HostError("InvalidOperation", "the last visible sheet cannot be deleted");
  deleteSheet(workbook, sheet);
  return NOTHING;
}

/** The next or previous sheet, visible ones only where asked. */
function neighbour({ workbook, sheet }: SheetTarget, step: 1 | -1, args: readonly Argument[]): HostObject | null {
  const visibleOnly = flag(args, 0, "visibleOnly");
  for (let at = workbook.sheets.indexOf(sheet) + step; ; at += step) {
    const found = workbook.sheets[at];
    if (!found) return null;
    if (!visibleOnly || found.visibility === "Visible") return worksheetObject(workbook, found);
  }
}

function orNotFound(object: HostObject | null, what: string): Returned {
  if (!object) throw itemNotFound(what);
  return { object };
}

const WORKSHEET: HostClass<SheetTarget> = {
  className: "Worksheet",
  identity: ({ sheet }) => ({ Id: sheet.id }),
  get: {
    Id: ({ sheet }) => sheet.id,
    Name: ({ sheet }) => sheet.name,
    Position: position,
    ShowGridlines: ({ sheet }) => sheet.showGridlines,
    TabColor: ({ sheet }) => (sheet.visibility === "Visible" ? sheet.tabColor : null),
    Visibility: ({ sheet }) => sheet.visibility,
  },
  set: {
    Name: setName,
    Position: setPosition,
    ShowGridlines: ({ sheet }, value) => {
      sheet.showGridlines = flag([value], 0, "showGridlines");
    },
    TabColor: ({ sheet }, value) => {
      const color = text([value], 0, "tabColor");
      sheet.tabColor = color === "" ? "" : colorOf(color);
    },
    Visibility: setVisibility,
  },
  navigate: {
    AutoFilter: (target) => autoFilterObject(target),
    Comments: (target) => commentsObject(target.workbook, target.sheet),
    CustomProperties: (target) => customPropertiesObject(target),
    FreezePanes: (target) => freezePanesObject(target),
    Names: ({ workbook, sheet }) => namesObject(workbook, sheet),
    PageLayout: (target) => pageLayoutObject(target),
    Protection: (target) => protectionObject(target),
    Tables: ({ workbook, sheet }) => tablesObject(workbook, sheet),
  },
  call: {
    Activate: ({ workbook, sheet }) => {
      activateSheet(workbook, sheet);
      return NOTHING;
    },
    Calculate: ({ workbook }, args) => {
      flag(args, 0, "markAllDirty");
      calculateNow(workbook, true);
      return NOTHING;
    },
    Delete: remove,
    GetCell: (target, args) => ({ object: rangeObject({ ...target, rects: [{ row: wholeNumber(args, 0, "row"), column: wholeNumber(args, 1, "column"), rows: 1, columns: 1 }] }) }),
    GetNext: (target, args) => orNotFound(neighbour(target, 1, args), "a next sheet"),
    GetNextOrNullObject: (target, args) => ({ object: neighbour(target, 1, args) }),
    GetPrevious: (target, args) => orNotFound(neighbour(target, -1, args), "a previous sheet"),
    GetPreviousOrNullObject: (target, args) => ({ object: neighbour(target, -1, args) }),
    GetRange: ({ workbook, sheet }, args) => ({ object: rangeObject(args[0] == null ? { workbook, sheet, rects: [WHOLE_SHEET] } : resolveRange(workbook, sheet, text(args, 0, "address"))) }),
    GetRangeByIndexes: (target, args) => ({
      object: rangeObject({
        ...target,
        rects: [{ row: wholeNumber(args, 0, "startRow"), column: wholeNumber(args, 1, "startColumn"), rows: wholeNumber(args, 2, "rowCount"), columns: wholeNumber(args, 3, "columnCount") }],
      }),
    }),
    GetRanges: ({ workbook, sheet }, args) => ({ object: rangeAreasObject(args[0] == null ? { workbook, sheet, rects: [WHOLE_SHEET] } : resolveRanges(workbook, sheet, text(args, 0, "address"))) }),
    // An empty sheet has its first cell as its used range.
    GetUsedRange: ({ workbook, sheet }, args) => ({
      object: rangeObject({ workbook, sheet, rects: [usedRect(sheet, WHOLE_SHEET, flag(args, 0, "valuesOnly")) ?? { row: 0, column: 0, rows: 1, columns: 1 }] }),
    }),
    GetUsedRangeOrNullObject: ({ workbook, sheet }, args) => {
      const rect = usedRect(sheet, WHOLE_SHEET, flag(args, 0, "valuesOnly"));
      return { object: rect ? rangeObject({ workbook, sheet, rects: [rect] }) : null };
    },
    _GetSheetById: ({ workbook }, args) => {
      const sheet = findSheet(workbook, text(args, 0, "id"));
      return orNotFound(sheet ? worksheetObject(workbook, sheet) : null, "a sheet");
    },
    ...eventCalls<SheetTarget>(SHEET_EVENTS, ({ workbook, sheet }) => [workbook, sheet.id]),
  },
};

export function worksheetObject(workbook: WorkbookModel, sheet: SheetModel): HostObject {
  return hostObject(WORKSHEET, { workbook, sheet });
}
