import type { WorkbookSnapshot } from "../grid/snapshot";
import { liftProtection, DEFAULT_PROTECTION } from "../plan/lift-protection";
import type { Edit } from "../plan/edit";
import type { Plan } from "../plan/plan";
import { nameOwnSheet, openOwnSheet, placeOwnSheet } from "../score/own-sheet";
import type { ScoringTable } from "../template/scoring-table";
import { compareTemplates, postTemplates, type Comparison } from "./comparability";
import { certificateEdits, type CertificateTexts } from "./comparability-certificate";

export type CertificatePlan = {
  readonly plan: Plan;
  /** Tables with indicators of their own, compared or not. */
  readonly tables: number;
  readonly comparisons: readonly Comparison[];
};

/**
 * The certificate of comparability as a sheet of ours in the workbook that it is about; made again it takes the place of the one before.
 * `time`: as printed. Other sheets stay as they are, and so does the record. (CK-94)
 */
export function planCertificate(workbook: WorkbookSnapshot, tables: readonly ScoringTable[], time: string, texts: CertificateTexts): CertificatePlan {
  const templates = postTemplates(tables);
  const comparisons = compareTemplates(templates);
  const place = placeOwnSheet(workbook, "certificate", texts["certificate.sheet"]);
  const { sheetId } = place;
  const edits: readonly Edit[] = [
    openOwnSheet(place),
    ...nameOwnSheet(place, []),
    ...certificateEdits(sheetId, comparisons, { files: null, tables: templates.length, time }, texts),
    { kind: "setProtection", sheetId, options: DEFAULT_PROTECTION },
  ];
  return { plan: { purpose: "certificate", edits: liftProtection(workbook, edits).edits }, tables: templates.length, comparisons };
}
