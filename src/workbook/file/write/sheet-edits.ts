import { CodedError } from "../../../core/coded-error";
import { MAX_COLUMNS, quoteSheetName } from "../../../core/grid/address";
import type { Edit, ValidationRule } from "../../../core/plan/edit";
import { EMPTY_SHEET_XML } from "../blank-workbook";
import { findPart, partText } from "../package/package-parts";
import { relationshipsOf } from "../package/relationships";
import { STRICT_MAIN, TRANSITIONAL_MAIN } from "../read/workbook-part";
import { workbookOf } from "../workbook-state";
import { attributeOf } from "../xml/xml-fragment";
import { decodeEntities, escapeText } from "../xml/xml-text";
import { overlaps } from "./area-arithmetic";
import { checkArea, checkProtectionAllows } from "./cell-edits";
import { draftedSheet, type EditContext, type EditedSheet, invalidEdit, isProtected, isStrict, markWritten, sheetOf, stylesDraft, workbookDraft } from "./edit-context";
import { withoutSheetReferences } from "./lost-references";
import { freePartName, relationshipType, withContentType, withoutPartEntirely, withoutRelationships, withRelationship, withText } from "./package-edits";
import { clearRows, replaceFormulaText, setRowHeight } from "./sheet-draft";
import {
  addConditionalFormat,
  addMerge,
  clearElements,
  freezePanes,
  protectionXml,
  setColumns,
  setPageLayout,
  setProtection,
  setValidation,
  settleValidations,
} from "./sheet-elements";
import { differenceStyle } from "./style-draft";
import { addSheetEntry, defineName, editNames, removeSheetEntry } from "./workbook-draft";

const WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
type EditOf<Kind extends Edit["kind"]> = Extract<Edit, { kind: Kind }>;

/** Excel's limits of a rule's texts and lists; longer ones make it call the file damaged. */
function checkRule(rule: ValidationRule, sheet: EditedSheet): void {
  const isFit =
    rule.promptTitle.length <= 32 && rule.errorTitle.length <= 32 && rule.prompt.length <= 255 && rule.error.length <= 255 && (rule.type !== "listOf" || rule.items.join(",").length <= 255);
  if (!isFit) throw invalidEdit("validation-too-long", { sheet: sheet.name });
  if (rule.type === "listOf" && (rule.items.length === 0 || rule.items.some((item) => item.includes(",")))) throw invalidEdit("validation-list", { sheet: sheet.name });
}

export function applyValidation(context: EditContext, { area, rule }: EditOf<"setValidation">): void {
  const sheet = draftedSheet(context, area.sheetId);
  checkArea(sheet, area);
  checkProtectionAllows(sheet, null);
  if (rule) checkRule(rule, sheet);
  setValidation(sheet.draft, area, rule);
}

export function applyConditionalFormat(context: EditContext, { area, formula, fill, fontColor }: EditOf<"setConditionalFormat">): void {
  const sheet = draftedSheet(context, area.sheetId);
  checkArea(sheet, area);
  checkProtectionAllows(sheet, null);
  addConditionalFormat(sheet.draft, area, formula, differenceStyle(stylesDraft(context), fill, fontColor));
}

/** A password that nobody gave us stops the plan. Rule FH-30. */
export function applyProtection(context: EditContext, { sheetId, options }: EditOf<"setProtection">): void {
  const sheet = draftedSheet(context, sheetId);
  const xml = protectionXml(sheet.draft);
  if (xml !== null && isProtected(sheet) && /\s(password|hashValue)\s*=\s*["'][^"']/.test(xml)) {
    throw new CodedError("sheet.protected-password", { sheet: sheet.name });
  }
  setProtection(sheet.draft, options, xml ?? sheet.liftedProtection);
  if (options === null) sheet.liftedProtection = xml ?? sheet.liftedProtection;
}

export function applyColumns(context: EditContext, edit: EditOf<"setColumns">): void {
  const sheet = draftedSheet(context, edit.sheetId);
  checkArea(sheet, { row: 0, column: edit.column, rows: 1, columns: edit.columns });
  checkProtectionAllows(sheet, "formatColumns");
  if (edit.width !== undefined && !(edit.width >= 0 && edit.width <= 255)) throw invalidEdit("width", { sheet: sheet.name });
  setColumns(sheet.draft, { first: edit.column, last: edit.column + edit.columns - 1, width: edit.width, hidden: edit.hidden });
}

export function applyRowHeight(context: EditContext, edit: EditOf<"setRowHeight">): void {
  const sheet = draftedSheet(context, edit.sheetId);
  checkArea(sheet, { row: edit.row, column: 0, rows: edit.rows, columns: 1 });
  checkProtectionAllows(sheet, "formatRows");
  if (!(edit.height >= 0 && edit.height <= 409.5)) throw invalidEdit("height", { sheet: sheet.name });
  for (let row = edit.row; row < edit.row + edit.rows; row++) setRowHeight(sheet.draft, row, edit.height);
}

export function applyMerge(context: EditContext, { area }: EditOf<"mergeCells">): void {
  const sheet = draftedSheet(context, area.sheetId);
  checkArea(sheet, area);
  if (!sheet.isOwn) throw invalidEdit("merge-foreign-sheet", { sheet: sheet.name });
  if (sheet.merges.some((merge) => overlaps(merge, area))) throw invalidEdit("merge-overlap", { sheet: sheet.name });
  checkProtectionAllows(sheet, null);
  if (area.rows * area.columns === 1) return;
  addMerge(sheet.draft, area);
  sheet.merges = [...sheet.merges, area];
}

export function applyPanes(context: EditContext, edit: EditOf<"freezePanes">): void {
  const sheet = draftedSheet(context, edit.sheetId);
  checkArea(sheet, { row: 0, column: 0, rows: edit.rows + 1, columns: edit.columns + 1 });
  freezePanes(sheet.draft, edit.rows, edit.columns);
}

function sheetIndex(context: EditContext, sheet: EditedSheet): number {
  return context.sheets.findIndex((entry) => entry.sheetId === sheet.sheetId);
}

export function applyPageLayout(context: EditContext, { sheetId, layout }: EditOf<"setPageLayout">): void {
  const sheet = draftedSheet(context, sheetId);
  setPageLayout(sheet.draft, layout);
  const { titleRows } = layout;
  const refersTo = titleRows && `${quoteSheetName(sheet.name)}!$${String(titleRows.first + 1)}:$${String(titleRows.last + 1)}`;
  if (titleRows) checkArea(sheet, { row: titleRows.first, column: 0, rows: titleRows.last - titleRows.first + 1, columns: 1 });
  defineName(workbookDraft(context), { name: "_xlnm.Print_Titles", sheetIndex: sheetIndex(context, sheet) }, refersTo, false);
}

function checkSheetName(context: EditContext, name: string): void {
  const isFit = name.length > 0 && name.length <= 31 && !/[\\/?*:[\]]|^'|'$/.test(name) && name.toLowerCase() !== "history" && escapeText(name) !== "" && !/[\u0000-\u001f]/.test(name);
  if (!isFit) throw invalidEdit("sheet-name", { sheet: name });
  if (context.sheets.some((sheet) => sheet.name.toLowerCase() === name.toLowerCase())) throw invalidEdit("sheet-name-taken", { sheet: name });
}

/**
 * Formulas and names say which sheet they mean by its name. Names that Excel does not allow, and two of one name, cannot
 * be said so that every program understands the same sheet. Error "workbook.sheet-names". Rule FH-37.
 */
export function checkSheetNames(sheets: readonly { readonly name: string }[]): void {
  const seen = new Set<string>();
  const unfit = sheets.filter(({ name }) => {
    const folded = name.toLowerCase();
    const isTaken = seen.has(folded);
    seen.add(folded);
    return isTaken || name === "" || /[\\/?*:[\]]/.test(name);
  });
  if (unfit.length > 0) throw new CodedError("workbook.sheet-names", { sheets: unfit.slice(0, 5).map(({ name }) => name) });
}

function checkStructure(context: EditContext): void {
  if (workbookOf(context.before).structureLocked) throw new CodedError("workbook.structure-protected");
}

/** Rule FH-33. */
export function applyAddSheet(context: EditContext, edit: EditOf<"addSheet">): void {
  checkStructure(context);
  checkSheetName(context, edit.name);
  if (context.sheets.some((sheet) => sheet.sheetId === edit.sheetId)) throw invalidEdit("sheet-id-taken", { sheet: edit.sheetId });
  const after = edit.after === null ? null : sheetOf(context, edit.after);
  const index = after ? sheetIndex(context, after) + 1 : context.sheets.length;
  const strict = isStrict(context);
  const main = context.before.mainPart;
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const partName = freePartName(context.parts, `${folder}worksheets/sheet`, ".xml");
  const namespace = relationshipType(strict, "").slice(0, -1);
  const xml = strict ? EMPTY_SHEET_XML.replace(TRANSITIONAL_MAIN, STRICT_MAIN).replace(relationshipType(false, "").slice(0, -1), namespace) : EMPTY_SHEET_XML;
  context.parts = withContentType(withText(context.parts, partName, xml), partName, WORKSHEET_TYPE);
  const added = withRelationship(context.parts, main, relationshipType(strict, "worksheet"), partName.slice(folder.length));
  context.parts = added.parts;
  addSheetEntry(workbookDraft(context), { name: edit.name, hidden: edit.visibility === "hidden", relationshipId: added.id, index, namespace });
  const sheet: EditedSheet = {
    sheetId: edit.sheetId,
    name: edit.name,
    relationshipId: added.id,
    partName,
    kind: "worksheet",
    visibility: edit.visibility,
    parsed: null,
    tables: [],
    draft: null,
    isOwn: true,
    merges: [],
    liftedProtection: null,
  };
  context.chosenIds.set(added.id, edit.sheetId);
  context.sheets = [...context.sheets.slice(0, index), sheet, ...context.sheets.slice(index)];
  context.touchedWords.add(edit.name);
}

/** Takes a part away, and what only it refers to. */
function dropPart(context: EditContext, partName: string): void {
  const targets = relationshipsOf(context.parts, partName).filter((relationship) => !relationship.external);
  context.parts = withoutPartEntirely(context.parts, partName);
  for (const { target } of targets) {
    if (findPart(context.parts, target) && !isReferenced(context, target)) dropPart(context, target);
  }
}

function isReferenced(context: EditContext, target: string): boolean {
  for (const part of context.parts.byName.values()) {
    const match = /^(.*?)_rels\/([^/]*)\.rels$/.exec(part.storedName.replaceAll("\\", "/").replace(/^\/+/, ""));
    if (!match) continue;
    const source = `${match[1] ?? ""}${match[2] ?? ""}`;
    if (relationshipsOf(context.parts, source).some((relationship) => !relationship.external && relationship.target.toLowerCase() === target.toLowerCase())) return true;
  }
  return false;
}

/** Formulas elsewhere that refer to the sheet say #REF! afterwards, as in Excel. Rule FH-33. */
export function applyDeleteSheet(context: EditContext, { sheetId }: EditOf<"deleteSheet">): void {
  checkStructure(context);
  const sheet = sheetOf(context, sheetId);
  const visible = context.sheets.filter((entry) => entry.visibility === "visible");
  if (visible.length === 1 && visible[0] === sheet) throw invalidEdit("last-sheet", { sheet: sheet.name });
  removeSheetEntry(workbookDraft(context), sheetIndex(context, sheet));
  context.sheets = context.sheets.filter((entry) => entry !== sheet);
  context.written.delete(sheetId);
  context.chosenIds.delete(sheet.relationshipId);
  context.parts = withoutRelationships(context.parts, context.before.mainPart, (id) => id === sheet.relationshipId);
  if (sheet.partName !== null) dropPart(context, sheet.partName);
  context.formulasChanged = true;
  editNames(workbookDraft(context), (name) => {
    const refersTo = decodeEntities(name.inner) ?? "";
    const changed = withoutSheetReferences(refersTo, sheet.name);
    if (changed === refersTo) return name;
    context.touchedWords.add(attributeOf(name, "name") ?? "");
    return { ...name, inner: escapeText(changed) };
  });
  for (const other of context.sheets) {
    if (other.kind !== "worksheet" || other.partName === null) continue;
    // Most sheets say nothing of the one that goes: they are not even cut.
    const part = other.draft ? null : findPart(context.parts, other.partName);
    if (part && !partText(context.parts, part).includes(escapeText(sheet.name))) continue;
    loseReferences(context, other.sheetId, sheet.name);
  }
}

function loseReferences(context: EditContext, sheetId: string, lost: string): void {
  const sheet = draftedSheet(context, sheetId);
  const { draft } = sheet;
  for (const [index, { formula }] of sheet.isOwn ? [] : (sheet.parsed?.cells.formulas ?? [])) {
    const changed = withoutSheetReferences(formula, lost);
    if (changed === formula) continue;
    const row = sheet.parsed?.cells.rows[index] ?? 0;
    const column = sheet.parsed?.cells.columns[index] ?? 0;
    replaceFormulaText(draft, row, column, changed);
    markWritten(context, sheetId, row * MAX_COLUMNS + column);
  }
  settleValidations(draft);
  const elements = draft.outline.elements.map((element) => {
    if (element.name === "sheetData") return element;
    const xml = element.xml.replace(/(<((?:\w+:)?(?:formula[12]?|f))>)([^<]*)(<\/\2>)/g, (_, open: string, __: string, text: string, close: string) => {
      const formula = decodeEntities(text) ?? "";
      const changed = withoutSheetReferences(formula, lost);
      return `${open}${changed === formula ? text : escapeText(changed)}${close}`;
    });
    return xml === element.xml ? element : { ...element, xml };
  });
  draft.outline = { ...draft.outline, elements };
}

/** Empties a sheet of ours. Rule FH-34. */
export function applyClearSheet(context: EditContext, { sheetId }: EditOf<"clearSheet">): void {
  const sheet = draftedSheet(context, sheetId);
  if (sheet.tables.length > 0) throw invalidEdit("sheet-has-table", { sheet: sheet.name });
  const former = protectionXml(sheet.draft);
  if (isProtected(sheet)) throw new CodedError("sheet.protected", { sheet: sheet.name });
  if ((sheet.parsed?.cells.formulas.size ?? 0) > 0) context.formulasChanged = true;
  clearRows(sheet.draft);
  clearElements(sheet.draft);
  sheet.isOwn = true;
  sheet.merges = [];
  sheet.liftedProtection = former ?? sheet.liftedProtection;
  context.touchedWords.add(sheet.name);
  const cells = sheet.parsed?.cells;
  if (!cells) return;
  const written = context.written.get(sheetId) ?? new Set<number>();
  cells.rows.forEach((row, index) => written.add(row * MAX_COLUMNS + (cells.columns[index] ?? 0)));
  context.written.set(sheetId, written);
}

const NAME = /^[\p{L}_\\][\p{L}\p{N}_.\\?]*$/u;

/** Rule FH-29. */
export function applyDefineName(context: EditContext, edit: EditOf<"defineName">): void {
  const isReference = /^[A-Za-z]{1,3}\d+$|^[Rr]\d*([Cc]\d*)?$|^[Cc]\d*$/.test(edit.name);
  if (!NAME.test(edit.name) || edit.name.length > 255 || isReference || edit.refersTo === "") throw invalidEdit("name", { name: edit.name });
  defineName(workbookDraft(context), { name: edit.name, sheetIndex: null }, edit.refersTo, edit.hidden);
  context.touchedWords.add(edit.name);
}
