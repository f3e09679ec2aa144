import { planStructure, type StructureOptions } from "../core/template/structure-plan";
import type { StructureTexts } from "../core/template/structure-texts";
import type { WorkbookRecord } from "../core/store/record";
import type { WorkbookReading } from "./read-workbook";
import type { Preview } from "./step-outcome";

/** Step ②: what would be written where to make the workbook structured. */
export function previewStructure(reading: WorkbookReading, options: StructureOptions, texts: StructureTexts): Preview<WorkbookRecord> {
  const { plan, record, findings } = planStructure(reading.workbook, reading.tables, reading.record, options, texts);
  return { plan, findings, result: record };
}
