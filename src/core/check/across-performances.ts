import type { CheckContext, TableRule } from "./check-rule";
import { shown } from "./exact";
import type { Finding } from "./finding";
import { linkedUnits } from "./linked-units";
import { finalScores, placesOf } from "./standings";
import { cellArea, findingIn, rowLabel, shorten, type TableView } from "./table-view";

/** With fewer units or people than this, "high" and "low" are one or two places apart. */
const MIN_UNITS = 4;
const MIN_PEOPLE = 10;
/** The first (last) tenth of the people, the last (first) quarter of the units. */
const PEOPLE_SHARE = 0.1;
const UNITS_SHARE = 0.25;

type UnitPlace = { readonly place: number; readonly of: number; readonly score: number; readonly isFirst: boolean; readonly isLast: boolean };

const known = new WeakMap<CheckContext, ReadonlyMap<TableView, ReadonlyMap<number, UnitPlace>>>();

function descending(scores: ReadonlyMap<number, number>): readonly number[] {
  return [...scores.values()].sort((a, b) => b - a);
}

/** Places of the units in their tables, by row. Once for a workbook. */
function unitPlaces(context: CheckContext): ReadonlyMap<TableView, ReadonlyMap<number, UnitPlace>> {
  const found = known.get(context);
  if (found) return found;
  const places = new Map<TableView, ReadonlyMap<number, UnitPlace>>();
  for (const view of context.views) {
    const scores = view.table.performance === "unit" ? finalScores(view) : null;
    if (!scores || scores.byRow.size < MIN_UNITS) continue;
    const lines = linesOf(descending(scores.byRow), UNITS_SHARE);
    if (!lines) continue;
    const of = scores.byRow.size;
    const byRow = new Map<number, UnitPlace>();
    for (const [row, place] of placesOf(scores.byRow)) {
      const score = scores.byRow.get(row) ?? 0;
      byRow.set(row, { place, of, score, isFirst: score >= lines.first, isLast: score <= lines.last });
    }
    places.set(view, byRow);
  }
  known.set(context, places);
  return places;
}

/** The scores from which on somebody is among the first, or the last, `share` of all; `null`: all are equal. Equals at the line are in. */
function linesOf(sorted: readonly number[], share: number): { readonly first: number; readonly last: number } | null {
  const inside = Math.max(1, Math.floor(share * sorted.length));
  const first = sorted[inside - 1];
  const last = sorted[sorted.length - inside];
  return first === undefined || last === undefined || first === last ? null : { first, last };
}

/** CK-105: somebody of the first tenth in a unit of the last quarter, and the reverse: one of the two scores may not say what happened. */
export const acrossPerformances: TableRule = {
  id: "across-performances",
  reach: "workbook",
  check: (view, context) => {
    if (view.table.performance !== "person") return [];
    const final = finalScores(view);
    const places = unitPlaces(context);
    if (!final || final.byRow.size < MIN_PEOPLE || places.size === 0) return [];
    const lines = linesOf(descending(final.byRow), PEOPLE_SHARE);
    if (!lines) return [];
    const { of } = linkedUnits(context);
    const personPlaces = placesOf(final.byRow);
    return [...final.byRow].flatMap(([row, score]): readonly Finding[] => {
      const isHigh = score >= lines.first;
      if (!isHigh && score > lines.last) return [];
      const unit = of(view.subjectByRow.get(row)?.subject.group ?? "");
      const unitPlace = unit ? places.get(unit.view)?.get(unit.row) : undefined;
      if (!unit || !unitPlace || !(isHigh ? unitPlace.isLast : unitPlace.isFirst)) return [];
      return [
        findingIn(view, isHigh ? "across.high-in-low" : "across.low-in-high", "notice", cellArea(view, row, final.column), {
          item: shorten(rowLabel(view, row)),
          score: shown(score, 10),
          place: personPlaces.get(row) ?? 0,
          of: final.byRow.size,
          unit: shorten(unit.name),
          unitScore: shown(unitPlace.score, 10),
          unitPlace: unitPlace.place,
          units: unitPlace.of,
        }),
      ];
    });
  },
};
