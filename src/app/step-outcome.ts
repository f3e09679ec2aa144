import type { Finding } from "../core/check/finding";
import type { Plan } from "../core/plan/plan";
import type { Receipt, WorkbookPort, WorkOptions } from "../workbook/port";

/** What a step would do, to be shown before it is done. */
export type Preview<Result> = { readonly plan: Plan; readonly findings: readonly Finding[]; readonly result: Result };

/** A step that was done; `receipt` is the way back, `null` where there was nothing to write. */
export type StepOutcome<Result> = Preview<Result> & { readonly receipt: Receipt | null };

/** Applies what was previewed: all of it or nothing. Errors: the host's. */
export async function applyPreview<Result>(port: WorkbookPort, preview: Preview<Result>, options: WorkOptions = {}): Promise<StepOutcome<Result>> {
  const receipt = preview.plan.edits.length === 0 ? null : await port.apply(preview.plan, options);
  return { ...preview, receipt };
}
