import { judgeDecomposition } from "../cascade/judge-decomposition";
import { readDecomposition } from "../cascade/decomposition";
import type { SheetRule } from "./check-rule";

/** CK-99: a sheet on which indicators are decomposed, as docs/spec/cascade.md says. */
export const cascade: SheetRule = {
  id: "cascade",
  check: (sheet) => {
    const found = readDecomposition(sheet);
    return found ? judgeDecomposition(found) : [];
  },
};
