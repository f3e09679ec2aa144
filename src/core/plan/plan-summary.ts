import type { WorkbookSnapshot } from "../grid/snapshot";
import type { Edit } from "./edit";
import { sheetOfEdit } from "./lift-protection";
import type { Plan } from "./plan";

/** What a plan does to one sheet, in counts. Cells are counted once for each edit that touches them. */
export type SheetSummary = {
  readonly sheetId: string;
  /** `null`: not in the snapshot and not added by the plan. */
  readonly name: string | null;
  readonly change: "edited" | "added" | "rewritten" | "deleted";
  /** Cells that get a value, without those that are emptied. */
  readonly values: number;
  readonly emptied: number;
  readonly formulas: number;
  /** Cells whose look or lock changes. */
  readonly styled: number;
  /** Cells that get a validation rule, and cells that lose one. */
  readonly validated: number;
  readonly unvalidated: number;
  readonly hiddenColumns: number;
  /** As it is after the plan; `null`: the plan does not change it. */
  readonly protection: "protected" | "unprotected" | null;
};

export type PlanSummary = {
  readonly sheets: readonly SheetSummary[];
  readonly namesDefined: number;
  readonly namesRemoved: number;
  readonly writesRecord: boolean;
  /** Values, emptied cells and formulas of all sheets. */
  readonly cells: number;
};

type Counts = { -readonly [Key in keyof SheetSummary]: SheetSummary[Key] };

/** Counts by sheet, in the order in which the plan first touches the sheets; for previews and journals. (ST-29) */
export function summarizePlan(workbook: WorkbookSnapshot, plan: Plan): PlanSummary {
  const names = new Map<string, string>(workbook.sheets.map((sheet) => [sheet.sheetId, sheet.name]));
  const protectedBefore = new Set(workbook.sheets.filter((sheet) => sheet.protection !== null).map((sheet) => sheet.sheetId));
  const sheets = new Map<string, Counts>();
  const protections = new Map<string, boolean>();
  let namesDefined = 0;
  let namesRemoved = 0;
  let writesRecord = false;
  const countsOf = (sheetId: string): Counts => {
    const known = sheets.get(sheetId);
    if (known) return known;
    const counts: Counts = {
      sheetId,
      name: names.get(sheetId) ?? null,
      change: "edited",
      values: 0,
      emptied: 0,
      formulas: 0,
      styled: 0,
      validated: 0,
      unvalidated: 0,
      hiddenColumns: 0,
      protection: null,
    };
    sheets.set(sheetId, counts);
    return counts;
  };
  for (const edit of plan.edits) {
    if (edit.kind === "setRecord") writesRecord = true;
    else if (edit.kind === "defineName") {
      if (edit.refersTo === null) namesRemoved++;
      else namesDefined++;
    }
    const sheetId = sheetOfEdit(edit);
    if (sheetId === null) continue;
    if (edit.kind === "addSheet") names.set(sheetId, edit.name);
    if (edit.kind === "setProtection") protections.set(sheetId, edit.options !== null);
    count(countsOf(sheetId), edit);
  }
  for (const [sheetId, counts] of sheets) {
    const after = protections.get(sheetId);
    if (after !== undefined && after !== protectedBefore.has(sheetId)) counts.protection = after ? "protected" : "unprotected";
  }
  const all = [...sheets.values()];
  return { sheets: all, namesDefined, namesRemoved, writesRecord, cells: all.reduce((sum, sheet) => sum + sheet.values + sheet.emptied + sheet.formulas, 0) };
}

function count(counts: Counts, edit: Edit): void {
  switch (edit.kind) {
    case "setValues":
      for (const row of edit.values) {
        for (const value of row) {
          if (value === "") counts.emptied++;
          else if (value !== null) counts.values++;
        }
      }
      break;
    case "setFormulas":
      for (const row of edit.formulas) for (const formula of row) if (formula !== null) counts.formulas++;
      break;
    case "setStyle":
    case "setConditionalFormat":
      counts.styled += edit.area.rows * edit.area.columns;
      break;
    case "setValidation":
      if (edit.rule === null) counts.unvalidated += edit.area.rows * edit.area.columns;
      else counts.validated += edit.area.rows * edit.area.columns;
      break;
    case "setColumns":
      if (edit.hidden === true) counts.hiddenColumns += edit.columns;
      break;
    case "addSheet":
      counts.change = "added";
      break;
    case "clearSheet":
      counts.change = "rewritten";
      break;
    case "deleteSheet":
      counts.change = "deleted";
      break;
    case "setProtection":
    case "setRowHeight":
    case "mergeCells":
    case "freezePanes":
    case "setPageLayout":
    case "defineName":
    case "setRecord":
      break;
  }
}
