import * as v from "valibot";
import { sha256Hex } from "./checksum";
import { canonicalJson, MAX_RECORD_CHARACTERS, RECORD_FORMAT, RECORD_VERSION } from "./record-text";
import type { WorkbookRecord } from "./record";
import { decimal } from "./decimal-codec";
import { schemeCodec } from "./scheme-codec";

/**
 * - record.foreign: not a record of ours
 * - record.newer: written by a newer version whose data this one could misread; `version` says which
 * - record.damaged: changed or cut off since it was written
 * - record.invalid: intact, but not what this version or an older one writes
 */
export type RecordProblem = "record.foreign" | "record.newer" | "record.damaged" | "record.invalid";

export type RecordReading = { readonly ok: true; readonly record: WorkbookRecord } | { readonly ok: false; readonly code: RecordProblem };

const optionalText = v.nullable(v.string());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

// Objects are loose: members that a later program of the same version added are kept and written back. (RE-5)
const indicator = v.looseObject({
  key: v.string(),
  name: v.string(),
  path: v.array(v.string()),
  fullMark: v.nullable(decimal),
  weight: v.nullable(decimal),
  criterion: optionalText,
  dataSource: optionalText,
  owner: optionalText,
});

const table = v.looseObject({
  tableId: v.pipe(v.string(), v.regex(/^T\d{1,6}$/)),
  layout: v.picklist(["subject-matrix", "rater-matrix", "form", "indicator-list", "other"]),
  performance: v.nullable(v.picklist(["unit", "person"])),
  anchor: v.string(),
  keyColumn: optionalText,
  indicators: v.array(indicator),
  formulas: v.exactOptional(v.array(v.looseObject({ column: v.string(), row: optionalText, relative: v.string(), named: v.string() }))),
  protected: v.exactOptional(v.boolean()),
});

const correction = v.looseObject({
  anchor: v.string(),
  given: v.nullable(v.looseObject({ headerRows: v.nullable(v.looseObject({ first: count, last: count })), added: v.boolean() })),
  // Roles are not listed here: one that a later program added must not make the whole record unreadable. (RE-8)
  roles: v.array(v.looseObject({ offset: count, header: v.string(), role: v.string() })),
  rows: v.exactOptional(v.array(v.looseObject({ offset: v.pipe(v.number(), v.integer()), text: v.string(), label: v.string() }))),
  performance: v.nullable(v.looseObject({ value: v.nullable(v.picklist(["unit", "person"])) })),
  ignored: v.boolean(),
});

const record = v.looseObject({
  version: v.literal(RECORD_VERSION),
  edition: v.pipe(count, v.minValue(1)),
  structuredAt: v.string(),
  tables: v.array(table),
  scheme: schemeCodec,
  ownSheets: v.array(v.looseObject({ purpose: v.picklist(["scheme", "summary", "adjustment", "ranking", "factor", "archive"]), anchor: v.string() })),
  archives: v.array(
    v.looseObject({
      archiveId: v.pipe(v.string(), v.regex(/^A\d{1,6}$/)),
      anchor: v.string(),
      archivedAt: v.string(),
      edition: count,
      digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      previous: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
    }),
  ),
  corrections: v.exactOptional(v.array(correction)),
  acceptances: v.exactOptional(v.array(v.looseObject({ finding: v.string(), reason: v.string(), at: v.string() }))),
  step: v.exactOptional(v.string()),
  issue: v.exactOptional(
    v.looseObject({
      title: v.string(),
      edition: v.pipe(count, v.minValue(1)),
      period: v.string(),
      deadline: optionalText,
      parent: v.exactOptional(v.looseObject({ title: v.string(), edition: v.pipe(count, v.minValue(1)), code: v.string() })),
      sheets: v.array(v.looseObject({ anchor: v.string(), subject: v.string(), template: v.string(), fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) })),
    }),
  ),
});

const envelope = v.looseObject({ format: v.literal(RECORD_FORMAT), version: count, checksum: v.string(), record: v.unknown() });

function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    // Not JSON: the caller maps this to "record.damaged".
    return null;
  }
}

/** Reads what `serializeRecord` wrote, in this or an older version. Never throws. (RE-1 to RE-6) */
export function parseRecord(text: string): RecordReading {
  if (text.length > MAX_RECORD_CHARACTERS) return { ok: false, code: "record.damaged" };
  const json = parseJson(text);
  if (!json) return { ok: false, code: text.includes(RECORD_FORMAT) ? "record.damaged" : "record.foreign" };
  const outer = v.safeParse(envelope, json.value);
  if (!outer.success) {
    const named = typeof json.value === "object" && json.value !== null && "format" in json.value && json.value.format === RECORD_FORMAT;
    return { ok: false, code: named ? "record.damaged" : "record.foreign" };
  }
  if (outer.output.version > RECORD_VERSION) return { ok: false, code: "record.newer" };
  if (sha256Hex(canonicalJson(outer.output.record)) !== outer.output.checksum) return { ok: false, code: "record.damaged" };
  const inner = v.safeParse(record, outer.output.record);
  return inner.success ? { ok: true, record: inner.output } : { ok: false, code: "record.invalid" };
}
