import { findPart, type PackageParts, type Part, partText } from "../package/package-parts";
import { createScanner, END_OF_TEXT, isNamed, nextTag, OPEN_TAG, readText, skipElement, type XmlScanner } from "../xml/xml-scanner";
import { decodeCellText } from "../xml/xml-text";

/** From an open `si` or `is` to its close tag: plain or rich text joined; phonetic runs are no part of it. Rule FH-11. */
export function readStringItem(scanner: XmlScanner): string {
  if (scanner.selfClosing) return "";
  const outside = scanner.depth - 1;
  let text = "";
  while (nextTag(scanner) !== END_OF_TEXT && scanner.depth > outside) {
    if (scanner.kind !== OPEN_TAG) continue;
    if (isNamed(scanner, "t")) text += readText(scanner);
    else if (!isNamed(scanner, "r")) skipElement(scanner);
  }
  return decodeCellText(text);
}

const cache = new WeakMap<Part, readonly string[]>();

/** Shared strings by index; none where the part is absent. Errors: "file.damaged", "file.unsafe-xml". */
export function readSharedStrings(parts: PackageParts, partName: string | null): readonly string[] {
  const part = partName === null ? null : findPart(parts, partName);
  if (!part) return [];
  const known = cache.get(part);
  if (known) return known;
  const scanner = createScanner(partText(parts, part), part.storedName);
  const strings: string[] = [];
  while (nextTag(scanner) !== END_OF_TEXT) {
    if (scanner.kind === OPEN_TAG && isNamed(scanner, "si")) strings.push(readStringItem(scanner));
  }
  cache.set(part, strings);
  return strings;
}
