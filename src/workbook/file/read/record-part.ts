import { findPart, partText } from "../package/package-parts";
import { createScanner, isNamed, nextTag, readText } from "../xml/xml-scanner";
import { decodeCellText } from "../xml/xml-text";
import { workbookOf, type WorkbookState } from "../workbook-state";

/** Namespace of the custom XML part that holds our record; other programs keep what they do not know. */
export const RECORD_NAMESPACE = "urn:twinscore:record:1";

/** Part name of our record, or `null`. */
export function findRecordPart(state: WorkbookState): string | null {
  for (const relationship of workbookOf(state).relationships) {
    if (relationship.kind !== "customXml" || relationship.external) continue;
    const part = findPart(state.parts, relationship.target);
    if (part && partText(state.parts, part).includes(`"${RECORD_NAMESPACE}"`)) return relationship.target;
  }
  return null;
}

/** Text of the record, or `null`. Error "file.damaged". Rule FH-16. */
export function readRecord(state: WorkbookState): string | null {
  const name = findRecordPart(state);
  const part = name === null ? null : findPart(state.parts, name);
  if (!part) return null;
  const scanner = createScanner(partText(state.parts, part), part.storedName);
  nextTag(scanner);
  return isNamed(scanner, "record") ? decodeCellText(readText(scanner)) : null;
}
