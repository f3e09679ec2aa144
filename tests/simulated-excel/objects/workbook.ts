import { plainObject, text } from "../protocol/arguments";
import { HostError, invalidArgument, itemNotFound } from "../protocol/host-error";
import { hostObject, NOTHING, type Argument, type HostClass, type HostObject, type Returned } from "../protocol/host-object";
import { oneOf, type Json } from "../protocol/json";
import { calculateNow, settle, structureChanged } from "../model/calculator";
import { copySheetInto } from "../model/copy-sheet";
import { ensureStructureOpen } from "../model/protection";
import { parseRect, resolveAnywhere } from "../model/references";
import { findSheet, type WorkbookModel } from "../model/workbook-model";
import { commentsObject } from "./comments";
import { customXmlPartsObject } from "./custom-xml";
import { namesObject } from "./names";
import { rangeAreasObject, rangeObject } from "./range";
import { tablesObject } from "./tables";
import { worksheetsObject } from "./worksheets";

/** A workbook with what its host keeps for it. */
export type WorkbookTarget = {
  readonly workbook: WorkbookModel;
  /** Packages that the batch brought along, opened before it began: base64 text → workbook, or why it is none. */
  readonly openedPackages: ReadonlyMap<string, WorkbookModel | string>;
};

const MODES = ["Automatic", "AutomaticExceptTables", "Manual"] as const;
const CALCULATIONS = ["Recalculate", "Full", "FullRebuild"] as const;
const POSITIONS = ["None", "Before", "After", "Beginning", "End"] as const;

function calculate({ workbook }: WorkbookTarget, args: readonly Argument[]): Returned {
  const kind = oneOf(args[0], CALCULATIONS, "calculationType");
  calculateNow(workbook, kind !== "Recalculate" || workbook.calculation.isHeldBack);
  for (const sheet of workbook.sheets) workbook.events.push({ kind: "calculated", sheet, author: workbook.author, address: "" });
  return NOTHING;
}

const APPLICATION: HostClass<WorkbookTarget> = {
  className: "Application",
  get: {
    CalculationMode: ({ workbook }) => workbook.calculation.mode,
    CalculationState: () => "Done",
  },
  set: {
    CalculationMode: ({ workbook }, value) => {
      const { calculation } = workbook;
      settle(workbook);
      calculation.mode = oneOf(value, MODES, "calculationMode");
      // Back to automatic, Excel catches up at once.
      if (calculation.mode === "Automatic" && (calculation.isHeldBack || calculation.pending.length > 0)) calculateNow(workbook, true);
    },
  },
  call: {
    Calculate: calculate,
    SuspendApiCalculationUntilNextSync: ({ workbook }) => {
      settle(workbook);
      workbook.calculation.isSuspended = true;
      return NOTHING;
    },
    SuspendScreenUpdatingUntilNextSync: () => NOTHING,
  },
};

const WORKBOOK_PROTECTION: HostClass<WorkbookTarget> = {
  className: "WorkbookProtection",
  get: { Protected: ({ workbook }) => workbook.structure !== null },
  call: {
    Protect: ({ workbook }, args) => {
      if (workbook.structure) throw new HostError("AccessDenied", "the workbook is protected already");
      workbook.structure = { password: args[0] == null ? null : text(args, 0, "password") };
      return NOTHING;
    },
    Unprotect: ({ workbook }, args) => {
      const password = args[0] == null ? null : text(args, 0, "password");
      if (workbook.structure && workbook.structure.password !== null && workbook.structure.password !== password) throw invalidArgument("password");
      workbook.structure = null;
      return NOTHING;
    },
  },
};

function selectedRange({ workbook }: WorkbookTarget): Returned {
  const sheet = workbook.active;
  if (sheet.selection.length !== 1) throw new HostError("InvalidSelection", "several ranges are selected");
  return { object: rangeObject({ workbook, sheet, rects: sheet.selection }) };
}

function insertWorksheets({ workbook, openedPackages }: WorkbookTarget, args: readonly Argument[]): Returned {
  const opened = openedPackages.get(text(args, 0, "base64File"));
  if (opened === undefined || typeof opened === "string") throw invalidArgument(`base64File: ${opened ?? "not opened"}`);
  ensureStructureOpen(workbook);
  const options = args[1] == null ? {} : plainOptions(args[1]);
  const position = oneOf(options["positionType"] ?? "End", POSITIONS, "positionType");
  const names = options["sheetNamesToInsert"] ?? [];
  if (!Array.isArray(names)) throw invalidArgument("sheetNamesToInsert");
  const wanted = (names as readonly Json[]).map((name) => {
    const sheet = typeof name === "string" ? findSheet(opened, name) : undefined;
    if (!sheet) throw itemNotFound(`sheet ${JSON.stringify(name)} in the file`);
    return sheet;
  });
  const relative = options["relativeTo"];
  const at = placeOf(workbook, position, typeof relative === "string" ? relative : null);
  const inserted = (wanted.length > 0 ? wanted : opened.sheets).map((sheet) => copySheetInto(workbook, opened, sheet));
  workbook.sheets.splice(at, 0, ...inserted);
  for (const sheet of inserted) workbook.events.push({ kind: "added", sheet, author: workbook.author });
  structureChanged(workbook, true);
  return { value: inserted.map((sheet) => sheet.id) };
}

/** Options with a sheet given as an object turned into its id. */
function plainOptions(value: Argument): Readonly<Record<string, Json>> {
  if (typeof value !== "object" || value === null || Array.isArray(value) || "isHostObject" in value) throw invalidArgument("options");
  const { relativeTo, ...rest } = value as { readonly [key: string]: Argument };
  const sheet = relativeTo !== undefined && typeof relativeTo === "object" && relativeTo !== null && "isHostObject" in relativeTo ? (relativeTo as HostObject).get("Id") : relativeTo;
  if (sheet !== undefined && sheet !== null && typeof sheet !== "string") throw invalidArgument("options.relativeTo");
  return { ...plainObject(rest, "options"), ...(typeof sheet === "string" ? { relativeTo: sheet } : {}) };
}

function placeOf(workbook: WorkbookModel, position: (typeof POSITIONS)[number], relativeTo: string | null): number {
  if (position === "Beginning") return 0;
  if (position === "End" || position === "None") return workbook.sheets.length;
  const sheet = relativeTo === null ? undefined : findSheet(workbook, relativeTo);
  if (!sheet) throw itemNotFound(`sheet ${relativeTo ?? ""}`);
  return workbook.sheets.indexOf(sheet) + (position === "After" ? 1 : 0);
}

/** The reference that an event carries is the address of what it is about. */
function rangeOfEvent({ workbook }: WorkbookTarget, args: readonly Argument[]): HostObject | null {
  const address = text(args, 0, "referenceId");
  const sheetName = address.slice(0, address.lastIndexOf("!"));
  return findSheet(workbook, sheetName.replace(/^'|'$/g, "").replaceAll("''", "'")) && parseRect(address.slice(address.lastIndexOf("!") + 1)) ? rangeObject(resolveAnywhere(workbook, address)) : null;
}

const WORKBOOK: HostClass<WorkbookTarget> = {
  className: "Workbook",
  get: {
    Name: ({ workbook }) => workbook.name,
    ReadOnly: ({ workbook }) => workbook.readOnly,
  },
  navigate: {
    Application: (target) => hostObject(APPLICATION, target),
    Comments: ({ workbook }) => commentsObject(workbook, null),
    CustomXmlParts: ({ workbook }) => customXmlPartsObject(workbook),
    Names: ({ workbook }) => namesObject(workbook, null),
    Protection: (target) => hostObject(WORKBOOK_PROTECTION, target),
    Tables: ({ workbook }) => tablesObject(workbook, null),
    Worksheets: ({ workbook }) => worksheetsObject(workbook),
  },
  call: {
    GetActiveCell: ({ workbook }) => {
      const [first] = workbook.active.selection;
      if (!first) throw new HostError("InvalidSelection", "nothing is selected");
      return { object: rangeObject({ workbook, sheet: workbook.active, rects: [{ ...first, rows: 1, columns: 1 }] }) };
    },
    GetSelectedRange: selectedRange,
    GetSelectedRanges: ({ workbook }) => ({ object: rangeAreasObject({ workbook, sheet: workbook.active, rects: workbook.active.selection }) }),
    InsertWorksheetsFromBase64: insertWorksheets,
    _GetRangeForEventByReferenceId: (target, args) => {
      const object = rangeOfEvent(target, args);
      if (!object) throw itemNotFound("the range of an event");
      return { object };
    },
    _GetRangeOrNullObjectForEventByReferenceId: (target, args) => ({ object: rangeOfEvent(target, args) }),
  },
};

export function workbookObject(target: WorkbookTarget): HostObject {
  return hostObject(WORKBOOK, target);
}

