import type { Edit } from "../core/plan/edit";
import type { WorkbookRecord } from "../core/store/record";
import { serializeRecord } from "../core/store/serialize-record";

/** The edit that keeps a changed record, or none: writing the same record again would only dirty the workbook. */
export function recordEdits(before: WorkbookRecord, after: WorkbookRecord): readonly Edit[] {
  const record = serializeRecord(after);
  return record === serializeRecord(before) ? [] : [{ kind: "setRecord", record }];
}
