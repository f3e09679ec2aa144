import type { Edit } from "../../../core/plan/edit";
import type { Plan } from "../../../core/plan/plan";
import type { Disagreement, Uncalculated, WorkOptions } from "../../port";
import { findRecordPart } from "../read/record-part";
import { sheetsOf, workbookOf, type WorkbookState } from "../workbook-state";
import { throwIfAborted } from "../work-options";
import { setFormulas, setStyle, setValues } from "./cell-edits";
import { createEditContext, draftedSheets, type EditContext, finishContext, invalidEdit, isStrict, workbookDraft } from "./edit-context";
import { withoutPartEntirely, withoutRelationships } from "./package-edits";
import { type CalculationFactory, disagreementsOf, recalculate } from "./recalculate";
import { withRecord } from "./record-edits";
import {
  applyAddSheet,
  applyClearSheet,
  applyColumns,
  applyConditionalFormat,
  applyDefineName,
  applyDeleteSheet,
  applyMerge,
  applyPageLayout,
  applyPanes,
  applyProtection,
  applyRowHeight,
  applyValidation,
  checkSheetNames,
} from "./sheet-edits";
import { requestFullCalculation } from "./workbook-draft";

export type AppliedPlan = {
  readonly state: WorkbookState;
  readonly cells: number;
  readonly disagreements: readonly Disagreement[];
  readonly uncalculated: readonly Uncalculated[];
  readonly written: ReadonlyMap<string, ReadonlySet<number>>;
};

function setRecord(context: EditContext, record: string | null): void {
  if (context.hasRecordEdit) throw invalidEdit("two-records");
  context.hasRecordEdit = true;
  const place = { mainPart: context.before.mainPart, strict: isStrict(context), partName: findRecordPart(context.before) };
  context.parts = withRecord(context.parts, place, record);
}

function applyEdit(context: EditContext, edit: Edit): void {
  switch (edit.kind) {
    case "setValues":
      setValues(context, edit);
      break;
    case "setFormulas":
      setFormulas(context, edit);
      break;
    case "setStyle":
      setStyle(context, edit.area, edit.style);
      break;
    case "setValidation":
      applyValidation(context, edit);
      break;
    case "setConditionalFormat":
      applyConditionalFormat(context, edit);
      break;
    case "setProtection":
      applyProtection(context, edit);
      break;
    case "addSheet":
      applyAddSheet(context, edit);
      break;
    case "deleteSheet":
      applyDeleteSheet(context, edit);
      break;
    case "clearSheet":
      applyClearSheet(context, edit);
      break;
    case "defineName":
      applyDefineName(context, edit);
      break;
    case "setColumns":
      applyColumns(context, edit);
      break;
    case "setRowHeight":
      applyRowHeight(context, edit);
      break;
    case "mergeCells":
      applyMerge(context, edit);
      break;
    case "freezePanes":
      applyPanes(context, edit);
      break;
    case "setPageLayout":
      applyPageLayout(context, edit);
      break;
    case "setRecord":
      setRecord(context, edit.record);
      break;
  }
}

/** The order of calculation that a file keeps is of no use once formulas changed; programs make it anew. */
function dropCalculationChain(context: EditContext): void {
  const main = context.before.mainPart;
  for (const relationship of workbookOf(context.before).relationships) {
    if (relationship.kind !== "calcChain") continue;
    context.parts = withoutRelationships(withoutPartEntirely(context.parts, relationship.target), main, (id) => id === relationship.id);
  }
}

/**
 * Another state in which the plan is done; the given one is untouched, so that a refused plan leaves nothing behind.
 * Errors: "edit.…", "sheet.not-found", "sheet.protected", "sheet.protected-password", "sheet.merges-overlap", "cell.locked",
 * "workbook.structure-protected", "workbook.sheet-names", "cancelled". Rules FH-20 to FH-34.
 */
export function applyPlan(before: WorkbookState, plan: Plan, create: CalculationFactory, now: number, options?: WorkOptions): AppliedPlan {
  const context = createEditContext(before, plan.purpose);
  if (plan.edits.length > 0) checkSheetNames(sheetsOf(before));
  plan.edits.forEach((edit, index) => {
    throwIfAborted(options);
    applyEdit(context, edit);
    options?.onProgress?.({ done: index + 1, total: plan.edits.length + 1 });
  });
  const writesFormulas = plan.edits.some((edit) => edit.kind === "setFormulas");
  if (writesFormulas) requestFullCalculation(workbookDraft(context));
  if (context.formulasChanged) dropCalculationChain(context);
  const request = { written: context.written, touchedWords: context.touchedWords, drafted: draftedSheets(context) };
  const recalculation = recalculate(finishContext(context), request, create, now);
  throwIfAborted(options);
  let cells = 0;
  for (const places of context.written.values()) cells += places.size;
  options?.onProgress?.({ done: plan.edits.length + 1, total: plan.edits.length + 1 });
  return { state: recalculation.state, cells, disagreements: disagreementsOf(plan, recalculation), uncalculated: recalculation.uncalculated, written: context.written };
}
