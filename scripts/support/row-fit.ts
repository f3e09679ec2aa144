import type { CompiledRowModel } from "../../src/core/recognize/label-rows";
import { fitRows, type FitOptions, type Sequence } from "./fit-rows";
import { ROW_PRIOR, TRANSITION_PRIOR } from "./row-prior";

/** Invented sheets that the committed weights are fitted on beside the published ones. */
export const INVENTED_SHEETS = 800;

const OPTIONS: FitOptions = { iterations: 120, rate: 0.08, pull: 3e-4, classWeight: { group: 1.3, total: 1.3, header: 1.2, meta: 1.5 } };

/** The row model that the committed weights are made with, fitted on these sheets. Deterministic. */
export function fitRowModel(sheets: readonly Sequence[], log: (line: string) => void = () => undefined): CompiledRowModel {
  return fitRows(sheets, { weights: ROW_PRIOR, transitions: TRANSITION_PRIOR }, OPTIONS, log);
}

/** Cuts into folds by source: sheets of one workbook are never on both sides. Deterministic. */
export function foldOf(source: string, folds: number): number {
  let hash = 2166136261;
  for (const character of source) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
  return hash % folds;
}
