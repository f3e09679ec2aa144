import { CodedError } from "../../../core/coded-error";
import { contentTypeOf, type ContentTypes } from "../package/content-types";
import { findPart, type PackageParts, type Part, partText } from "../package/package-parts";
import { type Relationship, relationshipsOf } from "../package/relationships";
import {
  attribute,
  booleanAttribute,
  createScanner,
  END_OF_TEXT,
  isNamed,
  localName,
  nextTag,
  numberAttribute,
  OPEN_TAG,
  prefixedAttribute,
  prefixOf,
  readText,
  skipElement,
} from "../xml/xml-scanner";

export type SheetEntry = {
  /** The workbook's own number of the sheet, unique in a sound file. */
  readonly sheetNumber: number;
  readonly name: string;
  readonly visibility: "visible" | "hidden" | "veryHidden";
  readonly relationshipId: string;
  readonly kind: "worksheet" | "chartsheet" | "other";
  /** `null`: the part is missing. */
  readonly partName: string | null;
};

export type NameEntry = {
  readonly name: string;
  readonly refersTo: string;
  /** Index into the sheets, or `null` for the whole workbook. */
  readonly sheetIndex: number | null;
  readonly hidden: boolean;
};

export type WorkbookPart = {
  readonly partName: string;
  /** "x:" where elements carry a prefix, else "". */
  readonly prefix: string;
  readonly strict: boolean;
  readonly sheets: readonly SheetEntry[];
  /** Index of the sheet on display when the workbook was saved; may point to none, or to a hidden one. */
  readonly activeTab: number;
  readonly names: readonly NameEntry[];
  readonly date1904: boolean;
  /** Sheets cannot be added, deleted, renamed. */
  readonly structureLocked: boolean;
  readonly fullCalcOnLoad: boolean;
  readonly relationships: readonly Relationship[];
};

export const TRANSITIONAL_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main";

/** Namespace of the prefix of the current tag as this tag itself declares it, or `null`. */
function declaredNamespace(scanner: Parameters<typeof attribute>[0]): string | null {
  const prefix = prefixOf(scanner);
  return attribute(scanner, prefix === "" ? "xmlns" : `xmlns:${prefix.slice(0, -1)}`);
}

/** Where the workbook's main part is: by relationship, else by content type. `null`: there is none. */
export function findMainPart(parts: PackageParts, types: ContentTypes): string | null {
  const named = relationshipsOf(parts, "").find((relationship) => relationship.kind === "officeDocument" && !relationship.external);
  if (named) return named.target;
  for (const [name, type] of types.overrides) if (/spreadsheetml\.(sheet|template)\.main\+xml$|ms-excel\..*\.main\+xml$/.test(type)) return name;
  return null;
}

function sheetKind(relationship: Relationship | undefined, type: string): SheetEntry["kind"] {
  const word = relationship?.kind ?? "";
  if (word === "worksheet" || /\.worksheet\+xml$/.test(type)) return "worksheet";
  return word === "chartsheet" ? "chartsheet" : "other";
}

const cache = new WeakMap<Part, { readonly relationships: readonly Relationship[]; readonly workbook: WorkbookPart }>();

/** The workbook part as far as reading and patching need it. Errors: "file.damaged", "file.not-a-workbook". */
export function readWorkbookPart(parts: PackageParts, types: ContentTypes, partName: string): WorkbookPart {
  const part = findPart(parts, partName);
  if (!part) throw new CodedError("file.damaged", { part: partName });
  const relationships = relationshipsOf(parts, partName);
  const known = cache.get(part);
  if (known?.relationships === relationships) return known.workbook;
  const workbook = parseWorkbookPart(parts, types, partName, part, relationships);
  cache.set(part, { relationships, workbook });
  return workbook;
}

function parseWorkbookPart(
  parts: PackageParts,
  types: ContentTypes,
  partName: string,
  part: Part,
  relationships: readonly Relationship[],
): WorkbookPart {
  const scanner = createScanner(partText(parts, part), part.storedName);
  nextTag(scanner);
  const namespace = declaredNamespace(scanner);
  if (!isNamed(scanner, "workbook") || (namespace !== TRANSITIONAL_MAIN && namespace !== STRICT_MAIN)) {
    throw new CodedError("file.not-a-workbook");
  }
  const prefix = prefixOf(scanner);
  const sheets: SheetEntry[] = [];
  const names: NameEntry[] = [];
  let activeTab: number | null = null;
  let date1904 = false;
  let structureLocked = false;
  let fullCalcOnLoad = false;
  const byId = new Map(relationships.map((relationship) => [relationship.id, relationship]));
  while (nextTag(scanner) !== END_OF_TEXT) {
    if (scanner.kind !== OPEN_TAG) continue;
    if (isNamed(scanner, "workbookPr")) date1904 = booleanAttribute(scanner, "date1904", false);
    // Of several windows the first.
    else if (isNamed(scanner, "workbookView")) activeTab ??= numberAttribute(scanner, "activeTab", 0);
    else if (isNamed(scanner, "workbookProtection")) structureLocked = booleanAttribute(scanner, "lockStructure", false);
    else if (isNamed(scanner, "calcPr")) fullCalcOnLoad = booleanAttribute(scanner, "fullCalcOnLoad", false);
    else if (isNamed(scanner, "sheet")) {
      const relationshipId = prefixedAttribute(scanner, "id") ?? "";
      const relationship = byId.get(relationshipId);
      const target = relationship && !relationship.external ? findPart(parts, relationship.target) : null;
      const state = attribute(scanner, "state");
      sheets.push({
        sheetNumber: numberAttribute(scanner, "sheetId", sheets.length + 1),
        name: attribute(scanner, "name") ?? "",
        visibility: state === "hidden" || state === "veryHidden" ? state : "visible",
        relationshipId,
        kind: sheetKind(relationship, relationship ? contentTypeOf(types, relationship.target) : ""),
        partName: target && relationship ? relationship.target : null,
      });
    } else if (isNamed(scanner, "definedName")) {
      const sheetIndex = attribute(scanner, "localSheetId");
      const name = attribute(scanner, "name") ?? "";
      const hidden = booleanAttribute(scanner, "hidden", false);
      names.push({ name, refersTo: readText(scanner), sheetIndex: sheetIndex === null ? null : Number(sheetIndex), hidden });
    } else if (isNamed(scanner, "extLst") || localName(scanner) === "AlternateContent") skipElement(scanner);
  }
  return { partName, prefix, strict: namespace === STRICT_MAIN, sheets, activeTab: activeTab ?? 0, names, date1904, structureLocked, fullCalcOnLoad, relationships };
}
