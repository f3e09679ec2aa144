import { textOf } from "../grid/cell";
import { toA1 } from "../grid/address";
import { foldKeyText } from "../template/keys";
import type { TableRule } from "./check-rule";
import { isEventLedger } from "./event-ledgers";
import type { Finding } from "./finding";
import { anchorRows, dataRowsOf } from "./mark-column";
import { cellArea, columnsOfRole, findingIn, foldName, shorten, type TableView } from "./table-view";

/** With more of its rows in duplicate than this share a table is kept by period or item, not wrong in each row. */
const MAX_SHARE = 1 / 3;
/** Comparing every two of a thousand namesakes helps nobody. */
const MAX_COMPARED = 20;

type SubjectRow = {
  readonly row: number;
  readonly name: string;
  /** Staff number or code, `null` where the key is only the name. */
  readonly number: string | null;
  readonly group: string;
  /** What else tells rows apart for certain: period, indicator, a second subject column. */
  readonly part: string;
  /** What else may tell two people of one name apart: post, category … */
  readonly labels: string;
};

function subjectRows(view: TableView): readonly SubjectRow[] {
  const own = columnsOfRole(view.table, "subject")[0];
  const parts = columnsOfRole(view.table, "period", "indicator", "level1", "level2", "level3", "level4", "subject").filter((column) => column !== own);
  const firstEntry = Math.min(Infinity, ...view.entryColumns.map((entry) => entry.column));
  const labels = columnsOfRole(view.table, "other", "band", "owner").filter((column) => column.column < firstEntry);
  const textsIn = (columns: typeof parts, row: number): string =>
    columns.map((column) => foldName(view.value(view.merges.areaAt(row, column.column)?.row ?? row, column.column))).join("\u001f");
  return view.table.subjects.flatMap(({ subject, where }) => {
    if (where.kind !== "row") return [];
    const key = subject.key.replace(/~\d+$/, "");
    const fromName = key === foldKeyText(subject.name) || /^S[0-9A-Z]{10}$/.test(key) || key === subject.name;
    return [
      {
        row: where.row,
        name: subject.name,
        number: fromName ? null : key,
        group: foldName(subject.group),
        part: textsIn(parts, where.row),
        labels: textsIn(labels, where.row),
      },
    ];
  });
}

function bucket<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const buckets = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const list = buckets.get(key);
    if (list) list.push(item);
    else buckets.set(key, [item]);
  }
  return [...buckets.values()];
}

/** CK-40 … CK-42. The later row is named; it says where the first stands. */
export const duplicateSubjects: TableRule = {
  id: "duplicate-subjects",
  check: (view, context) => {
    // A ledger has a line for each event of somebody's (CK-107).
    if (isEventLedger(view.sheet, context)) return [];
    const rows = subjectRows(view).filter((row) => foldName(row.name) !== "");
    const column = columnsOfRole(view.table, "subject")[0]?.column ?? view.table.table.range.column;
    const report = (code: string, severity: Finding["severity"], later: SubjectRow, first: SubjectRow): Finding =>
      findingIn(view, code, severity, cellArea(view, later.row, column), {
        name: shorten(later.name),
        firstName: shorten(first.name),
        first: toA1(cellArea(view, first.row, column)),
        number: later.number ?? "",
      });
    const findings: Finding[] = [];
    const numbered = rows.filter((row) => row.number !== null);
    for (const same of bucket(numbered, (row) => `${row.number ?? ""}\u001e${row.part}`)) {
      const first = same[0];
      if (!first) continue;
      for (const later of same.slice(1)) if (foldName(later.name) !== foldName(first.name)) findings.push(report("duplicate.staff-number", "error", later, first));
    }
    for (const same of bucket(rows, (row) => `${foldName(row.name)}\u001e${row.part}`)) {
      same.forEach((later, i) => {
        let homonym: SubjectRow | null = null;
        for (const earlier of same.slice(0, Math.min(i, MAX_COMPARED))) {
          if (later.number !== null && earlier.number !== null) {
            if (later.number !== earlier.number) continue;
          } else if ((later.group !== "" && earlier.group !== "" && later.group !== earlier.group) || later.labels !== earlier.labels) {
            homonym ??= earlier;
            continue;
          }
          findings.push(report("duplicate.subject", "error", later, earlier));
          return;
        }
        if (homonym) findings.push(report("duplicate.homonym", "notice", later, homonym));
      });
    }
    const doubled = findings.filter((finding) => finding.code === "duplicate.subject");
    if (doubled.length > 3 && doubled.length > rows.length * MAX_SHARE) {
      return [
        ...findings.filter((finding) => finding.code !== "duplicate.subject"),
        ...doubled.slice(0, 1).map((finding): Finding => ({ ...finding, code: "duplicate.subject-many", severity: "notice", params: { ...finding.params, count: doubled.length } })),
      ];
    }
    return findings;
  },
};

/** Columns left of the indicators whose cells stand for several rows: what blocks a row belongs to, by anchor row. */
function blockColumns(view: TableView, indicatorColumn: number): readonly ReadonlyMap<number, number>[] {
  const rows = dataRowsOf(view);
  const all = view.table.table.columns.filter((column) => column.column < indicatorColumn).map((column) => anchorRows(view, column.column, rows));
  return all.filter((anchors) => new Set(anchors.values()).size * 3 <= rows.length * 2);
}

/** CK-43: the same indicator twice under the same parent, also in another spelling. */
export const duplicateIndicators: TableRule = {
  id: "duplicate-indicators",
  check: (view) => {
    const named = view.table.indicators.filter((placed) => /\p{L}/u.test(placed.indicator.name));
    const findings: Finding[] = [];
    const header = view.table.table.headerRows?.last ?? view.table.table.range.row;
    const column = columnsOfRole(view.table, "indicator")[0]?.column ?? view.table.table.range.column;
    const areaOf = (placed: (typeof named)[number]): ReturnType<typeof cellArea> =>
      placed.where.kind === "rows" ? cellArea(view, placed.where.row, column) : cellArea(view, header, placed.where.column);
    const blocks = blockColumns(view, column);
    const labels = columnsOfRole(view.table, "subject", "level1", "level2", "level3", "level4", "other", "period").filter((label) => label.column > column);
    const blockOf = (placed: (typeof named)[number]): readonly string[] => {
      const { where } = placed;
      if (where.kind !== "rows") return [];
      // A second label beside the name (指数1 / 指数2) is part of what the row is.
      return [...blocks.map((anchors) => String(anchors.get(where.row) ?? "")), ...labels.map((label) => foldName(view.value(where.row, label.column)))];
    };
    for (const same of bucket(named, (placed) => [...blockOf(placed), ...[...placed.indicator.path, placed.indicator.name].map(foldName)].join("\u001f"))) {
      const first = same[0];
      if (!first) continue;
      for (const later of same.slice(1)) {
        findings.push(
          findingIn(view, "duplicate.indicator", "warning", areaOf(later), {
            name: shorten(textOf(later.indicator.name)),
            firstName: shorten(first.indicator.name),
            first: toA1(areaOf(first)),
          }),
        );
      }
    }
    return findings.length > Math.max(3, named.length * MAX_SHARE) ? [] : findings;
  },
};
