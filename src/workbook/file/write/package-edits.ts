import { XML_DECLARATION } from "../blank-workbook";
import { CONTENT_TYPES_PART, contentTypeOf, readContentTypes } from "../package/content-types";
import { findPart, normalPartName, type PackageParts, partText, withoutPart, withPartText } from "../package/package-parts";
import { declareUtf8 } from "../package/part-text";
import { relationshipsOf, relationshipsPartName } from "../package/relationships";
import { outlineOf, outlineText } from "../xml/part-outline";
import { attributeOf, parseFragment } from "../xml/xml-fragment";
import { escapeAttribute } from "../xml/xml-text";

const PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";

/** Base address of relationship types in a transitional and in a strict package. */
export function relationshipType(strict: boolean, kind: string): string {
  return `${strict ? "http://purl.oclc.org/ooxml/officeDocument/relationships" : "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}/${kind}`;
}

/** Changed text of a part, which is written as UTF-8. */
export function withText(parts: PackageParts, name: string, text: string): PackageParts {
  return withPartText(parts, name, declareUtf8(text));
}

/** Says what kind of thing a new part is, unless its extension already says so. */
export function withContentType(parts: PackageParts, partName: string, type: string): PackageParts {
  const types = readContentTypes(parts);
  const part = findPart(parts, CONTENT_TYPES_PART);
  if (!types || !part || contentTypeOf(types, partName) === type) return parts;
  const outline = outlineOf(partText(parts, part), part.storedName);
  const xml = `<${outline.prefix}Override PartName="/${escapeAttribute(partName)}" ContentType="${escapeAttribute(type)}"/>`;
  return withText(parts, CONTENT_TYPES_PART, outlineText({ ...outline, elements: [...outline.elements, { name: "Override", before: "", xml }] }));
}

/** Adds a relationship; its new id comes with the package. */
export function withRelationship(parts: PackageParts, source: string, type: string, target: string): { readonly parts: PackageParts; readonly id: string } {
  const used = new Set(relationshipsOf(parts, source).map((relationship) => relationship.id.toLowerCase()));
  let number = used.size + 1;
  while (used.has(`rid${String(number)}`)) number++;
  const id = `rId${String(number)}`;
  const name = relationshipsPartName(source);
  const part = findPart(parts, name);
  const text = part ? partText(parts, part) : `${XML_DECLARATION}<Relationships xmlns="${PACKAGE_RELATIONSHIPS}"></Relationships>`;
  const outline = outlineOf(text, name);
  const xml = `<${outline.prefix}Relationship Id="${id}" Type="${type}" Target="${escapeAttribute(target)}"/>`;
  return { parts: withText(parts, name, outlineText({ ...outline, elements: [...outline.elements, { name: "Relationship", before: "", xml }] })), id };
}

/** Takes the relationships away for which `drop` holds; a list left empty goes with them. */
export function withoutRelationships(parts: PackageParts, source: string, drop: (id: string) => boolean): PackageParts {
  const name = relationshipsPartName(source);
  const part = findPart(parts, name);
  if (!part) return parts;
  const outline = outlineOf(partText(parts, part), part.storedName);
  const elements = outline.elements.filter((element) => !drop(attributeOf(parseFragment(element.xml), "Id") ?? ""));
  if (elements.length === outline.elements.length) return parts;
  return elements.length === 0 ? withoutPart(parts, name) : withText(parts, name, outlineText({ ...outline, elements }));
}

/** Takes a part away with its content type and its own list of relationships. */
export function withoutPartEntirely(parts: PackageParts, partName: string): PackageParts {
  const key = normalPartName(partName);
  let left = withoutPart(withoutPart(parts, partName), relationshipsPartName(partName));
  const part = findPart(left, CONTENT_TYPES_PART);
  if (!part) return left;
  const outline = outlineOf(partText(left, part), part.storedName);
  const elements = outline.elements.filter((element) => normalPartName(attributeOf(parseFragment(element.xml), "PartName") ?? "") !== key);
  if (elements.length < outline.elements.length) left = withText(left, CONTENT_TYPES_PART, outlineText({ ...outline, elements }));
  return left;
}

/** A name of the form "xl/worksheets/sheet3.xml" that no part has. */
export function freePartName(parts: PackageParts, before: string, after: string): string {
  for (let number = 1; ; number++) {
    const name = `${before}${String(number)}${after}`;
    if (!findPart(parts, name)) return name;
  }
}
