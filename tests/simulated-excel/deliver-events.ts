import type { CellValue } from "../../src/core/grid/cell";
import { fullAddress, localAddress } from "./model/references";
import type { Author, ModelEvent, WorkbookModel } from "./model/workbook-model";
import { registrationKey, registrationsOf } from "./objects/event-registrations";
import { valueTypeOf } from "./objects/read-cells";
import { isAvailable, type ApiLevel } from "./protocol/requirement-sets";

/** A message as the client library takes it from its host. */
export type EventEntry = { readonly messageCategory: 65536; readonly messageType: number; readonly targetId: string; readonly message: string; readonly id: number };

/** Number of `Workbook.onSelectionChanged`, which is older than the events registered at the host. */
const WORKBOOK_SELECTION = 2;

type Announced = { readonly event: number; readonly targets: readonly string[]; readonly args: Readonly<Record<string, unknown>> };

function originOf(author: Author, level: ApiLevel): Readonly<Record<string, string>> {
  const source = author === "coAuthor" ? "Remote" : "Local";
  // `triggerSource` came with 1.14; all levels here have it.
  return isAvailable("Worksheet", "_RegisterProtectionChangedEvent", level) ? { source, triggerSource: author === "addIn" ? "ThisLocalAddin" : "Unknown" } : { source };
}

function plainOf(value: CellValue): string | number | boolean {
  if (value === null) return "";
  return typeof value === "object" ? value.error : value;
}

function announced(event: ModelEvent, level: ApiLevel): Announced {
  const { sheet } = event;
  const origin = originOf(event.author, level);
  const everywhere = [sheet.id, "Workbook"];
  switch (event.kind) {
    case "changed": {
      const { rect, before, after } = event;
      const details = rect.rows * rect.columns === 1 ? { valueBefore: plainOf(before), valueAfter: plainOf(after), valueTypeBefore: valueTypeOf(before), valueTypeAfter: valueTypeOf(after) } : {};
      return {
        event: 10,
        targets: everywhere,
        args: { changeType: "RangeEdited", worksheetId: sheet.id, address: localAddress(rect), referenceId: fullAddress(sheet, rect), shiftDirection: "None", ...origin, ...details },
      };
    }
    case "formatChanged":
      return { event: 18, targets: everywhere, args: { worksheetId: sheet.id, address: localAddress(event.rect), referenceId: fullAddress(sheet, event.rect), ...origin } };
    case "selectionChanged":
      return { event: 14, targets: everywhere, args: { worksheetId: sheet.id, address: event.address, isInsideTable: false, ...origin } };
    case "protectionChanged":
      return { event: 24, targets: everywhere, args: { worksheetId: sheet.id, isProtected: sheet.protection !== null, sheetPassword: false, ...origin } };
    case "calculated":
      return { event: 16, targets: everywhere, args: { worksheetId: sheet.id, address: event.address } };
    case "rowHiddenChanged":
      return { event: 22, targets: everywhere, args: { worksheetId: sheet.id, address: event.address, changeType: "Hidden", ...origin } };
    case "activated":
      return { event: 11, targets: everywhere, args: { worksheetId: sheet.id } };
    case "deactivated":
      return { event: 12, targets: everywhere, args: { worksheetId: sheet.id } };
    case "added":
      return { event: 13, targets: ["Workbook"], args: { worksheetId: sheet.id, ...origin } };
    case "deleted":
      return { event: 15, targets: ["Workbook"], args: { worksheetId: sheet.id, ...origin } };
    case "tableAdded":
      return { event: 102, targets: everywhere, args: { worksheetId: sheet.id, tableId: event.tableId, ...origin } };
    case "tableDeleted":
      return { event: 103, targets: everywhere, args: { worksheetId: sheet.id, tableId: event.tableId, tableName: event.tableName, ...origin } };
    case "tableChanged":
      return {
        event: 101,
        targets: [event.tableId, ...everywhere],
        args: { changeType: "RangeEdited", worksheetId: sheet.id, tableId: event.tableId, address: localAddress(event.rect), referenceId: fullAddress(sheet, event.rect), ...origin },
      };
  }
}

/** Takes the events that happened and gives the messages for those who registered; others hear nothing (SX-24). */
export function takeEventEntries(workbook: WorkbookModel, level: ApiLevel): readonly EventEntry[] {
  const registrations = registrationsOf(workbook);
  const happened = workbook.events.splice(0);
  const entries: EventEntry[] = [];
  for (const event of happened) {
    // The workbook's own selection event is registered inside the client library, not at the host.
    if (event.kind === "selectionChanged") entries.push({ messageCategory: 65536, messageType: WORKBOOK_SELECTION, targetId: "", message: "{}", id: entries.length });
    const { event: messageType, targets, args } = announced(event, level);
    for (const targetId of targets) {
      if (!registrations.has(registrationKey(messageType, targetId))) continue;
      entries.push({ messageCategory: 65536, messageType, targetId, message: JSON.stringify(args), id: entries.length });
    }
  }
  return entries;
}
