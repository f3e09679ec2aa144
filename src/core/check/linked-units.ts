import { readUnitChoices } from "../score/scheme-sheet-reading";
import { unitMatcher } from "../score/unit-link";
import type { CheckContext } from "./check-rule";
import type { TableView } from "./table-view";

/** A unit where it stands in a table of units. `label` is its name, or more where several tables have a unit of that name. */
export type PlacedUnit = { readonly label: string; readonly name: string; readonly view: TableView; readonly row: number };

const known = new WeakMap<CheckContext, { readonly units: readonly PlacedUnit[]; readonly of: (group: string) => PlacedUnit | null }>();

/** The units of the workbook, and which of them a person's unit means, as links do (LK-3, LK-4). Once for a workbook. */
export function linkedUnits(context: CheckContext): { readonly units: readonly PlacedUnit[]; readonly of: (group: string) => PlacedUnit | null } {
  const found = known.get(context);
  if (found) return found;
  const placed = context.views.filter(({ table }) => table.performance === "unit").flatMap((view) => [...view.subjectByRow].map(([row, { subject }]) => ({ view, row, name: subject.name, key: subject.key })));
  const counts = new Map<string, number>();
  for (const { name } of placed) counts.set(name, (counts.get(name) ?? 0) + 1);
  const units = placed.map((unit) => ({ ...unit, label: counts.get(unit.name) === 1 ? unit.name : `${unit.name} ${unit.view.table.tableId} ${String(unit.row)}` }));
  const byLabel = new Map(units.map((unit) => [unit.label, unit]));
  const match = unitMatcher(units, readUnitChoices(context.workbook));
  const links = {
    units,
    of: (group: string): PlacedUnit | null => {
      const meant = group.trim() === "" ? null : match(group);
      return meant?.kind === "unit" ? (byLabel.get(meant.label) ?? null) : null;
    },
  };
  known.set(context, links);
  return links;
}
