import { checkReading } from "../app/check-workbook";
import { readWorkbook } from "../app/read-workbook";
import { structureReport } from "../core/recognize/structure-report";
import type { Texts } from "../i18n/texts";
import type { FileWorkbook } from "../workbook/file/file-workbook";
import type { Command } from "./arguments";
import type { Section } from "./file-report";
import { findingsSection } from "./sections/findings-section";
import { recognizeSection } from "./sections/recognize-section";

export type Step = "open" | "recognize" | "structure" | "check" | "score" | "rank" | "archive" | "verify" | "save";

/** Does what the verb says to an opened workbook, in memory; saving is the caller's. */
export async function runVerb(
  workbook: FileWorkbook,
  command: Command,
  texts: Texts,
  onStep: (step: Step) => void,
  path: string,
): Promise<readonly Section[]> {
  onStep("recognize");
  const reading = await readWorkbook(workbook);
  if (command.verb === "recognize") {
    return [{ ...recognizeSection(reading, texts, true), json: structureReport(path, reading.sheets) }];
  }
  onStep("check");
  return [recognizeSection(reading, texts), findingsSection("check", await checkReading(reading), texts)];
}
