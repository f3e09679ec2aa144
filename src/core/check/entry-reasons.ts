import { isBlank, textOf } from "../grid/cell";
import type { TableRule } from "./check-rule";
import type { Finding } from "./finding";
import { cellArea, columnsOfRole, findingIn, headerText, itemLabel, runsOf, shorten, type TableView } from "./table-view";

/** Headers that ask why points were taken or given. */
const ASKS_WHY = /(?:扣|减|加|奖|得|评|失)分?(?:的)?(?:原因|理由|依据|说明|事由)|reasons?\b|justification/i;
/** With so many reasons given, a deduction without one stands out. */
const MIN_REASONS = 3;
const USUAL_SHARE = 0.75;

/** Something was not done; said of the thing itself, at the end of a clause or before what it concerns. */
const NOT_DONE = /未(?:按时|按期|及时|能)?(?:完成|达标|达到|开展|落实|上报|报送|整改|通过)|不达标|不合格|not (?:yet )?(?:been )?(?:completed|met|achieved|done|reached)|\bincomplete\b|\bmissed\b/i;
/** The clause denies it, supposes it, or states a rule. */
const NOT_SAID = /无|没有|不存在|未发现|未出现|如|若|凡|是否|每|扣|则|的，|除|\b(?:if|no|none|never|without|per|each)\b/i;

type ScoredRow = { readonly row: number; readonly column: number; readonly value: number; readonly fullMark: number | null; readonly taken: boolean; readonly given: boolean };

/** The points that a row's remark is about: every row's last entry in a form, the only entry column elsewhere. */
function scoredRows(view: TableView): readonly ScoredRow[] {
  const columns = view.table.layout === "form" ? view.entryColumns.slice(-1) : view.entryColumns.length === 1 ? view.entryColumns : [];
  return columns.flatMap((entry) =>
    view.readings(entry).flatMap(({ value }, index): readonly ScoredRow[] => {
      const row = entry.rows[index];
      if (row === undefined || value === null) return [];
      const { fullMark, direction } = view.limits(row, entry.column);
      const taken = direction === "plain" ? fullMark !== null && fullMark > 0 && value < fullMark : direction === "deduction" ? value !== 0 : value < 0;
      return [{ row, column: entry.column, value, fullMark, taken, given: direction !== "plain" && direction !== "deduction" && value > 0 }];
    }),
  );
}

/** An indicator's remark may stand in any of the rows that it takes up. */
function remarkOf(view: TableView, column: number, row: number): string {
  const where = view.indicatorByRow.get(row)?.where;
  const [first, rows] = where?.kind === "rows" ? [where.row, where.rows] : [row, 1];
  for (let at = first; at < first + rows; at++) {
    const value = view.value(view.merges.areaAt(at, column)?.row ?? at, column);
    if (!isBlank(value)) return textOf(value);
  }
  return "";
}

/**
 * CK-24: points were taken or given and nobody says why, where a column asks for it or most other rows say so.
 * CK-25: the remark says that something was not done, and the points are full.
 */
export const entryReasons: TableRule = {
  id: "entry-reasons",
  check: (view) => {
    const [remarks] = columnsOfRole(view.table, "remark");
    const scored = remarks ? scoredRows(view) : [];
    if (!remarks || scored.length === 0) return [];
    const remarked = scored.map((line) => ({ ...line, remark: remarkOf(view, remarks.column, line.row) }));
    const findings: Finding[] = [];
    const due = remarked.filter(({ taken, given }) => taken || given);
    const silent = due.filter(({ remark }) => remark === "");
    const said = due.length - silent.length;
    // A column that nobody has filled in at all is not begun with.
    const expected = said > 0 && (ASKS_WHY.test(headerText(remarks)) || (said >= MIN_REASONS && said >= USUAL_SHARE * due.length));
    if (expected) {
      const columnOf = new Map(silent.map(({ row, column }) => [row, column] as const));
      for (const run of runsOf([...columnOf.keys()], remarked.map(({ row }) => row))) {
        const first = cellArea(view, run.first, remarks.column);
        const last = cellArea(view, run.last, remarks.column);
        const item = itemLabel(view, run.first, columnOf.get(run.first) ?? remarks.column);
        findings.push(findingIn(view, "entry.reason-missing", "warning", { ...first, rows: last.row + last.rows - first.row }, { item, column: shorten(headerText(remarks)), count: run.count }));
      }
    }
    for (const { row, column, value, fullMark, remark } of remarked) {
      if (fullMark === null || fullMark <= 0 || value < fullMark) continue;
      const clause = remark.split(/[，,。；;！!\n]/).find((part) => NOT_DONE.test(part) && !NOT_SAID.test(part));
      if (clause !== undefined) findings.push(findingIn(view, "entry.remark-contradicts", "warning", cellArea(view, row, column), { item: itemLabel(view, row, column), value, text: shorten(clause) }));
    }
    return findings;
  },
};
