import { HostError } from "../protocol/host-error";
import { localAddress, type Block } from "../model/references";
import type { SheetModel } from "../model/sheet-model";
import type { WorkbookModel } from "../model/workbook-model";

/** Brings a sheet to the front; a hidden one cannot come. */
export function activateSheet(workbook: WorkbookModel, sheet: SheetModel): void {
  if (sheet.visibility !== "Visible") throw new HostError("InvalidOperation", `the hidden sheet ${sheet.name} cannot be activated`);
  if (workbook.active === sheet) return;
  const { author } = workbook;
  workbook.events.push({ kind: "deactivated", sheet: workbook.active, author }, { kind: "activated", sheet, author });
  workbook.active = sheet;
}

/** Selects cells and brings their sheet to the front. A protected sheet may allow no or only unlocked cells. */
export function selectRects({ workbook, sheet, rects }: Block): void {
  activateSheet(workbook, sheet);
  if (sheet.protection?.options["selectionMode"] === "None") throw new HostError("InvalidSelection", `nothing may be selected on ${sheet.name}`);
  sheet.selection = rects;
  workbook.events.push({ kind: "selectionChanged", sheet, author: workbook.author, address: rects.map(localAddress).join(",") });
}
