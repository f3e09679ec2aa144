import { quoteSheetName, toAbsoluteA1, type Rect } from "../grid/address";
import type { SheetSnapshot, WorkbookSnapshot } from "../grid/snapshot";
import type { Edit, PageLayout, ValidationRule } from "../plan/edit";
import { DEFAULT_PROTECTION } from "../plan/lift-protection";
import { ownSheetAnchor } from "../store/anchors";
import type { OwnSheet, OwnSheetPurpose } from "../store/record";
import { lookUpNames } from "./own-names";
import type { SheetDraft } from "./sheet-draft";

/** Where a sheet of ours is, or will be. */
export type OwnSheetPlace<Purpose extends OwnSheetPurpose = OwnSheet["purpose"]> = {
  readonly purpose: Purpose;
  readonly sheetId: string;
  readonly name: string;
  /** `null`: the plan adds it. */
  readonly existing: SheetSnapshot | null;
};

/** A sheet as it should stand after the plan. */
export type OwnSheetContent = {
  readonly draft: SheetDraft;
  /** Names to define, besides the anchor. */
  readonly names: readonly { readonly name: string; readonly area: Rect; readonly hidden: boolean }[];
  readonly merges: readonly Rect[];
  readonly validations: readonly { readonly area: Rect; readonly rule: ValidationRule }[];
  readonly columns: readonly { readonly column: number; readonly columns: number; readonly width?: number; readonly hidden?: boolean }[];
  /** Heights in points, later ones over earlier ones: programs do not agree on what fits a Chinese font. */
  readonly heights: readonly { readonly row: number; readonly rows: number; readonly height: number }[];
  readonly frozen: { readonly rows: number; readonly columns: number } | null;
  readonly layout: PageLayout | null;
};

/** A line of text with some air, in points. */
export const LINE_HEIGHT = 20;

/** Excel's limit for a sheet name. */
const MAX_SHEET_NAME = 31;

/**
 * Finds a sheet of ours by its anchor, or says under which name a new one is added: `wanted`, or with a number
 * where a sheet of the user's has that name. `taken` are sheets that the same plan adds.
 */
export function placeOwnSheet<Purpose extends OwnSheetPurpose>(workbook: WorkbookSnapshot, purpose: Purpose, wanted: string, taken: readonly OwnSheetPlace[] = []): OwnSheetPlace<Purpose> {
  const anchored = lookUpNames(workbook).area(ownSheetAnchor(purpose));
  if (anchored) return { purpose, sheetId: anchored.sheet.sheetId, name: anchored.sheet.name, existing: anchored.sheet };
  const names = new Set([...workbook.sheets.map((sheet) => sheet.name.toLowerCase()), ...taken.map((place) => place.name.toLowerCase())]);
  const ids = new Set([...workbook.sheets.map((sheet) => sheet.sheetId), ...taken.map((place) => place.sheetId)]);
  const unused = (base: string, used: ReadonlySet<string>, limit: number): string => {
    for (let n = 1; ; n++) {
      const ending = n === 1 ? "" : `-${n}`;
      const candidate = `${base.slice(0, limit - ending.length)}${ending}`;
      if (!used.has(candidate.toLowerCase()) && !used.has(candidate)) return candidate;
    }
  };
  return { purpose, sheetId: unused(`twinscore-${purpose}`, ids, 60), name: unused(wanted, names, MAX_SHEET_NAME), existing: null };
}

/** Adds the sheet, or empties it. */
export function openOwnSheet(place: OwnSheetPlace<OwnSheetPurpose>): Edit {
  if (!place.existing) return { kind: "addSheet", sheetId: place.sheetId, name: place.name, visibility: "visible", after: null };
  return { kind: "clearSheet", sheetId: place.sheetId };
}

/** Names of the sheet: its anchor and what its content defines. */
export function nameOwnSheet(place: OwnSheetPlace<OwnSheetPurpose>, names: OwnSheetContent["names"]): readonly Edit[] {
  const sheet = quoteSheetName(place.name);
  return [
    { kind: "defineName", name: ownSheetAnchor(place.purpose), refersTo: `${sheet}!$A$1`, hidden: true },
    ...names.map(({ name, area, hidden }): Edit => ({ kind: "defineName", name, refersTo: `${sheet}!${toAbsoluteA1(area)}`, hidden })),
  ];
}

/** Cells, looks, validations and protection. */
export function fillOwnSheet(place: OwnSheetPlace, content: OwnSheetContent): readonly Edit[] {
  const { sheetId } = place;
  return [
    ...content.merges.map((area): Edit => ({ kind: "mergeCells", area: { sheetId, ...area } })),
    ...content.draft.edits(sheetId),
    ...content.validations.map(({ area, rule }): Edit => ({ kind: "setValidation", area: { sheetId, ...area }, rule })),
    ...content.columns.map((columns): Edit => ({ kind: "setColumns", sheetId, ...columns })),
    ...content.heights.map((rows): Edit => ({ kind: "setRowHeight", sheetId, ...rows })),
    ...(content.frozen ? [{ kind: "freezePanes", sheetId, ...content.frozen } as const] : []),
    ...(content.layout ? [{ kind: "setPageLayout", sheetId, layout: content.layout } as const] : []),
    { kind: "setProtection", sheetId, options: DEFAULT_PROTECTION },
  ];
}
