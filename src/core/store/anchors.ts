import type { Area } from "../grid/address";
import type { DefinedName, WorkbookSnapshot } from "../grid/snapshot";
import { parseReference } from "../template/own-cells";
import type { OwnSheetPurpose } from "./record";

/** Every defined name of ours begins with this; those with the dash in front are hidden. */
export const ANCHOR_PREFIX = "_TS_";
const OWN_SHEET_PREFIX = "_TS_own_";
const TABLE_ANCHOR = /^_TS_(T\d{1,6})$/i;

/** Name of a table's range, for example "_TS_T1". */
export function tableAnchor(tableId: string): string {
  return `${ANCHOR_PREFIX}${tableId}`;
}

/** Name of a table's key column, for example "_TS_T1_key". */
export function keyAnchor(tableId: string): string {
  return `${ANCHOR_PREFIX}${tableId}_key`;
}

/** Name of the first cell of a sheet of ours, for example "_TS_own_ranking" or "_TS_own_archive_A1". */
export function ownSheetAnchor(purpose: OwnSheetPurpose, archiveId: string | null = null): string {
  return `${OWN_SHEET_PREFIX}${purpose}${archiveId === null ? "" : `_${archiveId}`}`;
}

/** Name of the part of the ranking sheet that is true of live formulas only. */
export const LIVE_NOTE_ANCHOR = `${OWN_SHEET_PREFIX}ranking_note`;

function areaOf(workbook: WorkbookSnapshot, name: DefinedName): Area | null {
  const reference = parseReference(name.refersTo);
  if (!reference) return null;
  const wanted = reference.sheetName.toLowerCase();
  const sheet = workbook.sheets.find((candidate) => candidate.name.toLowerCase() === wanted);
  return sheet ? { sheetId: sheet.sheetId, ...reference.rect } : null;
}

/** Where a workbook-wide defined name points now, or `null` where it is missing or no longer one area. */
export function anchoredArea(workbook: WorkbookSnapshot, name: string): Area | null {
  const wanted = name.toLowerCase();
  const found = workbook.names.find((candidate) => candidate.sheetId === null && candidate.name.toLowerCase() === wanted);
  return found ? areaOf(workbook, found) : null;
}

/** A place of ours in the workbook: the name and where it points now. */
export type Anchor = { readonly name: string; readonly area: Area };

function anchorsMatching(workbook: WorkbookSnapshot, test: (name: string) => boolean): readonly Anchor[] {
  const anchors: Anchor[] = [];
  for (const name of workbook.names) {
    if (name.sheetId !== null || !test(name.name)) continue;
    const area = areaOf(workbook, name);
    if (area) anchors.push({ name: name.name, area });
  }
  return anchors;
}

/** Tables structured before, by id ("T1"), where their names still point to a sheet of the snapshot. */
export function anchoredTables(workbook: WorkbookSnapshot): ReadonlyMap<string, Area> {
  const tables = new Map<string, Area>();
  for (const { name, area } of anchorsMatching(workbook, (text) => TABLE_ANCHOR.test(text))) {
    tables.set(name.slice(ANCHOR_PREFIX.length).toUpperCase(), area);
  }
  return tables;
}

/** Sheets of our own: those that a `_TS_own_…` name points to. Works without the record. */
export function ownSheetIds(workbook: WorkbookSnapshot): ReadonlySet<string> {
  const prefix = OWN_SHEET_PREFIX.toLowerCase();
  return new Set(anchorsMatching(workbook, (text) => text.toLowerCase().startsWith(prefix)).map((anchor) => anchor.area.sheetId));
}

/** Names of archive sheets with their ids ("A1"), in the order of their numbers. */
export function archiveAnchors(workbook: WorkbookSnapshot): readonly (Anchor & { readonly archiveId: string })[] {
  const pattern = /^_TS_own_archive_(A\d{1,6})$/i;
  return anchorsMatching(workbook, (text) => pattern.test(text))
    .map((anchor) => ({ ...anchor, archiveId: (pattern.exec(anchor.name)?.[1] ?? "").toUpperCase() }))
    .sort((a, b) => Number(a.archiveId.slice(1)) - Number(b.archiveId.slice(1)));
}

/** Areas on a sheet that belong to a structured table (`_TS_T1_key`, `_TS_T1_…`), with the table's id. */
export function tableParts(workbook: WorkbookSnapshot, sheetId: string): readonly (Anchor & { readonly tableId: string })[] {
  const pattern = /^_TS_(T\d{1,6})_/i;
  return anchorsMatching(workbook, (text) => pattern.test(text))
    .filter((anchor) => anchor.area.sheetId === sheetId)
    .map((anchor) => ({ ...anchor, tableId: (pattern.exec(anchor.name)?.[1] ?? "").toUpperCase() }));
}
