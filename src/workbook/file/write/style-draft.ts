import type { StylePatch } from "../../../core/plan/edit";
import { builtInNumberFormatId } from "../read/number-formats";
import { elementXml, outlineOf, outlineText, type PartOutline, withElement } from "../xml/part-outline";
import { attributeOf, childrenOf, type Fragment, fragmentXml, parseFragment, withAttributes } from "../xml/xml-fragment";
import { escapeAttribute } from "../xml/xml-text";

const SECTION_ORDER = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst"];

/** A list of the styles part: what is there keeps its number, what is new comes behind. Rule FH-25. */
type Section = { readonly name: string; readonly items: string[]; readonly indexes: Map<string, number>; readonly before: number };

/** The styles part under change. Mutable while a plan is applied. */
export type StyleDraft = {
  readonly outline: PartOutline;
  readonly prefix: string;
  readonly numberFormats: Section;
  readonly fonts: Section;
  readonly fills: Section;
  readonly borders: Section;
  readonly formats: Section;
  readonly differences: Section;
  /** Results by style number and patch. */
  readonly patched: Map<string, number>;
  /** Whether a format added here locks its cells, by its number. */
  readonly locked: Map<number, boolean>;
};

function sectionOf(outline: PartOutline, name: string): Section {
  const xml = elementXml(outline, name);
  const items = xml === null ? [] : childrenOf(parseFragment(xml).inner).map((child) => child.xml);
  const indexes = new Map<string, number>();
  items.forEach((item, index) => {
    if (!indexes.has(item)) indexes.set(item, index);
  });
  return { name, items, indexes, before: items.length };
}

/** Error "file.damaged". */
export function createStyleDraft(text: string, part: string): StyleDraft {
  const outline = outlineOf(text, part);
  return {
    outline,
    prefix: outline.prefix,
    numberFormats: sectionOf(outline, "numFmts"),
    fonts: sectionOf(outline, "fonts"),
    fills: sectionOf(outline, "fills"),
    borders: sectionOf(outline, "borders"),
    formats: sectionOf(outline, "cellXfs"),
    differences: sectionOf(outline, "dxfs"),
    patched: new Map(),
    locked: new Map(),
  };
}

function append(section: Section, xml: string): number {
  const known = section.indexes.get(xml);
  if (known !== undefined) return known;
  section.indexes.set(xml, section.items.length);
  section.items.push(xml);
  return section.items.length - 1;
}

function numberFormatId(draft: StyleDraft, code: string): number {
  const builtIn = builtInNumberFormatId(code);
  if (builtIn !== null) return builtIn;
  let highest = 163;
  for (const item of draft.numberFormats.items) {
    const fragment = parseFragment(item);
    const id = Number(attributeOf(fragment, "numFmtId"));
    if (attributeOf(fragment, "formatCode") === code) return id;
    highest = Math.max(highest, id);
  }
  append(draft.numberFormats, `<${draft.prefix}numFmt numFmtId="${String(highest + 1)}" formatCode="${escapeAttribute(code)}"/>`);
  return highest + 1;
}

const FONT_ORDER = ["b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family", "charset", "scheme"];

function patchedFont(draft: StyleDraft, base: string, patch: StylePatch): number {
  const p = draft.prefix;
  const children = new Map(childrenOf(parseFragment(base).inner).map((child) => [child.name, child.xml]));
  if (patch.bold === true) children.set("b", `<${p}b/>`);
  if (patch.bold === false) children.delete("b");
  if (patch.fontSize !== undefined) children.set("sz", `<${p}sz val="${String(patch.fontSize)}"/>`);
  if (patch.fontColor !== undefined) children.set("color", `<${p}color rgb="FF${patch.fontColor}"/>`);
  const sorted = [...children].sort(([a], [b]) => FONT_ORDER.indexOf(a) - FONT_ORDER.indexOf(b));
  return append(draft.fonts, `<${p}font>${sorted.map(([, xml]) => xml).join("")}</${p}font>`);
}

function fillIndex(draft: StyleDraft, color: string | null): number {
  if (color === null) return 0;
  const p = draft.prefix;
  return append(draft.fills, `<${p}fill><${p}patternFill patternType="solid"><${p}fgColor rgb="FF${color}"/><${p}bgColor indexed="64"/></${p}patternFill></${p}fill>`);
}

function borderIndex(draft: StyleDraft, line: "thin" | "none"): number {
  const p = draft.prefix;
  const side = (name: string): string => (line === "none" ? `<${p}${name}/>` : `<${p}${name} style="thin"><${p}color auto="1"/></${p}${name}>`);
  return append(draft.borders, `<${p}border>${["left", "right", "top", "bottom"].map(side).join("")}<${p}diagonal/></${p}border>`);
}

function alignmentChanges(patch: StylePatch): Record<string, string | number | null> {
  const changes: Record<string, string | number | null> = {};
  if (patch.horizontal !== undefined) changes["horizontal"] = patch.horizontal === "general" ? null : patch.horizontal;
  if (patch.vertical !== undefined) changes["vertical"] = patch.vertical === "bottom" ? null : patch.vertical;
  if (patch.wrap !== undefined) changes["wrapText"] = patch.wrap ? 1 : null;
  if (patch.indent !== undefined) changes["indent"] = patch.indent === 0 ? null : patch.indent;
  return changes;
}

function patchedFormat(draft: StyleDraft, base: Fragment, patch: StylePatch): Fragment {
  const p = draft.prefix;
  const changes: Record<string, string | number | null> = {};
  if (patch.numberFormat !== undefined) Object.assign(changes, { numFmtId: numberFormatId(draft, patch.numberFormat), applyNumberFormat: 1 });
  if (patch.bold !== undefined || patch.fontSize !== undefined || patch.fontColor !== undefined) {
    const font = draft.fonts.items[Number(attributeOf(base, "fontId") ?? 0)] ?? `<${p}font/>`;
    Object.assign(changes, { fontId: patchedFont(draft, font, patch), applyFont: 1 });
  }
  if (patch.fill !== undefined) Object.assign(changes, { fillId: fillIndex(draft, patch.fill), applyFill: 1 });
  if (patch.border !== undefined) Object.assign(changes, { borderId: borderIndex(draft, patch.border), applyBorder: 1 });
  const children = new Map(childrenOf(base.inner).map((child) => [child.name, child.xml]));
  const alignment = alignmentChanges(patch);
  if (Object.keys(alignment).length > 0) {
    const changed = withAttributes(parseFragment(children.get("alignment") ?? `<${p}alignment/>`), alignment);
    if (changed.attributes.size === 0) children.delete("alignment");
    else children.set("alignment", fragmentXml(changed));
    changes["applyAlignment"] = 1;
  }
  if (patch.locked !== undefined) {
    children.set("protection", fragmentXml(withAttributes(parseFragment(children.get("protection") ?? `<${p}protection/>`), { locked: patch.locked ? 1 : 0 })));
    changes["applyProtection"] = 1;
  }
  const order = ["alignment", "protection", "extLst"];
  const inner = [...children].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)).map(([, xml]) => xml);
  return { ...withAttributes(base, changes), inner: inner.join("") };
}

/** The same text for patches alike. */
export function patchKey(patch: StylePatch): string {
  return JSON.stringify(Object.entries(patch).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The number of the format that differs from `style` by the patch. `patchText`: the patch's key. */
export function patchedStyle(draft: StyleDraft, style: number, patch: StylePatch, patchText: string): number {
  const key = `${String(style)}|${patchText}`;
  const known = draft.patched.get(key);
  if (known !== undefined) return known;
  const p = draft.prefix;
  const base = draft.formats.items[style] ?? draft.formats.items[0] ?? `<${p}xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`;
  if (draft.formats.items.length === 0) append(draft.formats, base);
  const index = append(draft.formats, fragmentXml(patchedFormat(draft, parseFragment(base), patch)));
  draft.patched.set(key, index);
  return index;
}

/** The number of a format for conditional formatting. */
export function differenceStyle(draft: StyleDraft, fill: string, fontColor: string): number {
  const p = draft.prefix;
  return append(
    draft.differences,
    `<${p}dxf><${p}font><${p}color rgb="FF${fontColor}"/></${p}font><${p}fill><${p}patternFill><${p}bgColor rgb="FF${fill}"/></${p}patternFill></${p}fill></${p}dxf>`,
  );
}

/** Whether cells of this style are locked. */
export function isLockedStyle(draft: StyleDraft, style: number): boolean {
  const known = draft.locked.get(style);
  if (known !== undefined) return known;
  const format = draft.formats.items[style];
  const protection = format === undefined ? undefined : childrenOf(parseFragment(format).inner).find((child) => child.name === "protection");
  const value = protection ? attributeOf(parseFragment(protection.xml), "locked") : null;
  const locked = value !== "0" && value !== "false";
  draft.locked.set(style, locked);
  return locked;
}

/** The part's text; `null` where nothing was added. */
export function styleDraftText(draft: StyleDraft): string | null {
  const sections = [draft.numberFormats, draft.fonts, draft.fills, draft.borders, draft.formats, draft.differences];
  if (sections.every((section) => section.items.length === section.before)) return null;
  let { outline } = draft;
  for (const section of sections) {
    const added = section.items.slice(section.before);
    if (added.length === 0) continue;
    const fragment = parseFragment(elementXml(outline, section.name) ?? `<${draft.prefix}${section.name}/>`);
    const changed = withAttributes({ ...fragment, inner: fragment.inner + added.join("") }, { count: section.items.length });
    outline = withElement(outline, SECTION_ORDER, section.name, fragmentXml(changed));
  }
  return outlineText(outline);
}
