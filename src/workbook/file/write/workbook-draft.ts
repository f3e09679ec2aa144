import { elementXml, outlineOf, outlineText, type PartOutline, withElement } from "../xml/part-outline";
import { attributeOf, childrenOf, type Fragment, fragmentXml, parseFragment, withAttributes } from "../xml/xml-fragment";
import { escapeText, escapeAttribute } from "../xml/xml-text";

const ORDER = [
  "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences", "definedNames",
  "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
];

/** The list of names taken apart, and where each stands in it: a plan defines hundreds of them one by one. */
type DraftNames = { readonly items: { readonly key: string; readonly xml: string }[]; readonly places: Map<string, number> };

/** The workbook part under change: an outline that every edit replaces. */
export type WorkbookDraft = {
  outline: PartOutline;
  /** `null` while the outline has the list of names as it is. */
  names: DraftNames | null;
};

export function createWorkbookDraft(text: string, part: string): WorkbookDraft {
  return { outline: outlineOf(text, part), names: null };
}

export function workbookDraftText(draft: WorkbookDraft): string {
  settleNames(draft);
  return outlineText(draft.outline);
}

function edit(draft: WorkbookDraft, name: string, change: (fragment: Fragment) => Fragment | null): void {
  const xml = elementXml(draft.outline, name);
  const changed = change(parseFragment(xml ?? `<${draft.outline.prefix}${name}/>`));
  draft.outline = withElement(draft.outline, ORDER, name, changed && fragmentXml(changed));
}

type Child = { readonly name: string; readonly xml: string };

function editChildren(draft: WorkbookDraft, name: string, change: (children: readonly Child[]) => readonly string[]): void {
  edit(draft, name, (fragment) => {
    const children = change(childrenOf(fragment.inner));
    return children.length === 0 ? null : { ...fragment, inner: children.join("") };
  });
}

/** Asks the next program that opens the file to calculate everything. Rule FH-27. */
export function requestFullCalculation(draft: WorkbookDraft): void {
  edit(draft, "calcPr", (fragment) => withAttributes(fragment, { fullCalcOnLoad: 1 }));
}

export type NameScope = { readonly name: string; readonly sheetIndex: number | null };

function nameKey({ name, sheetIndex }: NameScope): string {
  return `${sheetIndex === null ? "" : String(sheetIndex)}!${name.toLowerCase()}`;
}

/** Of two names alike the first one counts. */
function placesOf(items: DraftNames["items"]): Map<string, number> {
  const places = new Map<string, number>();
  items.forEach(({ key }, index) => {
    if (!places.has(key)) places.set(key, index);
  });
  return places;
}

function namesOf(draft: WorkbookDraft): DraftNames {
  if (draft.names) return draft.names;
  const items = childrenOf(parseFragment(elementXml(draft.outline, "definedNames") ?? "<definedNames/>").inner).map(({ xml }) => {
    const fragment = parseFragment(xml);
    const local = attributeOf(fragment, "localSheetId");
    return { key: nameKey({ name: attributeOf(fragment, "name") ?? "", sheetIndex: local === null ? null : Number(local) }), xml };
  });
  draft.names = { items, places: placesOf(items) };
  return draft.names;
}

/** Puts the names back into the outline. */
function settleNames(draft: WorkbookDraft): void {
  const { names } = draft;
  if (!names) return;
  draft.names = null;
  editChildren(draft, "definedNames", () => names.items.map(({ xml }) => xml));
}

/** Defines, changes or (for `null`) removes a name. Rule FH-29. */
export function defineName(draft: WorkbookDraft, scope: NameScope, refersTo: string | null, hidden: boolean): void {
  const p = draft.outline.prefix;
  const local = scope.sheetIndex === null ? "" : ` localSheetId="${String(scope.sheetIndex)}"`;
  const { items, places } = namesOf(draft);
  const key = nameKey(scope);
  const at = places.get(key);
  if (refersTo !== null) {
    const made = { key, xml: `<${p}definedName name="${escapeAttribute(scope.name)}"${local}${hidden ? ' hidden="1"' : ""}>${escapeText(refersTo)}</${p}definedName>` };
    items[at ?? items.length] = made;
    if (at === undefined) places.set(key, items.length - 1);
  } else if (at !== undefined) {
    items.splice(at, 1);
    draft.names = { items, places: placesOf(items) };
  }
}

/** Rewrites every name's formula; `null` leaves it. */
export function editNames(draft: WorkbookDraft, change: (name: Fragment) => Fragment | null): void {
  settleNames(draft);
  if (elementXml(draft.outline, "definedNames") === null) return;
  editChildren(draft, "definedNames", (children) =>
    children.flatMap((child) => {
      const changed = change(parseFragment(child.xml));
      return changed ? [fragmentXml(changed)] : [];
    }),
  );
}

/** Sheets after this place count one more (or less): names, open tabs. */
function shiftIndexes(draft: WorkbookDraft, from: number, by: 1 | -1): void {
  editNames(draft, (name) => {
    const local = attributeOf(name, "localSheetId");
    if (local === null || Number(local) < from) return name;
    return withAttributes(name, { localSheetId: Number(local) + by });
  });
  if (elementXml(draft.outline, "bookViews") === null) return;
  editChildren(draft, "bookViews", (children) =>
    children.map((child) => {
      let view = parseFragment(child.xml);
      for (const key of ["firstSheet", "activeTab"]) {
        const value = Number(attributeOf(view, key) ?? 0);
        if (value >= from && value + by >= 0) view = withAttributes(view, { [key]: value + by });
      }
      return fragmentXml(view);
    }),
  );
}

/** Highest sheet number in use, and one more. */
function nextSheetNumber(children: readonly Child[]): number {
  return Math.max(0, ...children.map((child) => Number(attributeOf(parseFragment(child.xml), "sheetId") ?? 0))) + 1;
}

/** The prefix bound to the relationships namespace, declared on the root where it is missing. */
function relationshipPrefix(draft: WorkbookDraft, namespace: string): string {
  const declared = new RegExp(`xmlns:([\\w.-]+)\\s*=\\s*["']${namespace.replaceAll(".", "\\.")}["']`).exec(draft.outline.head);
  if (declared?.[1]) return declared[1];
  draft.outline = { ...draft.outline, head: draft.outline.head.replace(/>$/, ` xmlns:r="${namespace}">`) };
  return "r";
}

export type AddedSheet = { readonly name: string; readonly hidden: boolean; readonly relationshipId: string; /** Place among the sheets. */ readonly index: number; readonly namespace: string };

/** Puts a sheet into the list; names and views that count sheets are moved along. */
export function addSheetEntry(draft: WorkbookDraft, sheet: AddedSheet): void {
  const r = relationshipPrefix(draft, sheet.namespace);
  editChildren(draft, "sheets", (children) => {
    const xml =
      `<${draft.outline.prefix}sheet name="${escapeAttribute(sheet.name)}" sheetId="${String(nextSheetNumber(children))}"` +
      `${sheet.hidden ? ' state="hidden"' : ""} ${r}:id="${sheet.relationshipId}"/>`;
    const others = children.map((child) => child.xml);
    return [...others.slice(0, sheet.index), xml, ...others.slice(sheet.index)];
  });
  shiftIndexes(draft, sheet.index, 1);
}

/** Takes a sheet and its own names out of the list. */
export function removeSheetEntry(draft: WorkbookDraft, index: number): void {
  editChildren(draft, "sheets", (children) => children.filter((_, place) => place !== index).map((child) => child.xml));
  editNames(draft, (name) => (attributeOf(name, "localSheetId") === String(index) ? null : name));
  shiftIndexes(draft, index + 1, -1);
}
