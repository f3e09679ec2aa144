import type { SheetSnapshot, WorkbookSnapshot } from "../grid/snapshot";
import type { Scheme } from "../score/scheme";
import type { WorkbookRecord } from "../store/record";
import type { Finding } from "./finding";
import type { FormerTable } from "./former-period";
import type { TableView } from "./table-view";

/** What every rule may look at. */
export type CheckContext = {
  readonly workbook: WorkbookSnapshot;
  readonly views: readonly TableView[];
  readonly scheme: Scheme;
  /** What was structured; `null`: nothing, or nobody knows. */
  readonly record: WorkbookRecord | null;
  /** Tables of the period before, from another workbook; empty where nobody gave one. */
  readonly former: readonly FormerTable[];
};

/** Looks at one table at a time. `id` is stable: it names the rule when it fails itself. */
export type TableRule = {
  readonly id: string;
  /**
   * What can make what it found wrong, besides everything on the table's own sheet: "workbook": values of other sheets too;
   * "formulas": formulas alone, on its own sheet.
   */
  readonly reach?: "workbook" | "formulas";
  readonly check: (view: TableView, context: CheckContext) => readonly Finding[];
};

/** Looks at one sheet at a time, whether or not it holds a table. */
export type SheetRule = {
  readonly id: string;
  /** As a table rule's. */
  readonly reach?: "workbook";
  readonly check: (sheet: SheetSnapshot, context: CheckContext) => readonly Finding[];
};
