import type { StructureOptions } from "../../core/template/structure-plan";
import type { WorkbookReading } from "../read-workbook";
import { previewStructure } from "../structure-workbook";
import type { SessionTexts } from "./session-texts";
import type { Stages } from "./stage";

export function structureStages(reading: WorkbookReading, options: StructureOptions, texts: SessionTexts): Stages {
  const { plan, findings, result } = previewStructure(reading, options, texts.structure);
  return { first: { plan, findings, record: result }, rest: [] };
}
