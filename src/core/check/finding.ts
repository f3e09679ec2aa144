import type { CodeParams } from "../coded-error";
import type { Rect } from "../grid/address";

export type Severity = "error" | "warning" | "notice";

/** Something a person should look at. No text: i18n renders `code` and `params`. */
export type Finding = {
  /** Stable, dotted, for example "entry.missing". */
  readonly code: string;
  readonly severity: Severity;
  /** `null`: the whole workbook. */
  readonly sheetId: string | null;
  readonly sheetName: string | null;
  /** The cells concerned; `null`: the whole sheet or workbook. */
  readonly area: Rect | null;
  readonly params: CodeParams;
};
