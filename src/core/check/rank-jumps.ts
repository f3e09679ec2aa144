import type { CheckContext, TableRule } from "./check-rule";
import type { Finding } from "./finding";
import { isFormerRank, rankAt } from "./rank-cells";
import { standingsByKey, type FormerTable } from "./former-period";
import { standingsOf, type RowStanding } from "./standings";
import { cellArea, columnAt, findingIn, headerText, rowLabel, shorten, type TableView } from "./table-view";
import { tablePeriod } from "./table-period";

/** A jump: at least so many places, and at least half of all there are. */
const MIN_PLACES = 5;
const OF_ALL = 0.5;
/** So many must be in both periods, and be most of the smaller one, or they are different pools. */
const MIN_COMMON = 6;
/** Sheets that name no year are put in order within one. */
const SOME_YEAR = 2000;
const MS_PER_DAY = 86_400_000;

type Dated = { readonly view: TableView; readonly from: string; readonly to: string };

/** Days of a period, so that months are compared with months: 31 and 28 are both about one. */
function size({ from, to }: Dated): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / MS_PER_DAY / 30);
}

const lastPeriods = new WeakMap<CheckContext, ReadonlyMap<TableView, TableView>>();

/** Each table's like of the period before, where the workbook holds one. Once for a workbook. */
function tablesBefore(context: CheckContext): ReadonlyMap<TableView, TableView> {
  const found = lastPeriods.get(context);
  if (found) return found;
  const series = new Map<string, Dated[]>();
  for (const view of context.views) {
    const period = view.table.subjects.length >= MIN_COMMON ? tablePeriod(view, SOME_YEAR) : null;
    if (!period) continue;
    const dated = { view, ...period };
    const id = `${view.table.performance ?? ""}/${view.table.layout}/${String(size(dated))}`;
    const list = series.get(id);
    if (list) list.push(dated);
    else series.set(id, [dated]);
  }
  const former = new Map<TableView, TableView>();
  for (const list of series.values()) {
    list.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    for (const current of list) {
      // Several tables of one period are pools: the one with the most subjects in common is meant.
      const before = list.filter(({ from }) => from < current.from);
      const latest = before.at(-1)?.from;
      const [closest] = before
        .filter(({ from }) => from === latest)
        .map(({ view }) => ({ view, common: inCommon(view, current.view) }))
        .filter(({ view, common }) => common >= MIN_COMMON && common * 2 > Math.min(view.table.subjects.length, current.view.table.subjects.length))
        .sort((a, b) => b.common - a.common);
      if (closest) former.set(current.view, closest.view);
    }
  }
  lastPeriods.set(context, former);
  return former;
}

/** Of the tables that were given from another workbook the one with the most subjects in common, and most of the smaller one's. */
function givenBefore(view: TableView, former: readonly FormerTable[]): FormerTable | null {
  const { performance, subjects } = view.table;
  const [closest] = former
    .filter((table) => table.performance === null || performance === null || table.performance === performance)
    .map((table) => ({ table, common: subjects.filter(({ subject }) => table.places.has(subject.key)).length }))
    .filter(({ table, common }) => common >= MIN_COMMON && common * 2 > Math.min(table.places.size, subjects.length))
    .sort((a, b) => b.common - a.common);
  return closest?.table ?? null;
}

function inCommon(one: TableView, other: TableView): number {
  const keys = new Set(one.table.subjects.map(({ subject }) => subject.key));
  return other.table.subjects.filter(({ subject }) => keys.has(subject.key)).length;
}

function jumps(view: TableView, now: readonly RowStanding[], was: (row: number) => number | null, source: string): readonly Finding[] {
  const pairs = now.flatMap(({ row, place, column }) => {
    const before = was(row);
    return before === null ? [] : [{ row, place, column, before }];
  });
  if (pairs.length < MIN_COMMON) return [];
  const all = Math.max(...pairs.flatMap(({ place, before }) => [place, before]));
  const far = Math.max(MIN_PLACES, OF_ALL * all);
  return pairs
    .filter(({ place, before }) => Math.abs(place - before) >= far)
    .map(({ row, place, column, before }) => findingIn(view, "rank.jump", "notice", cellArea(view, row, column), { item: shorten(rowLabel(view, row)), was: before, is: place, places: Math.abs(place - before), of: all, source }));
}

/** CK-104: somebody whose rank is far from that of the period before, as a column, the sheet of that period, or its workbook says. */
export const rankJumps: TableRule = {
  id: "rank-jumps",
  reach: "workbook",
  check: (view, context) => {
    const stated = view.table.table.columns.find((column) => isFormerRank(headerText(column)));
    if (stated) return jumps(view, standingsOf(view), (row) => rankAt(view, row, stated.column), shorten(headerText(columnAt(view.table, stated.column))));
    const before = tablesBefore(context).get(view);
    const former = before ? standingsByKey(before, before.sheet.name) : givenBefore(view, context.former);
    return former ? jumps(view, standingsOf(view), (row) => former.places.get(view.subjectByRow.get(row)?.subject.key ?? "") ?? null, former.source) : [];
  },
};
