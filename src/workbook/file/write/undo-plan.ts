import { CodedError } from "../../../core/coded-error";
import { cellA1, MAX_COLUMNS } from "../../../core/grid/address";
import { CONTENT_TYPES_PART } from "../package/content-types";
import { findPart, normalPartName, type PackageParts, type Part, partText } from "../package/package-parts";
import { sheetsOf, type StateSheet, workbookPartOfKind, type WorkbookState } from "../workbook-state";
import { outlineOf, outlineText, type PartOutline, withNewElement } from "../xml/part-outline";
import { childrenOf, fragmentXml, parseFragment } from "../xml/xml-fragment";
import { withText } from "./package-edits";
import { type CalculationFactory, recalculate } from "./recalculate";
import type { FileCell } from "./draft-cell";
import { createSheetDraft, putCellXml, type SheetDraft, sheetDraftText, writtenCell, writtenCells } from "./sheet-draft";
import { WORKSHEET_ORDER } from "./sheet-elements";

/** What an apply remembers for its way back. */
export type UndoToken = { readonly before: WorkbookState; readonly after: WorkbookState };

type Merge = { parts: PackageParts; readonly conflicts: string[]; readonly restored: Map<string, Set<number>> };

/** The same cell but for the cached value of its formula. */
function sameContent(a: FileCell | null, b: FileCell | null): boolean {
  if (a?.xml === b?.xml) return true;
  if (!a || !b || a.style !== b.style) return false;
  const formulaOf = (cell: FileCell): string | undefined => childrenOf(parseFragment(cell.xml).inner).find((child) => child.name === "f")?.xml;
  const formula = formulaOf(a);
  return formula !== undefined && formula === formulaOf(b);
}

function elementsByName(outline: PartOutline): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { name, xml } of outline.elements) names.set(name, (names.get(name) ?? "") + xml);
  return names;
}

/** Rows are merged cell by cell, the size of the used range follows them. */
const MERGED_OTHERWISE = new Set(["sheetData", "dimension"]);

function restoreElements(merge: Merge, sheet: StateSheet, drafts: { readonly before: SheetDraft; readonly after: SheetDraft; readonly current: SheetDraft }): void {
  const before = elementsByName(drafts.before.outline);
  const after = elementsByName(drafts.after.outline);
  const current = elementsByName(drafts.current.outline);
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    if (MERGED_OTHERWISE.has(name) || before.get(name) === after.get(name)) continue;
    if (current.get(name) !== after.get(name)) {
      merge.conflicts.push(sheet.name);
      continue;
    }
    const { current: draft } = drafts;
    draft.outline = { ...draft.outline, elements: draft.outline.elements.filter((element) => element.name !== name) };
    for (const element of drafts.before.outline.elements) {
      if (element.name === name) draft.outline = withNewElement(draft.outline, WORKSHEET_ORDER, name, element.xml);
    }
  }
}

function restoreCells(merge: Merge, sheet: StateSheet, drafts: { readonly before: SheetDraft; readonly after: SheetDraft; readonly current: SheetDraft }): void {
  const before = writtenCells(drafts.before);
  const after = writtenCells(drafts.after);
  const restored = new Set<number>();
  for (const place of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(place) ?? null;
    const became = after.get(place) ?? null;
    if (was?.xml === became?.xml || sameContent(was, became)) continue;
    const row = Math.floor(place / MAX_COLUMNS);
    const column = place % MAX_COLUMNS;
    if (sameContent(writtenCell(drafts.current, row, column), became)) restored.add(place);
    else merge.conflicts.push(`${sheet.name}!${cellA1(row, column)}`);
  }
  for (const place of restored) putCellXml(drafts.current, Math.floor(place / MAX_COLUMNS), place % MAX_COLUMNS, before.get(place)?.xml ?? null);
  merge.restored.set(sheet.sheetId, restored);
}

function mergeSheet(merge: Merge, sheet: StateSheet, texts: { readonly before: string; readonly after: string; readonly current: string }, partName: string): void {
  const drafts = {
    before: createSheetDraft(texts.before, partName),
    after: createSheetDraft(texts.after, partName),
    current: createSheetDraft(texts.current, partName),
  };
  restoreElements(merge, sheet, drafts);
  restoreCells(merge, sheet, drafts);
  merge.parts = withText(merge.parts, partName, sheetDraftText(drafts.current));
}

/** What the plan added is taken out, what it took out is put back; the rest of the list stays. */
function mergeLists(before: readonly string[], after: readonly string[], current: readonly string[]): readonly string[] {
  const was = new Set(before);
  const became = new Set(after);
  const kept = current.filter((item) => was.has(item) || !became.has(item));
  return [...kept, ...before.filter((item) => !became.has(item) && !current.includes(item))];
}

function mergeListPart(merge: Merge, name: string, texts: { readonly before: string; readonly after: string; readonly current: string }): void {
  const lists = [texts.before, texts.after, texts.current].map((text) => outlineOf(text, name).elements.map((element) => element.xml));
  const outline = outlineOf(texts.current, name);
  const merged = mergeLists(lists[0] ?? [], lists[1] ?? [], lists[2] ?? []);
  merge.parts = withText(merge.parts, name, outlineText({ ...outline, elements: merged.map((xml) => ({ name: "", before: "", xml })) }));
}

/** Names are merged one by one; where sheets came or went since, their numbers mean something else now. */
function mergeWorkbookPart(merge: Merge, name: string, texts: { readonly before: string; readonly after: string; readonly current: string }): void {
  const [before, after, current] = [texts.before, texts.after, texts.current].map((text) => outlineOf(text, name));
  if (!before || !after || !current) return;
  const xmlOf = (outline: PartOutline, element: string): string => outline.elements.filter((entry) => entry.name === element).map((entry) => entry.xml).join("");
  let { elements } = current;
  for (const element of new Set([...before.elements, ...after.elements].map((entry) => entry.name))) {
    const was = xmlOf(before, element);
    const became = xmlOf(after, element);
    if (was === became) continue;
    const is = xmlOf(current, element);
    if (is !== became && element !== "definedNames") {
      // Asking for a calculation twice is no conflict.
      if (element !== "calcPr") merge.conflicts.push(name);
      continue;
    }
    const children = (xml: string): readonly string[] => (xml === "" ? [] : childrenOf(parseFragment(xml).inner).map((child) => child.xml));
    const merged = is === became ? was : fragmentXml({ ...parseFragment(is || became), inner: mergeLists(children(was), children(became), children(is)).join("") });
    const outline = { ...current, elements: elements.filter((entry) => entry.name !== element) };
    elements = merged === "" ? outline.elements : withNewElement(outline, before.elements.map((entry) => entry.name), element, merged).elements;
  }
  merge.parts = withText(merge.parts, name, outlineText({ ...current, elements }));
}

function textOf(state: WorkbookState, part: Part | undefined): string | null {
  return part ? partText(state.parts, part) : null;
}

function restorePart(merge: Merge, name: string, part: Part | undefined): void {
  const byName = new Map(merge.parts.byName);
  if (part) byName.set(name, part);
  else byName.delete(name);
  merge.parts = { ...merge.parts, byName };
}

function mergePart(merge: Merge, name: string, token: UndoToken, current: WorkbookState, sheets: ReadonlyMap<string, StateSheet>): void {
  const was = token.before.parts.byName.get(name);
  const became = token.after.parts.byName.get(name);
  const is = current.parts.byName.get(name);
  const styles = workbookPartOfKind(current, "styles");
  // Styles only grow, and a later plan may use what this one added: they stay.
  if (styles !== null && normalPartName(styles) === name) return;
  if (is === became) {
    restorePart(merge, name, was);
    return;
  }
  const texts = { before: textOf(token.before, was), after: textOf(token.after, became), current: textOf(current, is) };
  const sheet = sheets.get(name);
  if (texts.before === null || texts.after === null || texts.current === null) {
    // The calculation chain comes and goes by itself.
    if (!name.endsWith("calcchain.xml")) merge.conflicts.push(sheet?.name ?? name);
    return;
  }
  const complete = { before: texts.before, after: texts.after, current: texts.current };
  if (sheet) mergeSheet(merge, sheet, complete, name);
  else if (name === normalPartName(CONTENT_TYPES_PART) || name.endsWith(".rels")) mergeListPart(merge, name, complete);
  else if (name === normalPartName(current.mainPart)) mergeWorkbookPart(merge, name, complete);
  else merge.conflicts.push(name);
}

/**
 * The state without what the plan did. Nothing else happened since: the very state before it. Otherwise every
 * cell, element and part that the plan changed and nobody changed since goes back; where somebody did, error
 * "undo.changed-since" names the cells (or sheets, or parts) and nothing is undone. Rule FH-35.
 */
export function undoPlan(current: WorkbookState, token: UndoToken, create: CalculationFactory, now: number): WorkbookState {
  if (current === token.after) return token.before;
  const merge: Merge = { parts: current.parts, conflicts: [], restored: new Map() };
  const sheets = new Map(sheetsOf(current).flatMap((sheet) => (sheet.partName === null ? [] : [[normalPartName(sheet.partName), sheet] as const])));
  const names = new Set([...token.before.parts.byName.keys(), ...token.after.parts.byName.keys()]);
  for (const name of names) {
    if (token.before.parts.byName.get(name) !== token.after.parts.byName.get(name)) mergePart(merge, name, token, current, sheets);
  }
  if (merge.conflicts.length > 0) throw new CodedError("undo.changed-since", { cells: [...new Set(merge.conflicts)].slice(0, 20), count: new Set(merge.conflicts).size });
  const merged: WorkbookState = { ...current, parts: merge.parts };
  if (!findPart(merged.parts, merged.mainPart)) return merged;
  return recalculate(merged, { written: merge.restored, touchedWords: new Set(), drafted: new Map() }, create, now).state;
}
