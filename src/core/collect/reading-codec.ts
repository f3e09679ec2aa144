import * as v from "valibot";

import { CELL_ERROR_CODES } from "../grid/cell";
import { ENTRY_FIELDS, STRIP_FIELDS } from "../issue/issued-words";
import { INDICATOR_FIELDS } from "../template/template-words";
import type { ReturnReading } from "./read-return";

const place = v.pipe(v.number(), v.integer(), v.minValue(0));
const recorded = v.object({ anchor: v.string(), subject: v.string(), template: v.string(), fingerprint: v.string() });
const cellValue = v.nullable(v.union([v.string(), v.number(), v.boolean(), v.object({ error: v.picklist(CELL_ERROR_CODES) })]));

const reading = v.object({
  record: v.picklist(["kept", "lost", "record.foreign", "record.newer", "record.damaged", "record.invalid"]),
  issue: v.nullable(v.object({ title: v.string(), edition: v.number(), period: v.string(), deadline: v.nullable(v.string()), parent: v.exactOptional(v.object({ title: v.string(), edition: v.number(), code: v.string() })) })),
  sheets: v.array(
    v.object({
      sheetName: v.string(),
      recorded: v.nullable(recorded),
      strip: v.record(v.picklist(STRIP_FIELDS), v.string()),
      headers: v.record(v.picklist([...INDICATOR_FIELDS, ...ENTRY_FIELDS]), v.string()),
      rows: v.array(
        v.object({
          key: v.string(),
          row: place,
          locked: v.record(v.picklist(INDICATOR_FIELDS), v.object({ text: v.string(), column: place })),
          entries: v.record(v.picklist(ENTRY_FIELDS), v.object({ value: cellValue, formula: v.nullable(v.string()), row: place, column: place })),
        }),
      ),
    }),
  ),
  gone: v.array(recorded),
  isResult: v.boolean(),
});

/** A reading that was kept as JSON; `null` where this is none. Never throws. (CO-22) */
export function parseReading(kept: unknown): ReturnReading | null {
  const parsed = v.safeParse(reading, kept);
  return parsed.success ? parsed.output : null;
}
