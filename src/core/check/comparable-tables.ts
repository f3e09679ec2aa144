import type { CheckContext, TableRule } from "./check-rule";
import { compareTemplates, postTemplates, type Compared, type Deviation } from "./comparability";
import type { Finding } from "./finding";
import { findingIn, shorten } from "./table-view";

/** In a smaller group nobody can say who is right. */
const MIN_GROUP = 3;
/** So many must agree, or the tables are different by design. */
const AGREEING = 2 / 3;

/** A different list of marks says nothing new where their number or total is different already. */
const IMPLIED: Partial<Record<Compared, readonly Compared[]>> = { marks: ["count", "fullTotal"], weights: ["count", "weightTotal"] };

const compared = new WeakMap<CheckContext, ReadonlyMap<string, readonly Deviation[]>>();

/** Once for all tables of a workbook. */
function deviationsIn(context: CheckContext): ReadonlyMap<string, readonly Deviation[]> {
  const known = compared.get(context);
  if (known) return known;
  const byTable = new Map<string, Deviation[]>();
  for (const { templates, deviations, usual } of compareTemplates(postTemplates(context.views.map(({ table }) => table)))) {
    if (templates.length < MIN_GROUP) continue;
    for (const deviation of deviations) {
      const agreeing = templates.filter(({ aspects }) => aspects[deviation.aspect] === usual[deviation.aspect]).length;
      if (deviation.usual === null || agreeing < AGREEING * templates.length) continue;
      const { tableId } = deviation.template;
      const list = byTable.get(tableId);
      if (list) list.push(deviation);
      else byTable.set(tableId, [deviation]);
    }
  }
  compared.set(context, byTable);
  return byTable;
}

/** CK-93: a table whose number of indicators, marks, weights or sources part from those of its peers in the workbook. */
export const comparableTables: TableRule = {
  id: "comparable-tables",
  reach: "workbook",
  check: (view, context) => {
    const own = deviationsIn(context).get(view.table.tableId) ?? [];
    const parted = new Set(own.map(({ aspect }) => aspect));
    return own
      .filter(({ aspect }) => !(IMPLIED[aspect] ?? []).some((other) => parted.has(other)))
      .map(({ aspect, value, usual }): Finding => findingIn(view, `compare.${aspect}`, "warning", view.table.table.range, { value: shorten(value ?? "–"), usual: shorten(usual ?? "–") }));
  },
};
