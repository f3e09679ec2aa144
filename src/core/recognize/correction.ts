import type { Area } from "../grid/address";
import type { RowCorrection } from "./row-mark";
import type { ColumnRole, RowSpan } from "./table";

/** A role chosen for a column: found again by its header and its place in the table. */
export type RoleCorrection = {
  /** Columns from the first of the correction's area. */
  readonly offset: number;
  /** The header's levels in one text: where columns were inserted, the nearest one with this header is meant. */
  readonly header: string;
  readonly role: ColumnRole;
};

/** What a user put right by hand about one table. (RC-60 to RC-66) */
export type TableCorrection = {
  /** Where the table stands: exactly here where the range was given, else the table with most cells in common. */
  readonly area: Area;
  /** The range was given by hand. Rows of the header are counted from the area's first row; `null`: found in the range. */
  readonly given: { readonly headerRows: RowSpan | null; readonly added: boolean } | null;
  readonly roles: readonly RoleCorrection[];
  /** Rows of the body said to be something else. */
  readonly rows: readonly RowCorrection[];
  /** `null`: as the workbook says. */
  readonly performance: { readonly value: "unit" | "person" | null } | null;
  /** No table to score. */
  readonly ignored: boolean;
};

/** A header's levels as corrections compare them. */
export function headerKey(headerPath: readonly string[]): string {
  return headerPath.join("\u001f");
}
