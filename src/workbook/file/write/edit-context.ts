import { CodedError } from "../../../core/coded-error";
import type { PlanPurpose } from "../../../core/plan/plan";
import type { Rect } from "../../../core/grid/address";
import { PLAIN_STYLES_XML } from "../blank-workbook";
import { findPart, type PackageParts, partText, requiredText } from "../package/package-parts";
import { type ParsedSheet } from "../read/sheet-part";
import { tablesOf, type TableEntry } from "../read/table-part";
import { parsedSheetOf, sheetsOf, type StateSheet, workbookOf, workbookPartOfKind, type WorkbookState } from "../workbook-state";
import { relationshipType, withContentType, withRelationship, withText } from "./package-edits";
import { protectionXml } from "./sheet-elements";
import type { DraftedSheet } from "./drafted-cells";
import { createSheetDraft, type SheetDraft } from "./sheet-draft";
import { createStyleDraft, type StyleDraft, styleDraftText } from "./style-draft";
import { createWorkbookDraft, type WorkbookDraft, workbookDraftText } from "./workbook-draft";

const STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/** A sheet as the plan has it so far. */
export type EditedSheet = {
  readonly sheetId: string;
  readonly name: string;
  readonly relationshipId: string;
  readonly partName: string | null;
  readonly kind: StateSheet["kind"];
  readonly visibility: StateSheet["visibility"];
  /** As it was before the plan; `null` for a sheet that the plan adds and for chart sheets. */
  readonly parsed: ParsedSheet | null;
  readonly tables: readonly TableEntry[];
  /** Made when an edit first reaches the sheet. */
  draft: SheetDraft | null;
  /** The plan adds or clears it, so that it may merge cells. */
  isOwn: boolean;
  merges: readonly Rect[];
  /** Text of the protection element that the plan took away. */
  liftedProtection: string | null;
};

/** Everything that a plan changes, on copies: thrown away when an edit is refused. */
export type EditContext = {
  readonly before: WorkbookState;
  readonly purpose: PlanPurpose;
  parts: PackageParts;
  sheets: readonly EditedSheet[];
  readonly chosenIds: Map<string, string>;
  workbook: WorkbookDraft | null;
  styles: StyleDraft | null;
  /** Cells whose content the plan sets, by sheet id, then row × 2^14 + column. */
  readonly written: Map<string, Set<number>>;
  /** The plan wrote, replaced or removed formulas. */
  formulasChanged: boolean;
  /** Names and sheets changed: formulas that mention them are to be calculated. */
  readonly touchedWords: Set<string>;
  hasRecordEdit: boolean;
};

export function createEditContext(state: WorkbookState, purpose: PlanPurpose): EditContext {
  return {
    before: state,
    purpose,
    parts: state.parts,
    sheets: sheetsOf(state).map((sheet) => ({
      sheetId: sheet.sheetId,
      name: sheet.name,
      relationshipId: sheet.relationshipId,
      partName: sheet.partName,
      kind: sheet.kind,
      visibility: sheet.visibility,
      parsed: null,
      tables: [],
      draft: null,
      isOwn: false,
      merges: [],
      liftedProtection: null,
    })),
    chosenIds: new Map(state.chosenIds),
    workbook: null,
    styles: null,
    written: new Map(),
    formulasChanged: false,
    touchedWords: new Set(),
    hasRecordEdit: false,
  };
}

/** Refusals that a user's workbook can cause have codes, and so texts, of their own; the others are a planner's mistakes. */
const OWN_CODES: ReadonlySet<string> = new Set(["merged-cell", "array-part", "table-header", "sheet-name-taken"]);

/** A refused edit: `reason` says why, in one word of our own. */
export function invalidEdit(reason: string, params: Readonly<Record<string, string | number>> = {}): CodedError {
  if (OWN_CODES.has(reason)) return new CodedError(`edit.${reason}`, params);
  return new CodedError("edit.invalid", { reason, ...params });
}

/** The sheet, or error "sheet.not-found". */
export function sheetOf(context: EditContext, sheetId: string): EditedSheet {
  const sheet = context.sheets.find((entry) => entry.sheetId === sheetId);
  if (!sheet) throw new CodedError("sheet.not-found", { sheet: sheetId });
  return sheet;
}

/** The sheet with a draft to change; what was there before the plan is read along. */
export function draftedSheet(context: EditContext, sheetId: string): EditedSheet & { readonly draft: SheetDraft } {
  const sheet = sheetOf(context, sheetId);
  if (hasDraft(sheet)) return sheet;
  if (sheet.kind !== "worksheet" || sheet.partName === null) throw invalidEdit("not-a-worksheet", { sheet: sheet.name });
  const original = sheetsOf(context.before).find((entry) => entry.sheetId === sheetId);
  const parsed = original ? parsedSheetOf(context.before, original) : null;
  const drafted = {
    ...sheet,
    parsed,
    tables: tablesOf(context.parts, sheet.partName),
    draft: createSheetDraft(requiredText(context.parts, sheet.partName), sheet.partName),
    merges: parsed?.merges ?? [],
  };
  context.sheets = context.sheets.map((entry) => (entry === sheet ? drafted : entry));
  return drafted;
}

function hasDraft(sheet: EditedSheet): sheet is EditedSheet & { readonly draft: SheetDraft } {
  return sheet.draft !== null;
}

/** The workbook part to change. */
export function workbookDraft(context: EditContext): WorkbookDraft {
  context.workbook ??= createWorkbookDraft(requiredText(context.parts, context.before.mainPart), context.before.mainPart);
  return context.workbook;
}

/** The styles part to change; a workbook without one gets it. */
export function stylesDraft(context: EditContext): StyleDraft {
  if (context.styles) return context.styles;
  const name = workbookPartOfKind(context.before, "styles");
  const part = name === null ? null : findPart(context.parts, name);
  context.styles = part && name !== null ? createStyleDraft(partText(context.parts, part), name) : createStyleDraft(PLAIN_STYLES_XML, "xl/styles.xml");
  return context.styles;
}

export function markWritten(context: EditContext, sheetId: string, place: number): void {
  const cells = context.written.get(sheetId);
  if (cells) cells.add(place);
  else context.written.set(sheetId, new Set([place]));
}

/** Whether the package uses the namespaces of the strict standard. */
export function isStrict(context: EditContext): boolean {
  return workbookOf(context.before).strict;
}

export function isProtected(sheet: EditedSheet & { readonly draft: SheetDraft }): boolean {
  const xml = protectionXml(sheet.draft);
  return xml !== null && /\ssheet\s*=\s*["'](1|true)["']/.test(xml);
}

function finishStyles(context: EditContext): void {
  const { styles } = context;
  const text = styles && styleDraftText(styles);
  if (!styles || text === null) return;
  const existing = workbookPartOfKind(context.before, "styles");
  if (existing !== null && findPart(context.parts, existing)) {
    context.parts = withText(context.parts, existing, text);
    return;
  }
  const folder = context.before.mainPart.slice(0, context.before.mainPart.lastIndexOf("/") + 1);
  context.parts = withContentType(withText(context.parts, `${folder}styles.xml`, text), `${folder}styles.xml`, STYLES_TYPE);
  context.parts = withRelationship(context.parts, context.before.mainPart, relationshipType(isStrict(context), "styles"), "styles.xml").parts;
}

/** The sheets that the plan reached, by sheet id. */
export function draftedSheets(context: EditContext): ReadonlyMap<string, DraftedSheet> {
  return new Map(context.sheets.flatMap(({ sheetId, draft, parsed }) => (draft ? [[sheetId, { draft, before: parsed }] as const] : [])));
}

/** Turns styles, names and the list of sheets into parts. The sheets' own parts stay as they were: those are made once everything in them is known. */
export function finishContext(context: EditContext): WorkbookState {
  finishStyles(context);
  if (context.workbook) {
    const text = workbookDraftText(context.workbook);
    if (text !== requiredText(context.parts, context.before.mainPart)) context.parts = withText(context.parts, context.before.mainPart, text);
  }
  return { parts: context.parts, mainPart: context.before.mainPart, chosenIds: context.chosenIds };
}
