import type { CheckContext, TableRule } from "./check-rule";
import type { Finding } from "./finding";
import { linkedUnits } from "./linked-units";
import { cellArea, findingIn, foldName, shorten, type EntryColumn, type TableView } from "./table-view";

/** A bonus that has a name of its own in a table of units and in one of people: 人才加分 counts in both (M14). */
type Sides = { readonly item: string; readonly unit: { readonly view: TableView; readonly entry: EntryColumn }; readonly people: readonly { readonly view: TableView; readonly entry: EntryColumn }[] };

type Claim = { readonly view: TableView; readonly row: number; readonly entry: EntryColumn; readonly value: number };

/** Names of any bonus: nothing says that the people's is the unit's. */
const ANY_BONUS = /^(?:加分|加分项目?|加减分|附加分|附加项|奖励分?|奖分|bonus|bonuspoints|extracredit)$/iu;

const known = new WeakMap<CheckContext, ReadonlyMap<TableView, readonly Finding[]>>();

function bonusColumns(view: TableView): readonly { readonly name: string; readonly entry: EntryColumn }[] {
  return view.entryColumns.flatMap((entry) => {
    const name = foldName(entry.label);
    const [row] = entry.rows;
    return row === undefined || name === "" || ANY_BONUS.test(name) || view.limits(row, entry.column).direction !== "bonus" ? [] : [{ name, entry }];
  });
}

function sidesIn(context: CheckContext): readonly Sides[] {
  const people = new Map<string, { readonly view: TableView; readonly entry: EntryColumn }[]>();
  for (const view of context.views) {
    if (view.table.performance !== "person") continue;
    for (const { name, entry } of bonusColumns(view)) {
      const list = people.get(name);
      if (list) list.push({ view, entry });
      else people.set(name, [{ view, entry }]);
    }
  }
  return context.views
    .filter(({ table }) => table.performance === "unit")
    .flatMap((view) => bonusColumns(view).flatMap(({ name, entry }) => {
      const theirs = people.get(name);
      return theirs ? [{ item: entry.label, unit: { view, entry }, people: theirs }] : [];
    }));
}

function claims({ view, entry }: { readonly view: TableView; readonly entry: EntryColumn }): readonly Claim[] {
  const readings = view.readings(entry);
  return entry.rows.flatMap((row, index) => {
    const value = readings[index]?.value ?? 0;
    return value > 0 ? [{ view, row, entry, value }] : [];
  });
}

function oneSided(sides: Sides, context: CheckContext): readonly Claim[] {
  const { of } = linkedUnits(context);
  const staffed = new Set<number>();
  const claimedByPeople = new Map<number, Claim[]>();
  for (const side of sides.people) {
    for (const { subject } of side.view.table.subjects) {
      const unit = of(subject.group ?? "");
      if (unit?.view === sides.unit.view) staffed.add(unit.row);
    }
    for (const claim of claims(side)) {
      const unit = of(side.view.subjectByRow.get(claim.row)?.subject.group ?? "");
      if (unit?.view !== sides.unit.view) continue;
      const list = claimedByPeople.get(unit.row);
      if (list) list.push(claim);
      else claimedByPeople.set(unit.row, [claim]);
    }
  }
  const claimedByUnits = new Map(claims(sides.unit).filter(({ row }) => staffed.has(row)).map((claim) => [claim.row, claim]));
  const both = [...claimedByUnits.keys()].filter((row) => claimedByPeople.has(row)).length;
  const alone = [...[...claimedByUnits].filter(([row]) => !claimedByPeople.has(row)).map(([, claim]) => claim), ...[...claimedByPeople].filter(([row]) => !claimedByUnits.has(row)).flatMap(([, list]) => list)];
  // Where as many stand alone as on both sides, the two were never meant to go together.
  return alone.length > both ? [] : alone;
}

function findingsOf(context: CheckContext): ReadonlyMap<TableView, readonly Finding[]> {
  const found = known.get(context);
  if (found) return found;
  const byView = new Map<TableView, Finding[]>();
  for (const sides of sidesIn(context)) {
    for (const { view, row, entry, value } of oneSided(sides, context)) {
      const name = shorten(view.subjectByRow.get(row)?.subject.name ?? "");
      const code = view === sides.unit.view ? "bonus.unit-only" : "bonus.person-only";
      const finding = findingIn(view, code, "warning", cellArea(view, row, entry.column), { name, item: shorten(sides.item), value, unit: shorten(view.subjectByRow.get(row)?.subject.group ?? "") });
      const list = byView.get(view);
      if (list) list.push(finding);
      else byView.set(view, [finding]);
    }
  }
  known.set(context, byView);
  return byView;
}

/** CK-106: a bonus of both performances that only the unit has, or only one of its people. */
export const bonusSides: TableRule = {
  id: "bonus-sides",
  reach: "workbook",
  check: (view, context) => findingsOf(context).get(view) ?? [],
};
