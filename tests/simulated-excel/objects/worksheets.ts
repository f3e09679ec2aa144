import { flag, text } from "../protocol/arguments";
import { HostError, invalidArgument, itemNotFound } from "../protocol/host-error";
import { hostObject, type Argument, type HostClass, type HostObject, type Returned } from "../protocol/host-object";
import { ensureStructureOpen } from "../model/protection";
import { addSheet, isSheetName } from "../model/sheet-changes";
import { findSheet, type WorkbookModel } from "../model/workbook-model";
import { eventCalls, type EventTable } from "./event-registrations";
import { worksheetObject } from "./worksheet";

const WORKBOOK_TARGET = "Workbook";

const COLLECTION_EVENTS: EventTable = {
  _RegisterActivatedEvent: 11,
  _RegisterAddedEvent: 13,
  _RegisterCalculatedEvent: 16,
  _RegisterDataChangedEvent: 10,
  _RegisterDeactivatedEvent: 12,
  _RegisterDeletedEvent: 15,
  _RegisterFormatChangedEvent: 18,
  _RegisterProtectionChangedEvent: 24,
  _RegisterRowHiddenChangedEvent: 22,
  _RegisterSelectionChangedEvent: 14,
};

function ordered(workbook: WorkbookModel, visibleOnly: boolean): readonly HostObject[] {
  return workbook.sheets.filter((sheet) => !visibleOnly || sheet.visibility === "Visible").map((sheet) => worksheetObject(workbook, sheet));
}

function end(workbook: WorkbookModel, at: 0 | -1, args: readonly Argument[]): Returned {
  const object = ordered(workbook, flag(args, 0, "visibleOnly")).at(at);
  if (!object) throw itemNotFound("a sheet");
  return { object };
}

function byKey(workbook: WorkbookModel, args: readonly Argument[]): HostObject | null {
  const sheet = findSheet(workbook, text(args, 0, "key"));
  return sheet ? worksheetObject(workbook, sheet) : null;
}

function add(workbook: WorkbookModel, args: readonly Argument[]): Returned {
  const name = args[0] == null ? null : text(args, 0, "name");
  ensureStructureOpen(workbook);
  if (name !== null && !isSheetName(name)) throw invalidArgument(`sheet name ${name}`);
  if (name !== null && findSheet(workbook, name)) throw new HostError("ItemAlreadyExists", `sheet ${name}`);
  return { object: worksheetObject(workbook, addSheet(workbook, name)) };
}

const WORKSHEETS: HostClass<WorkbookModel> = {
  className: "WorksheetCollection",
  items: (workbook) => ordered(workbook, false),
  call: {
    Add: add,
    GetActiveWorksheet: (workbook) => ({ object: worksheetObject(workbook, workbook.active) }),
    GetCount: (workbook, args) => ({ value: ordered(workbook, flag(args, 0, "visibleOnly")).length }),
    GetFirst: (workbook, args) => end(workbook, 0, args),
    GetItem: (workbook, args) => {
      const object = byKey(workbook, args);
      if (!object) throw itemNotFound(`sheet ${text(args, 0, "key")}`);
      return { object };
    },
    GetItemOrNullObject: (workbook, args) => ({ object: byKey(workbook, args) }),
    GetLast: (workbook, args) => end(workbook, -1, args),
    ...eventCalls<WorkbookModel>(COLLECTION_EVENTS, (workbook) => [workbook, WORKBOOK_TARGET]),
  },
};

export function worksheetsObject(workbook: WorkbookModel): HostObject {
  return hostObject(WORKSHEETS, workbook);
}
