import { judgeDecomposition } from "../cascade/judge-decomposition";
import type { SheetRule } from "./check-rule";
import { decompositionOn } from "./sheet-kinds";

/** CK-99: a sheet on which indicators are decomposed, as docs/spec/cascade.md says. */
export const cascade: SheetRule = {
  id: "cascade",
  check: (sheet) => {
    const found = decompositionOn(sheet);
    return found ? judgeDecomposition(found) : [];
  },
};
