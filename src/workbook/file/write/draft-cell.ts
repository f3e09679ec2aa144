import { cellA1 } from "../../../core/grid/address";
import type { CellValue } from "../../../core/grid/cell";
import { childrenOf, fragmentXml, parseFragment, rawAttributes } from "../xml/xml-fragment";
import { createScanner, END_OF_TEXT, isNamed, nextTag, OPEN_TAG, readText } from "../xml/xml-scanner";
import { decodeCellText, encodeCellText, escapeText } from "../xml/xml-text";

/** What a cell is to hold. A formula comes without value; the calculation gives it one. */
export type CellContent =
  | { readonly kind: "value"; readonly value: string | number | boolean }
  | { readonly kind: "formula"; /** With leading "=". */ readonly formula: string }
  | { readonly kind: "empty" };

/** A cell as text: as it stands in the file, or changed there. */
export type FileCell = {
  readonly column: number;
  readonly style: number;
  readonly xml: string;
  /** What was put there; `null`: what the file had there. */
  readonly content: CellContent | null;
  /** Value put behind the cell's formula; `undefined`: what the file had there. */
  readonly cached: CellValue | undefined;
};

/** A cell of which nothing is left but what we put there: its text is made once, when the sheet becomes text. */
type MadeCell = { readonly column: number; readonly style: number; readonly content: CellContent; /** Of a formula; `null`: none. */ readonly cached: CellValue };

/** A cell of a sheet under change. */
export type DraftCell = FileCell | MadeCell;

const EMPTY: CellContent = { kind: "empty" };

/** Where a cell stands, and how the sheet's own elements are prefixed ("x:" or ""). */
export type CellPlace = { readonly prefix: string; readonly row: number };

export function fileCell(column: number, style: number, xml: string): FileCell {
  return { column, style, xml, content: null, cached: undefined };
}

export function emptyCell(column: number, style: number): DraftCell {
  return { column, style, content: EMPTY, cached: null };
}

function valueXml(prefix: string, value: CellValue): { readonly type: string | null; readonly inner: string } {
  if (value === null) return { type: null, inner: "" };
  const inner = (text: string): string => `<${prefix}v>${text}</${prefix}v>`;
  if (typeof value === "number") return { type: null, inner: inner(String(value)) };
  if (typeof value === "string") return { type: "str", inner: inner(escapeText(encodeCellText(value))) };
  if (typeof value === "boolean") return { type: "b", inner: inner(value ? "1" : "0") };
  return { type: "e", inner: inner(value.error) };
}

function typeAttribute(type: string | null): string {
  return type === null ? "" : ` t="${type}"`;
}

function contentXml(prefix: string, content: CellContent, cached: CellValue): { readonly type: string | null; readonly inner: string } {
  if (content.kind === "empty") return { type: null, inner: "" };
  if (content.kind === "formula") {
    const value = valueXml(prefix, cached);
    return { type: value.type, inner: `<${prefix}f>${escapeText(content.formula.slice(1))}</${prefix}f>${value.inner}` };
  }
  const { value } = content;
  if (typeof value !== "string") return valueXml(prefix, value);
  const space = /^\s|\s$|\s\s|\n/.test(value) ? ' xml:space="preserve"' : "";
  return { type: "inlineStr", inner: `<${prefix}is><${prefix}t${space}>${escapeText(encodeCellText(value))}</${prefix}t></${prefix}is>` };
}

/** A cell's tag as nearly every program writes it: what stands before, in and behind its style. */
const USUAL_TAG = /^(<[\w:]+ r="[A-Z]+\d+")( s="\d+")?( t="\w+")?(\/>|>(?!<\/))/;

function withStyle(xml: string, style: number): string {
  const usual = USUAL_TAG.exec(xml);
  if (usual) {
    const [whole, open = "", before, type = "", end = ""] = usual;
    const own = style === 0 ? "" : ` s="${String(style)}"`;
    return (before === undefined ? open + type + own : open + own + type) + end + xml.slice(whole.length);
  }
  const fragment = parseFragment(xml);
  if (Number(fragment.attributes.get("s") ?? 0) === style) return xml;
  const attributes = new Map(fragment.attributes);
  if (style === 0) attributes.delete("s");
  else attributes.set("s", String(style));
  return fragmentXml({ ...fragment, attributes });
}

/** The cell's element as text. */
export function cellXml(cell: DraftCell, { prefix, row }: CellPlace): string {
  if ("xml" in cell) return cell.xml;
  const { type, inner } = contentXml(prefix, cell.content, cell.cached);
  const open = `<${prefix}c r="${cellA1(row, cell.column)}"${cell.style === 0 ? "" : ` s="${String(cell.style)}"`}${typeAttribute(type)}`;
  return inner === "" ? `${open}/>` : `${open}>${inner}</${prefix}c>`;
}

/** Attributes that describe the value that is replaced: type, and indexes into metadata. */
const VALUE_ATTRIBUTES = new Set(["t", "cm", "vm"]);

/** A cell as nearly every program writes it, with nothing in it but a formula and a value. */
const USUAL_CELL = /^<[\w:]+ r="[A-Z]+\d+"(?: s="\d+")?(?: t="\w+")?(?:\/>|>(?:<f(?: [^<>]*)?(?:\/>|>[^<]*<\/f>))?(?:<v>[^<]*<\/v>|<v\/>)?<\/c>)$/;

/** The cell with other content; its style stays, and whatever else it has. Rule FH-21. */
export function withContent(cell: DraftCell, content: CellContent, place: CellPlace): DraftCell {
  if (!("xml" in cell) || USUAL_CELL.test(cell.xml)) return { column: cell.column, style: cell.style, content, cached: null };
  const { type, inner } = contentXml(place.prefix, content, null);
  const fragment = parseFragment(cell.xml);
  const attributes = new Map([...fragment.attributes].filter(([name]) => !VALUE_ATTRIBUTES.has(name)));
  if (type !== null) attributes.set("t", type);
  const kept = childrenOf(fragment.inner).filter((child) => child.name !== "f" && child.name !== "v" && child.name !== "is");
  return { column: cell.column, style: cell.style, content, cached: null, xml: fragmentXml({ name: fragment.name, attributes, inner: inner + kept.map((child) => child.xml).join("") }) };
}

/** The cell in another style; everything else of it stays as it is. */
export function withCellStyle(cell: DraftCell, style: number): DraftCell {
  if (cell.style === style) return cell;
  return "xml" in cell ? { ...cell, style, xml: withStyle(cell.xml, style) } : { ...cell, style };
}

/** A formula cell as nearly every program writes it: open tag to its style, formula. */
const USUAL_FORMULA = /^(<c r="[A-Z]+\d+"(?: s="\d+")?)(?: t="\w+")?>(<f(?: [^<>]*)?(?:\/>|>[^<]*<\/f>))(?:<v>[^<]*<\/v>|<v\/>)?<\/c>$/;

/** The cell with a fresh value behind its formula; everything else of it stays. `null`: no value. Rule FH-26. */
export function withCachedValue(cell: DraftCell, value: CellValue, { prefix }: CellPlace): DraftCell {
  if (!("xml" in cell)) return { ...cell, cached: value };
  const { type, inner } = valueXml(prefix, value);
  const usual = USUAL_FORMULA.exec(cell.xml);
  if (usual) {
    const [, open = "", f = ""] = usual;
    return { ...cell, cached: value, xml: `${open}${typeAttribute(type)}>${f}${inner}</c>` };
  }
  const fragment = parseFragment(cell.xml);
  const attributes = new Map(fragment.attributes);
  attributes.delete("t");
  if (type !== null) attributes.set("t", type);
  const children = childrenOf(fragment.inner);
  const formula = children.filter((child) => child.name === "f").map((child) => child.xml);
  const rest = children.filter((child) => child.name !== "f" && child.name !== "v" && child.name !== "is").map((child) => child.xml);
  return { ...cell, cached: value, xml: fragmentXml({ name: fragment.name, attributes, inner: formula.join("") + inner + rest.join("") }) };
}

/** Whether the cell has a formula of any kind. */
export function hasFormula(cell: DraftCell | null): boolean {
  if (cell === null) return false;
  return "xml" in cell ? /<(?:[^\s<>:/]+:)?f[\s>/]/.test(cell.xml) : cell.content.kind === "formula";
}

/** A formula as a file writes it, which may be shared with other cells. Texts are without "=". */
export type FormulaElement = { readonly type: string; readonly group: string; readonly text: string; readonly reference: string };

/** The formula of a cell that stands in the file; `null` where there is none, or where we made the cell: those share nothing. */
export function formulaElement(cell: DraftCell, part: string): FormulaElement | null {
  if (!("xml" in cell) || !hasFormula(cell)) return null;
  const scanner = createScanner(cell.xml, part);
  while (nextTag(scanner) !== END_OF_TEXT) {
    if (scanner.kind !== OPEN_TAG || !isNamed(scanner, "f")) continue;
    const attributes = rawAttributes(scanner);
    return {
      type: attributes.get("t") ?? "",
      group: attributes.get("si") ?? "",
      reference: attributes.get("ref") ?? "",
      text: decodeCellText(readText(scanner)),
    };
  }
  return null;
}

/** The cell with this formula text (without "="), its value kept; what made it a member of a shared group is dropped. */
export function withOwnFormula(cell: DraftCell, formula: string): DraftCell {
  if (!("xml" in cell)) return { ...cell, content: { kind: "formula", formula: `=${formula}` } };
  const { name, attributes, inner } = parseFragment(cell.xml);
  const children = childrenOf(inner).map((child) => {
    if (child.name !== "f") return child.xml;
    const fragment = parseFragment(child.xml);
    const isShared = fragment.attributes.get("t") === "shared";
    const own = new Map([...fragment.attributes].filter(([key]) => !isShared || (key !== "t" && key !== "si" && key !== "ref")));
    return fragmentXml({ ...fragment, attributes: own, inner: escapeText(formula) });
  });
  return { ...cell, content: { kind: "formula", formula: `=${formula}` }, xml: fragmentXml({ name, attributes, inner: children.join("") }) };
}
