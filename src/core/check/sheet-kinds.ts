import type { SheetSnapshot } from "../grid/snapshot";
import { readDecomposition, type Decomposition } from "../cascade/decomposition";

const known = new WeakMap<SheetSnapshot, { readonly found: Decomposition | null }>();

/** The decomposition that a sheet holds, or `null`; read once for all rules. Weights of parts and of wholes stand together there and have no total. (CC-1) */
export function decompositionOn(sheet: SheetSnapshot): Decomposition | null {
  const read = known.get(sheet) ?? { found: readDecomposition(sheet) };
  known.set(sheet, read);
  return read.found;
}
