import { toA1 } from "../grid/address";
import { answerOf } from "../score/indicator-method";
import type { TableRule } from "./check-rule";
import type { Finding } from "./finding";
import { findingIn, rowLabel, shorten } from "./table-view";

/** CK-26: more than one option is ticked for one indicator or subject (多划无效). Blank is for CK-2 to CK-7. */
export const severalTicks: TableRule = {
  id: "several-ticks",
  check: (view) => {
    const options = view.table.options ?? [];
    if (options.length < 2) return [];
    return view.bodyRows.flatMap((row): readonly Finding[] => {
      const ticked = options.filter(({ column }) => {
        const value = view.value(row, column);
        return value !== null && answerOf(value) === true;
      });
      const [first] = ticked;
      const last = ticked.at(-1);
      if (ticked.length < 2 || !first || !last) return [];
      return [
        findingIn(view, "entry.several-ticks", "error", { row, column: first.column, rows: 1, columns: last.column - first.column + 1 }, {
          item: shorten(rowLabel(view, row)),
          cells: ticked.map(({ column }) => toA1({ row, column, rows: 1, columns: 1 })),
          count: ticked.length,
        }),
      ];
    });
  },
};
