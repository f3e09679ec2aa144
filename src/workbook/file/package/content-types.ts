import { attribute, createScanner, END_OF_TEXT, isNamed, nextTag, OPEN_TAG } from "../xml/xml-scanner";
import { findPart, normalPartName, type PackageParts, partText } from "./package-parts";

export const CONTENT_TYPES_PART = "[Content_Types].xml";

export type ContentTypes = {
  /** By lower-case extension. */
  readonly defaults: ReadonlyMap<string, string>;
  /** By normal part name. */
  readonly overrides: ReadonlyMap<string, string>;
};

/** `null` where the package has no such part: then it is no Open Packaging package. Error "file.damaged". */
export function readContentTypes(parts: PackageParts): ContentTypes | null {
  const part = findPart(parts, CONTENT_TYPES_PART);
  if (!part) return null;
  const scanner = createScanner(partText(parts, part), part.storedName);
  const defaults = new Map<string, string>();
  const overrides = new Map<string, string>();
  while (nextTag(scanner) !== END_OF_TEXT) {
    if (scanner.kind !== OPEN_TAG) continue;
    const type = attribute(scanner, "ContentType") ?? "";
    if (isNamed(scanner, "Default")) defaults.set((attribute(scanner, "Extension") ?? "").toLowerCase(), type);
    else if (isNamed(scanner, "Override")) overrides.set(normalPartName(attribute(scanner, "PartName") ?? ""), type);
  }
  return { defaults, overrides };
}

export function contentTypeOf(types: ContentTypes, partName: string): string {
  const name = normalPartName(partName);
  return types.overrides.get(name) ?? types.defaults.get(name.slice(name.lastIndexOf(".") + 1)) ?? "";
}
