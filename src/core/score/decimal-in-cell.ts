import type { CellValue } from "../grid/cell";
import { exactOf, parseDecimal, type Exact } from "./decimal";

/** The number that a scheme cell states, also one typed as text; `null` where it states none. */
export function decimalInCell(value: CellValue): Exact | null {
  if (typeof value === "number") return exactOf(value);
  return typeof value === "string" ? parseDecimal(value.normalize("NFKC")) : null;
}
