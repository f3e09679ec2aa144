import { unitsCount } from "../score/link-scores";
import { readUnitChoices } from "../score/scheme-sheet-reading";
import { unitMatcher } from "../score/unit-link";
import type { TableRule } from "./check-rule";
import { cellArea, columnsOfRole, findingIn, foldName, shorten } from "./table-view";

/**
 * CK-45: a person's unit that is none of the workbook's units, where most persons' units are. Matching is that of the
 * linked score (docs: LK-3), so what is named here is what would not be linked. One finding for each unknown text.
 */
export const unitLinks: TableRule = {
  id: "unit-links",
  reach: "workbook",
  check: (view, context) => {
    // Without a share of the unit's score nothing is linked.
    if (view.table.performance !== "person" || !unitsCount(context.scheme)) return [];
    const units = context.views.flatMap((other) =>
      other.table.performance === "unit" ? other.table.subjects.map(({ subject }) => ({ label: subject.name, name: subject.name, key: subject.key })) : [],
    );
    if (units.length < 2) return [];
    const match = unitMatcher(units, new Map());
    const rowsByGroup = new Map<string, number[]>();
    for (const [row, { subject }] of view.subjectByRow) {
      const group = (subject.group ?? "").trim();
      if (group === "") continue;
      const rows = rowsByGroup.get(group);
      if (rows) rows.push(row);
      else rowsByGroup.set(group, [row]);
    }
    const chosen = readUnitChoices(context.workbook);
    const unknown = [...rowsByGroup].filter(([group]) => !chosen.has(group) && match(group).kind === "unknown");
    // Where most units are unknown the two tables do not belong together.
    if (unknown.length * 10 > rowsByGroup.size * 3) return [];
    return unknown.map(([group, rows]) => {
      const row = rows[0] ?? view.table.table.range.row;
      const column = columnsOfRole(view.table, "subjectGroup").find((candidate) => foldName(view.value(row, candidate.column)) === foldName(group)) ?? columnsOfRole(view.table, "subject")[0];
      return findingIn(view, "subject.unit-unknown", "warning", cellArea(view, row, column?.column ?? view.table.table.range.column), { unit: shorten(group), count: rows.length });
    });
  },
};
