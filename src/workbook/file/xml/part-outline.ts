import { createScanner, END_OF_TEXT, localName, malformed, nextTag, OPEN_TAG, prefixOf, skipElement, type XmlScanner } from "./xml-scanner";

/** An element directly below the root. */
export type OutlineElement = {
  /** Without prefix; elements of other namespaces have theirs: "x14ac:thing". */
  readonly name: string;
  /** What stands between it and the element before it, white space mostly. */
  readonly before: string;
  readonly xml: string;
};

/** A part cut at the elements below its root: what is not touched is joined again as it was. */
export type PartOutline = {
  /** Everything to the root's open tag, included. */
  readonly head: string;
  readonly elements: readonly OutlineElement[];
  /** What is left from behind the last element. */
  readonly tail: string;
  /** "x:" where the root carries a prefix, else "". */
  readonly prefix: string;
};

/**
 * Cuts a part. `consume` may read an element itself, leaving the scanner at its end.
 * Errors "file.damaged", "file.unsafe-xml".
 */
export function outlineOf(text: string, part: string, consume?: (scanner: XmlScanner, name: string) => void): PartOutline {
  const scanner = createScanner(text, part);
  nextTag(scanner);
  const prefix = prefixOf(scanner);
  const rootName = text.slice(scanner.nameStart, scanner.nameEnd);
  if (scanner.selfClosing) {
    const { end } = scanner;
    while (nextTag(scanner) !== END_OF_TEXT);
    return { head: `${text.slice(0, end - 2)}>`, elements: [], tail: `</${rootName}>${text.slice(end)}`, prefix };
  }
  const head = text.slice(0, scanner.end);
  let last = scanner.end;
  const elements: OutlineElement[] = [];
  while (nextTag(scanner) !== END_OF_TEXT) {
    if (scanner.kind !== OPEN_TAG) break;
    const { start } = scanner;
    const own = prefixOf(scanner);
    const name = own === prefix ? localName(scanner) : own + localName(scanner);
    consume?.(scanner, name);
    skipElement(scanner);
    elements.push({ name, before: text.slice(last, start), xml: text.slice(start, scanner.end) });
    last = scanner.end;
  }
  if (nextTag(scanner) !== END_OF_TEXT) throw malformed(scanner);
  return { head, elements, tail: text.slice(last), prefix };
}

export function outlineText(outline: PartOutline): string {
  return outline.head + outline.elements.map((element) => element.before + element.xml).join("") + outline.tail;
}

export function elementXml(outline: PartOutline, name: string): string | null {
  return outline.elements.find((element) => element.name === name)?.xml ?? null;
}

/**
 * The outline with this element in place of the one of its name, or put where the schema's order wants it;
 * `null` takes it away. Rule FH-23.
 */
export function withElement(outline: PartOutline, order: readonly string[], name: string, xml: string | null): PartOutline {
  const at = outline.elements.findIndex((element) => element.name === name);
  if (at >= 0) {
    const elements = outline.elements.flatMap((element, index) => (index !== at ? [element] : xml === null ? [] : [{ ...element, xml }]));
    return { ...outline, elements };
  }
  return xml === null ? outline : withNewElement(outline, order, name, xml);
}

/** The outline with one more element, behind the last one that may stand before it. */
export function withNewElement(outline: PartOutline, order: readonly string[], name: string, xml: string): PartOutline {
  const rank = order.indexOf(name);
  let after = -1;
  outline.elements.forEach((element, index) => {
    const other = order.indexOf(element.name);
    if (other >= 0 && other <= rank) after = index;
  });
  const elements = [...outline.elements.slice(0, after + 1), { name, before: "", xml }, ...outline.elements.slice(after + 1)];
  return { ...outline, elements };
}
