import type { SheetSnapshot } from "../../src/core/grid/snapshot";

/** The file host alone, in a worker. */
export type BareRead = {
  /** Opens a workbook and reads its values, as any use of the file host begins. Number of rows of its sheets. */
  read(bytes: Uint8Array): Promise<number>;
};

export function rowsOf(sheets: readonly SheetSnapshot[]): number {
  return sheets.reduce((sum, sheet) => sum + sheet.values.length, 0);
}
