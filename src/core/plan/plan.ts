import type { Edit } from "./edit";

/**
 * Which use case made a plan; shown in previews and journals. "edit": somebody's own typing; "record": what is kept about
 * the workbook (corrections, acceptances, step) and nothing else.
 */
export type PlanPurpose = "structure" | "fix" | "score" | "rank" | "archive" | "certificate" | "edit" | "record";

/**
 * Edits as data, in the order in which they are applied. Serialisable. A host applies all of it or nothing.
 */
export type Plan = {
  readonly purpose: PlanPurpose;
  readonly edits: readonly Edit[];
};
