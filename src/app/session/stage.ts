import type { Finding } from "../../core/check/finding";
import { NO_CONTENT, type WorkbookSnapshot } from "../../core/grid/snapshot";
import type { Plan } from "../../core/plan/plan";
import type { WorkbookRecord } from "../../core/store/record";
import type { WorkbookReading } from "../read-workbook";

/** One plan of a step. `record`: as it stands after the plan; `null`: there is none. */
export type StageResult = { readonly plan: Plan; readonly findings: readonly Finding[]; readonly record: WorkbookRecord | null };

/** Plans what follows once the stage before is written and read again. */
export type Stage = (reading: WorkbookReading, record: WorkbookRecord | null) => StageResult;

/** A step in stages: the first is planned now. */
export type Stages = { readonly first: StageResult; readonly rest: readonly Stage[] };

/**
 * All stages in one plan, to be shown: later stages are planned on the workbook as the earlier ones leave its sheets and
 * names, without calculating anything.
 */
export function combinedPlan(reading: WorkbookReading, { first, rest }: Stages): Plan {
  if (rest.length === 0) return first.plan;
  const edits = [...first.plan.edits];
  let workbook = outlineAfter(reading.workbook, first.plan);
  let { record } = first;
  for (const stage of rest) {
    const result = stage({ ...reading, workbook }, record);
    edits.push(...result.plan.edits);
    workbook = outlineAfter(workbook, result.plan);
    record = result.record;
  }
  const records = edits.filter((edit) => edit.kind === "setRecord");
  return { purpose: first.plan.purpose, edits: edits.filter((edit) => edit.kind !== "setRecord" || edit === records.at(-1)) };
}

/** Sheets and names as a plan leaves them; cells as they are. */
function outlineAfter(workbook: WorkbookSnapshot, plan: Plan): WorkbookSnapshot {
  const names = new Map(workbook.names.map((name) => [`${name.sheetId ?? ""}/${name.name.toLowerCase()}`, name]));
  let { sheets } = workbook;
  for (const edit of plan.edits) {
    if (edit.kind === "defineName") {
      const id = `/${edit.name.toLowerCase()}`;
      if (edit.refersTo === null) names.delete(id);
      else names.set(id, { name: edit.name, refersTo: edit.refersTo, sheetId: null, hidden: edit.hidden });
    } else if (edit.kind === "deleteSheet") sheets = sheets.filter((sheet) => sheet.sheetId !== edit.sheetId);
    else if (edit.kind === "addSheet") {
      sheets = [...sheets, { ...NO_CONTENT, sheetId: edit.sheetId, name: edit.name, kind: "worksheet", visibility: edit.visibility }];
    }
  }
  return { ...workbook, sheets, names: [...names.values()] };
}
