import { toA1 } from "../grid/address";
import type { CheckContext, TableRule } from "./check-rule";
import type { Finding } from "./finding";
import { cellArea, findingIn, foldName, shorten, type TableView } from "./table-view";

/** Who filled in a ballot, as its strip says. */
const RATER_LABEL = /^(?:评价人|评分人|测评人|打分人|考评人|考核人|评委|评委姓名|评分者|rater|assessor|evaluator|scoredby|ratedby)$/iu;
const SUBJECT_LABEL = /^(?:被(?:评价|评|测评|考评|考核)(?:人|对象|单位)|考评对象|考核对象|测评对象|姓名|单位|被评单位|name|subject|ratee)$/iu;

type Ballot = { readonly view: TableView; readonly rater: string; readonly name: string };

function strip(view: TableView, label: RegExp): string {
  return view.table.table.meta.find((field) => label.test(foldName(field.label).replace(/:$/u, "")))?.value.trim() ?? "";
}

function isFilledIn(view: TableView): boolean {
  return view.entryColumns.some((entry) => view.readings(entry).some(({ kind }) => kind !== "blank"));
}

/** What a ballot is about: whom it names, its title, and its indicators. Two of one rater with the same are one too many. */
function about(view: TableView): string {
  const subjects = view.table.subjects.map(({ subject }) => subject.key).join("\u001f");
  const indicators = view.table.indicators.map(({ indicator }) => indicator.key).join("\u001f");
  return [foldName(strip(view, SUBJECT_LABEL)), foldName(view.table.table.title), subjects, indicators].join("\u001e");
}

const known = new WeakMap<CheckContext, ReadonlyMap<TableView, Ballot>>();

/** Ballots of a rater who filled in one about the same before, by view; the value is the earlier one. Once for a workbook. */
function repeated(context: CheckContext): ReadonlyMap<TableView, Ballot> {
  const found = known.get(context);
  if (found) return found;
  const first = new Map<string, Ballot>();
  const again = new Map<TableView, Ballot>();
  for (const view of context.views) {
    const name = strip(view, RATER_LABEL);
    if (name === "" || !isFilledIn(view)) continue;
    const ballot: Ballot = { view, rater: foldName(name), name };
    const id = `${ballot.rater}\u001e${about(view)}`;
    const earlier = first.get(id);
    if (earlier) again.set(view, earlier);
    else first.set(id, ballot);
  }
  known.set(context, again);
  return again;
}

/** Columns of one rater in a table of raters, where all others are told apart by their names. */
function columnsTwice(view: TableView): readonly Finding[] {
  if (view.table.layout !== "rater-matrix" || view.table.raters.length < 3) return [];
  const filled = new Set(view.entryColumns.filter((entry) => view.readings(entry).some(({ value }) => value !== null)).map(({ column }) => column));
  const first = new Map<string, number>();
  const twice: { readonly name: string; readonly column: number; readonly earlier: number }[] = [];
  for (const { name, column } of view.table.raters) {
    const folded = foldName(name);
    if (folded === "" || !filled.has(column)) continue;
    const earlier = first.get(folded);
    if (earlier === undefined) first.set(folded, column);
    else twice.push({ name, column, earlier });
  }
  // "评分" over every column is no name.
  if (twice.length * 2 > first.size) return [];
  const row = view.table.table.headerRows?.last;
  if (row === undefined) return [];
  return twice.map(({ name, column, earlier }) => findingIn(view, "rater.column-twice", "error", cellArea(view, row, column), { name: shorten(name), first: toA1(cellArea(view, row, earlier)) }));
}

/** CK-29: one rater counted twice: two columns of a name, or two ballots about the same. */
export const ballots: TableRule = {
  id: "ballots",
  reach: "workbook",
  check: (view, context) => {
    const earlier = repeated(context).get(view);
    const field = view.table.table.meta.find((candidate) => RATER_LABEL.test(foldName(candidate.label).replace(/:$/u, "")));
    const area = field?.valueCell ?? field?.labelCell ?? view.table.table.range;
    return [
      ...columnsTwice(view),
      ...(earlier ? [findingIn(view, "rater.ballot-twice", "warning", area, { name: shorten(earlier.name), sheet: earlier.view.sheet.name })] : []),
    ];
  },
};
