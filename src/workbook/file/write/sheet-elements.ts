import { type Rect, toA1 } from "../../../core/grid/address";
import type { PageLayout, ProtectionOptions, ValidationRule } from "../../../core/plan/edit";
import { hasRelativeReference, shifted, templateOf } from "../formula/shifted-formula";
import { parseAreas } from "../read/areas";
import { elementXml, withElement, withNewElement } from "../xml/part-outline";
import { attributeOf, childrenOf, type Fragment, fragmentXml, parseFragment, withAttributes } from "../xml/xml-fragment";
import { decodeEntities, escapeAttribute, escapeText } from "../xml/xml-text";
import { areasText, overlaps, withoutArea } from "./area-arithmetic";
import type { DraftValidation, SheetDraft } from "./sheet-draft";

/** Order of a worksheet's elements (ECMA-376 18.3.1.99). */
export const WORKSHEET_ORDER = [
  "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter",
  "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions",
  "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
  "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
];

/** The sheet's element of this name, changed; `null` takes it away. */
export function editElement(draft: SheetDraft, name: string, change: (fragment: Fragment) => Fragment | null): void {
  const xml = elementXml(draft.outline, name);
  const changed = change(parseFragment(xml ?? `<${draft.prefix}${name}/>`));
  draft.outline = withElement(draft.outline, WORKSHEET_ORDER, name, changed && fragmentXml(changed));
}

function isEmptyFragment(fragment: Fragment): boolean {
  return fragment.inner === "" && fragment.attributes.size === 0;
}

/** The protection element's text, or `null`. */
export function protectionXml(draft: SheetDraft): string | null {
  return elementXml(draft.outline, "sheetProtection");
}

/**
 * Protects or unprotects. What a protection of the same sheet said before beyond our four options is kept:
 * `former` is its text. Rule FH-30.
 */
export function setProtection(draft: SheetDraft, options: ProtectionOptions | null, former: string | null): void {
  if (options === null) {
    editElement(draft, "sheetProtection", () => null);
    return;
  }
  const base = parseFragment(former ?? `<${draft.prefix}sheetProtection objects="1" scenarios="1"/>`);
  // The attributes say what is locked.
  const changed = withAttributes(base, {
    sheet: 1,
    formatCells: options.allowFormatCells ? 0 : null,
    formatColumns: options.allowFormatColumns ? 0 : null,
    sort: options.allowSort ? 0 : null,
    autoFilter: options.allowAutoFilter ? 0 : null,
  });
  editElement(draft, "sheetProtection", () => changed);
}

/** Formulas of a rule are relative to the first cell of its area; moving that cell moves them. */
function movedFormula(xml: string, rows: number, columns: number): string {
  const fragment = parseFragment(xml);
  const text = decodeEntities(fragment.inner) ?? "";
  return fragmentXml({ ...fragment, inner: escapeText(shifted(templateOf(text), rows, columns)) });
}

function isRelativeFormula(xml: string): boolean {
  return hasRelativeReference(templateOf(decodeEntities(parseFragment(xml).inner) ?? ""));
}

/** A validation without the area: none, itself, or several where its formulas depend on its first cell. */
function withoutValidatedArea(validation: DraftValidation, area: Rect): readonly DraftValidation[] {
  const { xml, areas: before } = validation;
  const [first] = before;
  if (!first || !before.some((other) => overlaps(other, area))) return [validation];
  const left = before.flatMap((other) => withoutArea(other, area));
  if (left.length === 0) return [];
  const fragment = parseFragment(xml);
  const children = childrenOf(fragment.inner);
  const isFormula = (name: string): boolean => name === "formula1" || name === "formula2";
  if (!children.some((child) => isFormula(child.name) && isRelativeFormula(child.xml))) {
    return [{ areas: left, xml: fragmentXml(withAttributes(fragment, { sqref: areasText(left) })) }];
  }
  return left.map((piece) => {
    const inner = children.map((child) => (isFormula(child.name) ? movedFormula(child.xml, piece.row - first.row, piece.column - first.column) : child.xml));
    return { areas: [piece], xml: fragmentXml({ ...withAttributes(fragment, { sqref: areasText([piece]) }), inner: inner.join("") }) };
  });
}

function ruleFormulas(rule: ValidationRule): readonly string[] {
  switch (rule.type) {
    case "decimal":
    case "whole":
      return [String(rule.min), String(rule.max)];
    case "list":
      return [rule.source];
    case "listOf":
      return [`"${rule.items.join(",").replaceAll('"', '""')}"`];
    case "custom":
      return [rule.formula];
  }
}

function validationXml(prefix: string, area: Rect, rule: ValidationRule): string {
  const type = rule.type === "listOf" ? "list" : rule.type;
  const attributes = [
    `type="${type}"`,
    rule.severity === "stop" ? "" : `errorStyle="${rule.severity}"`,
    rule.allowBlank ? 'allowBlank="1"' : "",
    'showInputMessage="1" showErrorMessage="1"',
    rule.errorTitle === "" ? "" : `errorTitle="${escapeAttribute(rule.errorTitle)}"`,
    rule.error === "" ? "" : `error="${escapeAttribute(rule.error)}"`,
    rule.promptTitle === "" ? "" : `promptTitle="${escapeAttribute(rule.promptTitle)}"`,
    rule.prompt === "" ? "" : `prompt="${escapeAttribute(rule.prompt)}"`,
    `sqref="${toA1(area)}"`,
  ].filter((attribute) => attribute !== "");
  const formulas = ruleFormulas(rule).map((formula, index) => `<${prefix}formula${String(index + 1)}>${escapeText(formula)}</${prefix}formula${String(index + 1)}>`);
  return `<${prefix}dataValidation ${attributes.join(" ")}>${formulas.join("")}</${prefix}dataValidation>`;
}

/** The newer validations of an extension list, without the area. */
function withoutExtendedValidations(draft: SheetDraft, area: Rect): void {
  const xml = elementXml(draft.outline, "extLst");
  if (!xml?.includes("dataValidation")) return;
  const pattern = /<(\w+:)dataValidation\b[\s\S]*?<\/\1dataValidation>/g;
  const changed = xml.replace(pattern, (whole) =>
    whole.replace(/(<(?:\w+:)?sqref>)([^<]*)(<\/(?:\w+:)?sqref>)/, (_, open: string, areas: string, close: string) => {
      const before = parseAreas(areas);
      const left = before.flatMap((other) => withoutArea(other, area));
      return areasText(before) === areasText(left) ? `${open}${areas}${close}` : `${open}${areasText(left)}${close}`;
    }),
  );
  // A rule for no cell at all is not allowed.
  const cleaned = changed.replace(pattern, (whole) => (/<(?:\w+:)?sqref>\s*<\//.test(whole) ? "" : whole));
  const left = (cleaned.match(/<\w+:dataValidation\b/g) ?? []).length;
  const counted = cleaned.replace(/(<\w+:dataValidations\b[^>]*\bcount=")\d+(")/, `$1${String(left)}$2`);
  const withoutEmpty = left === 0 ? counted.replace(/<(\w+:)?ext\b[^>]*>\s*<(\w+:)dataValidations\b[^>]*>\s*<\/\2dataValidations>\s*<\/\1?ext>/, "") : counted;
  const isEmpty = childrenOf(parseFragment(withoutEmpty).inner).length === 0;
  draft.outline = withElement(draft.outline, WORKSHEET_ORDER, "extLst", isEmpty ? null : withoutEmpty);
}

/** Plain loops: a plan that gives ten thousand cells a rule each asks this ten thousand times. */
function isValidated(validations: readonly DraftValidation[], area: Rect): boolean {
  for (const { areas } of validations) {
    for (const other of areas) if (overlaps(other, area)) return true;
  }
  return false;
}

/** Gives the area this rule and no other, or none. Rules of other cells stay as they are. */
export function setValidation(draft: SheetDraft, area: Rect, rule: ValidationRule | null): void {
  withoutExtendedValidations(draft, area);
  draft.validations ??= childrenOf(parseFragment(elementXml(draft.outline, "dataValidations") ?? "<dataValidations/>").inner).map(({ xml }) => ({
    xml,
    areas: parseAreas(attributeOf(parseFragment(xml), "sqref") ?? ""),
  }));
  const { validations } = draft;
  if (isValidated(validations, area)) draft.validations = validations.flatMap((validation) => withoutValidatedArea(validation, area));
  if (rule !== null) draft.validations.push({ areas: [area], xml: validationXml(draft.prefix, area, rule) });
}

/** Puts the validations, which are kept taken apart while a plan sets one after the other, back into the sheet's elements. */
export function settleValidations(draft: SheetDraft): void {
  const { validations } = draft;
  if (!validations) return;
  draft.validations = null;
  editElement(draft, "dataValidations", (fragment) => {
    if (validations.length === 0) return null;
    return { ...withAttributes(fragment, { count: validations.length }), inner: validations.map(({ xml }) => xml).join("") };
  });
}

/** Adds one conditional format behind those that are there. */
export function addConditionalFormat(draft: SheetDraft, area: Rect, formula: string, differenceId: number): void {
  const p = draft.prefix;
  let priority = 0;
  for (const element of draft.outline.elements) {
    if (element.name !== "conditionalFormatting" && element.name !== "extLst") continue;
    for (const match of element.xml.matchAll(/\spriority\s*=\s*["'](\d+)["']/g)) priority = Math.max(priority, Number(match[1]));
  }
  const xml =
    `<${p}conditionalFormatting sqref="${toA1(area)}"><${p}cfRule type="expression" dxfId="${String(differenceId)}" priority="${String(priority + 1)}">` +
    `<${p}formula>${escapeText(formula)}</${p}formula></${p}cfRule></${p}conditionalFormatting>`;
  draft.outline = withNewElement(draft.outline, WORKSHEET_ORDER, "conditionalFormatting", xml);
}

export function addMerge(draft: SheetDraft, area: Rect): void {
  editElement(draft, "mergeCells", (fragment) => {
    const count = childrenOf(fragment.inner).length + 1;
    return { ...withAttributes(fragment, { count }), inner: `${fragment.inner}<${draft.prefix}mergeCell ref="${toA1(area)}"/>` };
  });
}

export type ColumnChange = { readonly first: number; readonly last: number; readonly width?: number | undefined; readonly hidden?: boolean | undefined };

/** Changes width or visibility of columns; spans that reach beyond are cut. */
export function setColumns(draft: SheetDraft, change: ColumnChange): void {
  const attributes: Record<string, string | number | null> = {};
  if (change.width !== undefined) Object.assign(attributes, { width: change.width, customWidth: 1 });
  if (change.hidden !== undefined) attributes["hidden"] = change.hidden ? 1 : null;
  editElement(draft, "cols", (fragment) => {
    const spans: { readonly first: number; readonly last: number; readonly fragment: Fragment }[] = [];
    let next = change.first;
    const addMissing = (to: number): void => {
      // A span needs a width; this is Excel's own for the default font.
      if (next <= to) spans.push({ first: next, last: to, fragment: withAttributes({ name: `${draft.prefix}col`, attributes: new Map(), inner: "" }, { min: next + 1, max: to + 1, width: 9, ...attributes }) });
    };
    for (const child of childrenOf(fragment.inner)) {
      const col = parseFragment(child.xml);
      const first = Number(attributeOf(col, "min")) - 1;
      const last = Number(attributeOf(col, "max")) - 1;
      const cut = (from: number, to: number, changed: boolean): void => {
        if (from <= to) spans.push({ first: from, last: to, fragment: withAttributes(col, { min: from + 1, max: to + 1, ...(changed ? attributes : {}) }) });
      };
      cut(first, Math.min(last, change.first - 1), false);
      const from = Math.max(first, change.first);
      const to = Math.min(last, change.last);
      if (from <= to) {
        addMissing(from - 1);
        cut(from, to, true);
        next = to + 1;
      }
      cut(Math.max(first, change.last + 1), last, false);
    }
    addMissing(change.last);
    spans.sort((a, b) => a.first - b.first);
    return { ...fragment, inner: spans.map((span) => fragmentXml(span.fragment)).join("") };
  });
}

/** Keeps the first rows and columns in sight; 0 and 0 lets everything scroll. */
export function freezePanes(draft: SheetDraft, rows: number, columns: number): void {
  const p = draft.prefix;
  editElement(draft, "sheetViews", (fragment) => {
    const views = childrenOf(fragment.inner).map((child) => child.xml);
    const [first = `<${p}sheetView workbookViewId="0"/>`, ...others] = views;
    const view = parseFragment(first);
    const kept = childrenOf(view.inner).filter((child) => child.name !== "pane" && child.name !== "selection").map((child) => child.xml);
    const pane = rows > 0 && columns > 0 ? "bottomRight" : rows > 0 ? "bottomLeft" : "topRight";
    const topLeft = toA1({ row: rows, column: columns, rows: 1, columns: 1 });
    const xml =
      rows === 0 && columns === 0
        ? ""
        : `<${p}pane${columns > 0 ? ` xSplit="${String(columns)}"` : ""}${rows > 0 ? ` ySplit="${String(rows)}"` : ""} topLeftCell="${topLeft}" activePane="${pane}" state="frozen"/><${p}selection pane="${pane}"/>`;
    return { ...fragment, inner: fragmentXml({ ...view, inner: xml + kept.join("") }) + others.join("") };
  });
}

/** Paper, fit and footer; the repeated rows are a name of the workbook. */
export function setPageLayout(draft: SheetDraft, layout: PageLayout): void {
  const p = draft.prefix;
  editElement(draft, "sheetPr", (fragment) => {
    const order = ["tabColor", "outlinePr", "pageSetUpPr"];
    const children = new Map(childrenOf(fragment.inner).map((child) => [child.name, child.xml]));
    const setUp = withAttributes(parseFragment(children.get("pageSetUpPr") ?? `<${p}pageSetUpPr/>`), { fitToPage: layout.fitToWidth ? 1 : null });
    if (isEmptyFragment(setUp)) children.delete("pageSetUpPr");
    else children.set("pageSetUpPr", fragmentXml(setUp));
    const inner = [...children].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)).map(([, xml]) => xml);
    const changed = { ...fragment, inner: inner.join("") };
    return isEmptyFragment(changed) ? null : changed;
  });
  editElement(draft, "pageSetup", (fragment) =>
    withAttributes(fragment, { paperSize: attributeOf(fragment, "paperSize") ?? 9, orientation: layout.orientation, ...(layout.fitToWidth ? { fitToWidth: 1, fitToHeight: 0 } : {}) }),
  );
  editElement(draft, "headerFooter", (fragment) => {
    const order = ["oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"];
    const children = new Map(childrenOf(fragment.inner).map((child) => [child.name, child.xml]));
    if (layout.footer === "") children.delete("oddFooter");
    else children.set("oddFooter", `<${p}oddFooter>${escapeText(layout.footer)}</${p}oddFooter>`);
    const inner = [...children].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)).map(([, xml]) => xml);
    const changed = { ...fragment, inner: inner.join("") };
    return isEmptyFragment(changed) ? null : changed;
  });
}

/** Elements that point to parts of their own and stay when a sheet of ours is emptied. */
const KEPT_WHEN_CLEARED = new Set(["sheetPr", "sheetData", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"]);

/** Takes away what a sheet says about cells. */
export function clearElements(draft: SheetDraft): void {
  draft.validations = null;
  draft.outline = { ...draft.outline, elements: draft.outline.elements.filter((element) => KEPT_WHEN_CLEARED.has(element.name)) };
}
