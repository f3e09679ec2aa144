import { CodedError } from "../../core/coded-error";
import { type ContentTypes, readContentTypes } from "./package/content-types";
import { findPart, type PackageParts, type Part, partText } from "./package/package-parts";
import { type ParsedSheet, parseSheet } from "./read/sheet-part";
import { readSharedStrings } from "./read/shared-strings";
import { readWorkbookPart, type SheetEntry, type WorkbookPart } from "./read/workbook-part";

/** A workbook at one moment. Never changed: an apply makes another one, an undo goes back to the former. */
export type WorkbookState = {
  readonly parts: PackageParts;
  readonly mainPart: string;
  /** Ids that a plan chose for the sheets it added, by relationship id. */
  readonly chosenIds: ReadonlyMap<string, string>;
};

/** A sheet with the id by which the port knows it. */
export type StateSheet = SheetEntry & { readonly sheetId: string; readonly index: number };

/** Error "file.damaged". */
export function contentTypesOf(state: WorkbookState): ContentTypes {
  const types = readContentTypes(state.parts);
  if (!types) throw new CodedError("file.not-a-workbook");
  return types;
}

const workbooks = new WeakMap<WorkbookState, WorkbookPart>();

/** Errors: "file.damaged", "file.unsafe-xml". */
export function workbookOf(state: WorkbookState): WorkbookPart {
  const known = workbooks.get(state);
  if (known) return known;
  const workbook = readWorkbookPart(state.parts, contentTypesOf(state), state.mainPart);
  workbooks.set(state, workbook);
  return workbook;
}

/** Sheets in tab order. The id of a sheet that was in the file when it was opened is its number there. */
export function sheetsOf(state: WorkbookState): readonly StateSheet[] {
  const seen = new Set<string>();
  return workbookOf(state).sheets.map((entry, index) => {
    let sheetId = state.chosenIds.get(entry.relationshipId) ?? String(entry.sheetNumber);
    // Unsound files give one number twice.
    while (seen.has(sheetId)) sheetId += "'";
    seen.add(sheetId);
    return { ...entry, sheetId, index };
  });
}

/** Part name of the workbook's only part of a kind ("styles", "sharedStrings", "theme"), or `null`. */
export function workbookPartOfKind(state: WorkbookState, kind: string): string | null {
  return workbookOf(state).relationships.find((relationship) => relationship.kind === kind && !relationship.external)?.target ?? null;
}

const parsedSheets = new WeakMap<Part, ParsedSheet>();

/**
 * Says what a worksheet's part holds whose text was just made, so that it need not be read from that text. `parsed`
 * must be exactly what `parseSheet` would find.
 */
export function rememberParsedSheet(state: WorkbookState, partName: string, parsed: ParsedSheet): void {
  const part = findPart(state.parts, partName);
  if (part) parsedSheets.set(part, parsed);
}

/** The content of a worksheet; `null` for a chart sheet and the like. Errors: "file.damaged", "file.unsafe-xml", "file.too-large". */
export function parsedSheetOf(state: WorkbookState, sheet: SheetEntry): ParsedSheet | null {
  if (sheet.kind !== "worksheet") return null;
  const part = sheet.partName === null ? null : findPart(state.parts, sheet.partName);
  if (!part) throw new CodedError("file.damaged", { part: sheet.partName ?? sheet.name });
  const known = parsedSheets.get(part);
  if (known) return known;
  const parsed = parseSheet(partText(state.parts, part), part.storedName, {
    sharedStrings: readSharedStrings(state.parts, workbookPartOfKind(state, "sharedStrings")),
    date1904: workbookOf(state).date1904,
    maxCells: state.parts.limits.maxCells,
  });
  parsedSheets.set(part, parsed);
  return parsed;
}

/** Whether a sheet's content was read already, so that asking about it costs nothing. */
export function isSheetRead(state: WorkbookState, sheet: SheetEntry): boolean {
  const part = sheet.partName === null ? null : findPart(state.parts, sheet.partName);
  return part != null && parsedSheets.has(part);
}
