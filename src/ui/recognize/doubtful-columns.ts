import type { ColumnView, RecognitionView, TableView } from "../../app/session/session";
import type { ColumnRole } from "../../core/recognize/table";

/** Below this, recognition itself calls a column unsure (docs/spec/recognition.md). */
const UNSURE = 0.5;
const SURE = 0.8;

/** A confidence in words. */
export type ConfidenceWord = "high" | "middle" | "low";

export function confidenceWord(confidence: number): ConfidenceWord {
  return confidence >= SURE ? "high" : confidence >= UNSURE ? "middle" : "low";
}

export function isDoubtful(column: ColumnView): boolean {
  return !column.corrected && column.confidence < UNSURE;
}

/** Tables of a reading that are worked on: not ignored, not ours. */
export function tablesOf(view: RecognitionView): readonly TableView[] {
  return view.sheets.filter((sheet) => !sheet.own).flatMap((sheet) => sheet.tables);
}

/** Columns to be confirmed, the least certain first. A table that holds nothing to score is not worth a question. (PN-21) */
export function doubtfulColumns(view: RecognitionView): readonly { readonly table: TableView; readonly column: ColumnView }[] {
  return tablesOf(view)
    .filter((table) => !table.ignored && table.layout !== "other")
    .flatMap((table) => table.columns.filter(isDoubtful).map((column) => ({ table, column })))
    .sort((a, b) => a.column.confidence - b.column.confidence);
}

/** The best two readings of a column, best first. */
export function readings(column: ColumnView): readonly ColumnRole[] {
  return column.alternative ? [column.role, column.alternative.role] : [column.role];
}
