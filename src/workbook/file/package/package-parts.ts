import { CodedError } from "../../../core/coded-error";
import type { FileLimits } from "../limits";
import { decodeXmlBytes } from "./part-text";
import { deflateEntry, inflateEntry, readZip, writeZip, type ZipEntry } from "./zip-archive";

/** A part of the package. Parts are never changed: an edit puts another part in its place. */
export type Part = {
  /** As stored in the archive. */
  readonly storedName: string;
  readonly content: { readonly entry: ZipEntry } | { readonly text: string };
};

/** Parts by lower-case name without leading slash, in archive order. Names of a package are case-insensitive. */
export type PackageParts = {
  readonly byName: ReadonlyMap<string, Part>;
  /** Archive entries that repeat the name and content of another one: kept, but not read. */
  readonly repeated: readonly ZipEntry[];
  readonly limits: FileLimits;
};

/** "/xl\Worksheets/Sheet1.xml" → "xl/worksheets/sheet1.xml". */
export function normalPartName(name: string): string {
  return name.replaceAll("\\", "/").replace(/^\/+/, "").toLowerCase();
}

/** The part's content. Errors "file.damaged", "file.too-large". */
export function partBytes(parts: PackageParts, part: Part): Uint8Array {
  if ("text" in part.content) return new TextEncoder().encode(part.content.text);
  return inflateEntry(part.content.entry, parts.limits.maxPartBytes);
}

/** The part as text in whatever encoding it declares. Error "file.damaged". */
export function partText(parts: PackageParts, part: Part): string {
  if ("text" in part.content) return part.content.text;
  return decodeXmlBytes(partBytes(parts, part), part.storedName);
}

export function findPart(parts: PackageParts, name: string): Part | null {
  return parts.byName.get(normalPartName(name)) ?? null;
}

/** The text of a part that must be there. Error "file.damaged" names it. */
export function requiredText(parts: PackageParts, name: string): string {
  const part = findPart(parts, name);
  if (!part) throw new CodedError("file.damaged", { part: name });
  return partText(parts, part);
}

/** Another package in which the part has this text; a new part goes to the end. */
export function withPartText(parts: PackageParts, name: string, text: string): PackageParts {
  const key = normalPartName(name);
  const byName = new Map(parts.byName);
  byName.set(key, { storedName: parts.byName.get(key)?.storedName ?? name, content: { text } });
  return { ...parts, byName };
}

/** Another package without the part. */
export function withoutPart(parts: PackageParts, name: string): PackageParts {
  const byName = new Map(parts.byName);
  byName.delete(normalPartName(name));
  return { ...parts, byName };
}

function sameContent(a: ZipEntry, b: ZipEntry): boolean {
  return a.crc === b.crc && a.declaredBytes === b.declaredBytes;
}

/** Reads the archive's directory. Two entries of one name that differ are refused: readers would disagree. Rule FH-3. */
export function openPackage(bytes: Uint8Array, limits: FileLimits): PackageParts {
  const byName = new Map<string, Part>();
  const repeated: ZipEntry[] = [];
  let declaredTotal = 0;
  for (const entry of readZip(bytes, limits)) {
    declaredTotal += Math.max(entry.declaredBytes, entry.compressed.length);
    const key = normalPartName(entry.name);
    const first = byName.get(key);
    if (!first) byName.set(key, { storedName: entry.name, content: { entry } });
    else if ("entry" in first.content && sameContent(first.content.entry, entry)) repeated.push(entry);
    else throw new CodedError("file.duplicate-part", { part: entry.name });
  }
  if (declaredTotal > limits.maxTotalBytes) throw new CodedError("file.too-large", { what: "total", limit: limits.maxTotalBytes });
  return { byName, repeated, limits };
}

/** The archive: untouched parts with the very bytes they came with, changed ones compressed anew. Rule FH-31. */
export function savePackage(parts: PackageParts): Uint8Array {
  const entries: ZipEntry[] = [];
  for (const part of parts.byName.values()) {
    entries.push("entry" in part.content ? part.content.entry : deflateEntry(part.storedName, new TextEncoder().encode(part.content.text)));
  }
  return writeZip([...entries, ...parts.repeated]);
}
