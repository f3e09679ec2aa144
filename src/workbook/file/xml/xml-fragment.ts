import { createScanner, END_OF_TEXT, localName, nextTag, OPEN_TAG, skipElement, type XmlScanner } from "./xml-scanner";
import { decodeEntities, escapeAttribute } from "./xml-text";

/** One element taken apart so that a little of it can be changed and the rest kept as it was written. */
export type Fragment = {
  /** With prefix. */
  readonly name: string;
  /** Values still escaped, in the order in which they were written. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly inner: string;
};

/** Attributes of the tag on which a scanner stands, still escaped. */
export function rawAttributes(scanner: XmlScanner): ReadonlyMap<string, string> {
  const { text, attributes } = scanner;
  const map = new Map<string, string>();
  for (let slot = 0; slot < scanner.attributeCount * 4; slot += 4) {
    map.set(text.slice(attributes[slot], attributes[slot + 1]), text.slice(attributes[slot + 2], attributes[slot + 3]));
  }
  return map;
}

/** Takes the element apart that is the whole text. */
export function parseFragment(xml: string): Fragment {
  const scanner = createScanner(xml, "");
  nextTag(scanner);
  const name = xml.slice(scanner.nameStart, scanner.nameEnd);
  const attributes = rawAttributes(scanner);
  if (scanner.selfClosing) return { name, attributes, inner: "" };
  return { name, attributes, inner: xml.slice(scanner.end, xml.lastIndexOf("</")) };
}

/** The element as text again; without content it closes itself. */
export function fragmentXml(fragment: Fragment): string {
  let tag = `<${fragment.name}`;
  for (const [name, value] of fragment.attributes) tag += value.includes('"') ? ` ${name}='${value}'` : ` ${name}="${value}"`;
  return fragment.inner === "" ? `${tag}/>` : `${tag}>${fragment.inner}</${fragment.name}>`;
}

/** Attributes with changes; `null` takes one away. New ones go to the end. */
export function withAttributes(fragment: Fragment, changes: Readonly<Record<string, string | number | null>>): Fragment {
  const attributes = new Map(fragment.attributes);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) attributes.delete(name);
    else attributes.set(name, escapeAttribute(String(value)));
  }
  return { ...fragment, attributes };
}

/** An attribute's value without escapes, or `null`. */
export function attributeOf(fragment: Fragment, name: string): string | null {
  const raw = fragment.attributes.get(name);
  return raw === undefined ? null : decodeEntities(raw);
}

export type Child = { /** Without prefix. */ readonly name: string; readonly xml: string };

/** The elements directly inside; text, comments and white space between them are left out. */
export function childrenOf(inner: string): readonly Child[] {
  if (!inner.includes("<")) return [];
  const scanner = createScanner(`<a>${inner}</a>`, "");
  const children: Child[] = [];
  nextTag(scanner);
  while (nextTag(scanner) !== END_OF_TEXT) {
    if (scanner.kind !== OPEN_TAG) continue;
    const { start } = scanner;
    const name = localName(scanner);
    skipElement(scanner);
    children.push({ name, xml: scanner.text.slice(start, scanner.end) });
  }
  return children;
}
