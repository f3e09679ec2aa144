import type { TableSnapshot } from "../../../core/grid/snapshot";
import { findPart, type PackageParts, type Part, partText } from "../package/package-parts";
import { relationshipsOf } from "../package/relationships";
import { attribute, createScanner, END_OF_TEXT, isNamed, nextTag, numberAttribute, OPEN_TAG } from "../xml/xml-scanner";
import { decodeCellText } from "../xml/xml-text";
import { parseArea } from "./areas";

export type TableEntry = { readonly partName: string; readonly table: TableSnapshot };

const cache = new WeakMap<Part, TableSnapshot | "none">();

function readTable(parts: PackageParts, part: Part): TableSnapshot | "none" {
  const known = cache.get(part);
  if (known) return known;
  const scanner = createScanner(partText(parts, part), part.storedName);
  let table: TableSnapshot | "none" = "none";
  const columns: string[] = [];
  while (nextTag(scanner) !== END_OF_TEXT) {
    if (scanner.kind !== OPEN_TAG) continue;
    if (isNamed(scanner, "table")) {
      const area = parseArea(attribute(scanner, "ref") ?? "");
      if (!area) break;
      table = {
        name: attribute(scanner, "displayName") ?? attribute(scanner, "name") ?? "",
        area,
        columns,
        hasHeaderRow: numberAttribute(scanner, "headerRowCount", 1) > 0,
        hasTotalsRow: numberAttribute(scanner, "totalsRowCount", 0) > 0,
      };
    } else if (isNamed(scanner, "tableColumn")) columns.push(decodeCellText(attribute(scanner, "name") ?? ""));
  }
  cache.set(part, table);
  return table;
}

/** Tables of a sheet in the order of its relationships. Error "file.damaged". */
export function tablesOf(parts: PackageParts, sheetPart: string): readonly TableEntry[] {
  const entries: TableEntry[] = [];
  for (const relationship of relationshipsOf(parts, sheetPart)) {
    if (relationship.kind !== "table" || relationship.external) continue;
    const part = findPart(parts, relationship.target);
    const table = part ? readTable(parts, part) : "none";
    if (table !== "none") entries.push({ partName: relationship.target, table });
  }
  return entries;
}
