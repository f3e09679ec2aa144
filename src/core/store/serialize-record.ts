import { sha256Hex } from "./checksum";
import { canonicalJson, RECORD_FORMAT } from "./record-text";
import type { WorkbookRecord } from "./record";

/**
 * The text kept in the workbook: JSON of format, version, checksum and the canonical record. Equal records give equal
 * texts; `parseRecord` gives the record back. (RE-1 to RE-3)
 */
export function serializeRecord(record: WorkbookRecord): string {
  const known = texts.get(record);
  if (known !== undefined) return known;
  const body = canonicalJson(record);
  const text = `{"format":"${RECORD_FORMAT}","version":${String(record.version)},"checksum":"${sha256Hex(body)}","record":${body}}`;
  texts.set(record, text);
  return text;
}

/** Each step of a job compares the record before with the record after. Records are never changed in place. */
const texts = new WeakMap<WorkbookRecord, string>();
