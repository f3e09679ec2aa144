import type { PlanPurpose } from "../../core/plan/plan";
import type { Receipt, WorkbookPort, WorkOptions } from "../../workbook/port";
import type { HistoryEntry } from "./session";

/** One apply as the user sees it: several receipts where a step writes in stages; hidden where it only kept data. */
type AppliedStep = { readonly purpose: PlanPurpose; readonly at: string; readonly receipts: readonly Receipt[] };

/** What was applied and can be taken back, in memory. */
export type AppliedSteps = {
  readonly add: (step: AppliedStep) => void;
  readonly history: () => readonly HistoryEntry[];
  /**
   * Takes the last visible step back, after those that only kept data above it. `false`: there is none. Where the host
   * refuses ("undo.changed-since"), what was taken back already is done again and the error goes on. (SE-15)
   */
  readonly undo: (options: WorkOptions | undefined) => Promise<boolean>;
};

/** As many receipts as a host in another thread keeps. */
const MAX_RECEIPTS = 50;

const isVisible = (step: AppliedStep): boolean => step.purpose !== "record";

export function appliedSteps(port: WorkbookPort): AppliedSteps {
  let steps: readonly AppliedStep[] = [];
  return {
    add: (step) => {
      steps = [...steps, step];
      while (steps.reduce((sum, { receipts }) => sum + receipts.length, 0) > MAX_RECEIPTS) steps = steps.slice(1);
    },
    history: () => steps.filter(isVisible).map(({ purpose, at, receipts }) => ({ purpose, at, cells: receipts.reduce((sum, receipt) => sum + receipt.cells, 0) })),
    async undo(options) {
      const last = steps.map(isVisible).lastIndexOf(true);
      if (last < 0) return false;
      const above = steps.slice(last).flatMap((step) => step.receipts);
      const undone: Receipt[] = [];
      try {
        for (const receipt of [...above].reverse()) {
          await port.undo(receipt, options);
          undone.push(receipt);
        }
      } catch (error) {
        const redone = new Map<Receipt, Receipt>();
        for (const receipt of [...undone].reverse()) redone.set(receipt, await port.apply(receipt.plan));
        steps = steps.map((step) => ({ ...step, receipts: step.receipts.map((receipt) => redone.get(receipt) ?? receipt) }));
        throw error;
      }
      steps = steps.slice(0, last);
      return true;
    },
  };
}
