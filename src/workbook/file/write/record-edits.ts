import { XML_DECLARATION } from "../blank-workbook";
import type { PackageParts } from "../package/package-parts";
import { relationshipsOf } from "../package/relationships";
import { RECORD_NAMESPACE } from "../read/record-part";
import { encodeCellText, escapeText } from "../xml/xml-text";
import { freePartName, relationshipType, withContentType, withoutPartEntirely, withoutRelationships, withRelationship, withText } from "./package-edits";

/** Names our part to programs that list custom XML; always the same, so that saving stays repeatable. */
const ITEM_ID = "{7A1F0C52-6D8E-4B59-9C0B-54A35C0E1D01}";
const PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml";
const CUSTOM_XML_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";

export type RecordPlace = { readonly mainPart: string; readonly strict: boolean; /** Part that holds the record now, or `null`. */ readonly partName: string | null };

/**
 * The package with this text as our record, or without any for `null`. Custom XML of others stays. Rule FH-28.
 */
export function withRecord(parts: PackageParts, place: RecordPlace, record: string | null): PackageParts {
  if (record === null) return place.partName === null ? parts : withoutRecord(parts, place.mainPart, place.partName);
  const text = `${XML_DECLARATION}<record xmlns="${RECORD_NAMESPACE}">${escapeText(encodeCellText(record))}</record>`;
  if (place.partName !== null) return withText(parts, place.partName, text);
  const item = freePartName(parts, "customXml/item", ".xml");
  const properties = item.replace(/item(\d+)/, "itemProps$1");
  let next = withText(parts, item, text);
  next = withText(
    next,
    properties,
    `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem ds:itemID="${ITEM_ID}" xmlns:ds="${CUSTOM_XML_NAMESPACE}"><ds:schemaRefs><ds:schemaRef ds:uri="${RECORD_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>`,
  );
  // From the workbook's folder to the package's root.
  const up = "../".repeat(place.mainPart.split("/").length - 1);
  next = withContentType(next, item, "application/xml");
  next = withContentType(next, properties, PROPERTIES_TYPE);
  next = withRelationship(next, item, relationshipType(place.strict, "customXmlProps"), properties.slice("customXml/".length)).parts;
  return withRelationship(next, place.mainPart, relationshipType(place.strict, "customXml"), `${up}${item}`).parts;
}

function withoutRecord(parts: PackageParts, mainPart: string, partName: string): PackageParts {
  let next = parts;
  for (const relationship of relationshipsOf(parts, partName)) {
    if (relationship.kind === "customXmlProps") next = withoutPartEntirely(next, relationship.target);
  }
  const ids = new Set(relationshipsOf(parts, mainPart).filter((relationship) => relationship.target === partName).map((relationship) => relationship.id));
  return withoutRelationships(withoutPartEntirely(next, partName), mainPart, (id) => ids.has(id));
}
