import type { TableRule } from "./check-rule";
import type { Finding } from "./finding";
import { cellArea, findingIn, foldName, rowsBySubject, shorten } from "./table-view";

/** CK-27: a rater's column bears the name of a subject who has points in it, and it is not the column of self-ratings. */
export const selfRatings: TableRule = {
  id: "self-ratings",
  check: (view) => {
    const rowsByName = rowsBySubject(view);
    return view.table.raters.flatMap(({ column, name, group }): readonly Finding[] =>
      group === "self" || foldName(name) === ""
        ? []
        : (rowsByName.get(foldName(name)) ?? []).flatMap((row) => {
            const { value } = view.reading(row, column);
            return value === null ? [] : [findingIn(view, "entry.rates-himself", "warning", cellArea(view, row, column), { name: shorten(name), value })];
          }),
    );
  },
};
