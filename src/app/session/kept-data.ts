import { quoteSheetName, toAbsoluteA1 } from "../../core/grid/address";
import type { WorkbookSnapshot } from "../../core/grid/snapshot";
import type { Edit } from "../../core/plan/edit";
import type { Plan } from "../../core/plan/plan";
import type { TableCorrection } from "../../core/recognize/correction";
import { anchoredArea } from "../../core/store/anchors";
import { correctionAnchor, correctionRecords, recordedCorrections } from "../../core/store/corrections";
import { parseRecord } from "../../core/store/parse-record";
import type { WorkbookRecord } from "../../core/store/record";
import { serializeRecord } from "../../core/store/serialize-record";
import { SESSION_STEPS, type Acceptance, type SessionStep } from "./session";

/** What a session knows about its workbook beyond what stands in it: in the record once there is one, else in memory. (SE-4) */
export type KeptData = {
  readonly corrections: readonly TableCorrection[];
  /** By finding id. */
  readonly acceptances: ReadonlyMap<string, Acceptance>;
  readonly step: SessionStep;
};

export const NOTHING_KEPT: KeptData = { corrections: [], acceptances: new Map(), step: "recognize" };

/** What a record keeps. */
export function keptIn(workbook: WorkbookSnapshot, record: WorkbookRecord): KeptData {
  return {
    corrections: recordedCorrections(workbook, record),
    acceptances: new Map((record.acceptances ?? []).map(({ finding, reason, at }) => [finding, { reason, at }])),
    step: SESSION_STEPS.find((step) => step === record.step) ?? NOTHING_KEPT.step,
  };
}

/** The record with what is kept now; members that say nothing are left out. */
export function recordWith(record: WorkbookRecord, { corrections, acceptances, step }: KeptData): WorkbookRecord {
  const next: { -readonly [Member in keyof WorkbookRecord]: WorkbookRecord[Member] } = { ...record };
  delete next.corrections;
  delete next.acceptances;
  delete next.step;
  if (corrections.length > 0) next.corrections = correctionRecords(corrections);
  if (acceptances.size > 0) next.acceptances = [...acceptances].map(([finding, { reason, at }]) => ({ finding, reason, at }));
  if (step !== NOTHING_KEPT.step) next.step = step;
  return next;
}

/** Names that lead to the corrected ranges, where they do not yet, and the end of those no longer needed. */
function nameEdits(workbook: WorkbookSnapshot, corrections: readonly TableCorrection[]): readonly Edit[] {
  const sheets = new Map(workbook.sheets.map((sheet) => [sheet.sheetId, sheet.name]));
  const edits: Edit[] = corrections.flatMap(({ area }, i): readonly Edit[] => {
    const name = correctionAnchor(i + 1);
    const present = anchoredArea(workbook, name);
    const sheet = sheets.get(area.sheetId);
    const stands = present?.sheetId === area.sheetId && toAbsoluteA1(present) === toAbsoluteA1(area);
    return stands || sheet === undefined ? [] : [{ kind: "defineName", name, refersTo: `${quoteSheetName(sheet)}!${toAbsoluteA1(area)}`, hidden: true }];
  });
  const pattern = /^_TS_C(\d{1,6})$/i;
  for (const { name, sheetId } of workbook.names) {
    const number = pattern.exec(name)?.[1];
    if (sheetId === null && number !== undefined && Number(number) > corrections.length) edits.push({ kind: "defineName", name, refersTo: null, hidden: true });
  }
  return edits;
}

/** Whether the step is not in the workbook's record yet, but waits for a write to go along with. */
function isStepWaiting(record: WorkbookRecord, { step }: KeptData): boolean {
  return (record.step ?? NOTHING_KEPT.step) !== step;
}

/**
 * A plan that keeps what is kept now: its record edit carries it. A plan that does not write the record stays as it is,
 * because the record in the workbook already says it, unless the step waits to go along.
 */
export function planKeeping(plan: Plan, workbook: WorkbookSnapshot, kept: KeptData): Plan {
  const written = plan.edits.find((edit) => edit.kind === "setRecord");
  if (!written) {
    const present = workbook.record === null || plan.edits.length === 0 ? null : parseRecord(workbook.record);
    return present?.ok && isStepWaiting(present.record, kept) ? { ...plan, edits: [...plan.edits, ...keepingPlan(workbook, present.record, kept).edits] } : plan;
  }
  if (written.record === null) return plan;
  const parsed = parseRecord(written.record);
  if (!parsed.ok) return plan;
  return {
    ...plan,
    edits: [...plan.edits.filter((edit) => edit !== written), ...nameEdits(workbook, kept.corrections), { kind: "setRecord", record: serializeRecord(recordWith(parsed.record, kept)) }],
  };
}

/** The plan that writes what is kept into a workbook that has a record; without edits where it stands there. */
export function keepingPlan(workbook: WorkbookSnapshot, record: WorkbookRecord, kept: KeptData): Plan {
  const text = serializeRecord(recordWith(record, kept));
  const names = nameEdits(workbook, kept.corrections);
  return { purpose: "record", edits: text === workbook.record && names.length === 0 ? [] : [...names, { kind: "setRecord", record: text }] };
}
