import { attribute, createScanner, END_OF_TEXT, isNamed, nextTag, OPEN_TAG } from "../xml/xml-scanner";
import { findPart, type PackageParts, type Part, partText } from "./package-parts";

export type Relationship = {
  readonly id: string;
  /** Last segment of the type, "worksheet": the same in transitional and strict files. */
  readonly kind: string;
  /** Part name without leading slash, or the address as it is where `external`. */
  readonly target: string;
  readonly external: boolean;
};

/** "xl/workbook.xml" → "xl/_rels/workbook.xml.rels"; "" is the package itself. */
export function relationshipsPartName(source: string): string {
  const slash = source.lastIndexOf("/");
  return `${source.slice(0, slash + 1)}_rels/${source.slice(slash + 1)}.rels`;
}

/** A target as written in a relationship of `source` → part name; absolute targets and ".." are resolved. Rule FH-6. */
export function resolveTarget(source: string, target: string): string {
  const path = target.replaceAll("\\", "/");
  const segments = path.startsWith("/") ? [] : source.split("/").slice(0, -1);
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "." && segment !== "") segments.push(segment);
  }
  return segments.join("/");
}

const cache = new WeakMap<Part, readonly Relationship[]>();

/** Relationships of a part, or of the package for ""; none where there is no relationships part. Error "file.damaged". */
export function relationshipsOf(parts: PackageParts, source: string): readonly Relationship[] {
  const part = findPart(parts, relationshipsPartName(source));
  if (!part) return [];
  const known = cache.get(part);
  if (known) return known;
  const scanner = createScanner(partText(parts, part), part.storedName);
  const relationships: Relationship[] = [];
  while (nextTag(scanner) !== END_OF_TEXT) {
    if (scanner.kind !== OPEN_TAG || !isNamed(scanner, "Relationship")) continue;
    const target = attribute(scanner, "Target") ?? "";
    const external = attribute(scanner, "TargetMode") === "External";
    relationships.push({
      id: attribute(scanner, "Id") ?? "",
      kind: (attribute(scanner, "Type") ?? "").split("/").at(-1) ?? "",
      target: external ? target : resolveTarget(source, target),
      external,
    });
  }
  cache.set(part, relationships);
  return relationships;
}
