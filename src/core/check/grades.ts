import { textOf } from "../grid/cell";
import type { Scheme } from "../score/scheme";
import type { TableRule } from "./check-rule";
import { shown } from "./exact";
import type { Finding } from "./finding";
import { cellArea, findingIn, foldName, rowLabel, shorten, type TableView } from "./table-view";

export type Band = { readonly label: string; readonly from: number };

/** "100分良好": the unit of the band before is no part of the label. */
const LABEL = "(?:(?![分含])[\\u4e00-\\u9fff]){1,5}|[A-E][+-]?";
const NUMBER = "(\\d{1,4}(?:\\.\\d+)?)";
const INCLUDING = "(?:分|\\(含\\)|含)*";
const RANGE = new RegExp(`(${LABEL})["”'’]?(?:等次?|档|级)?[:：(为是]*${NUMBER}${INCLUDING}[-–—~～至到]${NUMBER}`, "g");
const AT_LEAST = new RegExp(`(${LABEL})["”'’]?(?:等次?|档|级)?[:：(为是]*(?:≥|>=|不低于)${NUMBER}`, "g");
const ABOVE = new RegExp(`(${LABEL})["”'’]?(?:等次?|档|级)?[:：(为是]*${NUMBER}${INCLUDING}(?:及)?以上`, "g");
const ABOVE_FIRST = new RegExp(`${NUMBER}${INCLUDING}(?:及)?以上(?:\\(含\\))?(?:的)?(?:为|评为|定为|确定为|是|:|：)["“'‘]?(${LABEL})`, "g");
const RANGE_FIRST = new RegExp(`${NUMBER}${INCLUDING}[-–—~～至到]${NUMBER}${INCLUDING}(?:的)?(?:为|评为|定为|确定为|是|:|：)["“'‘]?(${LABEL})`, "g");
const BELOW = new RegExp(`(${LABEL})["”'’]?(?:等次?|档|级)?[:：(为是]*(?:<|低于|不足|不满|${NUMBER}${INCLUDING}以下)`, "g");
const BELOW_FIRST = new RegExp(`${NUMBER}${INCLUDING}以下(?:的)?(?:为|评为|定为|确定为|是|:|：)["“'‘]?(${LABEL})`, "g");

/** Bands stated in a text: "优秀：90（含）-100分", "好≥90", "90分以上为优秀", "60分以下为较差". Highest first. */
export function bandsInText(text: string): readonly Band[] {
  const tight = text.normalize("NFKC").replace(/[\s\u200b\ufeff]/g, "");
  const bands = new Map<string, number>();
  const put = (label: string | undefined, from: number): void => {
    if (label !== undefined && !bands.has(label)) bands.set(label, from);
  };
  for (const match of tight.matchAll(RANGE)) put(match[1], Math.min(Number(match[2]), Number(match[3])));
  for (const match of tight.matchAll(RANGE_FIRST)) put(match[3], Math.min(Number(match[1]), Number(match[2])));
  for (const match of tight.matchAll(AT_LEAST)) put(match[1], Number(match[2]));
  for (const match of tight.matchAll(ABOVE)) put(match[1], Number(match[2]));
  for (const match of tight.matchAll(ABOVE_FIRST)) put(match[2], Number(match[1]));
  for (const match of tight.matchAll(BELOW)) put(match[1], -Infinity);
  for (const match of tight.matchAll(BELOW_FIRST)) put(match[2], -Infinity);
  return [...bands].map(([label, from]) => ({ label, from })).sort((a, b) => b.from - a.from);
}

/** Bands that the table's own texts state for all labels in use, else the scheme's where it knows all of them. */
function bandsFor(view: TableView, labels: ReadonlySet<string>, scheme: Scheme): { readonly bands: readonly Band[]; readonly stated: boolean } | null {
  const { range, noteRows, titleRows, metaRows, headerRows } = view.table.table;
  const rows = new Set([...noteRows, ...titleRows, ...metaRows, ...view.totalRows]);
  if (headerRows) for (let row = headerRows.first; row <= headerRows.last; row++) rows.add(row);
  const texts: string[] = [];
  for (const row of rows) {
    for (let column = range.column; column < range.column + range.columns; column++) {
      const value = view.value(row, column);
      if (typeof value === "string" && /\d/.test(value) && value.length < 5000) texts.push(value);
    }
  }
  const stated = bandsInText(texts.join("\n")).filter((band) => labels.has(foldName(band.label)));
  if (stated.length >= 2 && stated.length === labels.size) return { bands: stated, stated: true };
  const known = scheme.bands.map((band) => ({ label: band.label, from: Number(band.from) })).sort((a, b) => b.from - a.from);
  const names = new Set(known.map((band) => foldName(band.label)));
  return [...labels].every((label) => names.has(label)) ? { bands: known, stated: false } : null;
}

/**
 * CK-75: grades against the score beside them, under the bands that the sheet states or the scheme gives. A grade below
 * its band may come from a quota: a notice. A grade above its band: an error where the sheet states the bands.
 */
export const grades: TableRule = {
  id: "grades",
  check: (view, context) => {
    const findings: Finding[] = [];
    for (const result of view.table.results) {
      if (result.kind !== "grade" || result.state === "empty") continue;
      const scoreColumn = Math.max(-1, ...view.table.results.filter((other) => other.kind === "score" && other.column < result.column).map((other) => other.column));
      if (scoreColumn < 0) continue;
      const cells = view.bodyRows.flatMap((row) => {
        const label = foldName(view.value(row, result.column));
        const score = view.reading(row, scoreColumn).value;
        return label === "" || score === null || view.merges.isCovered(row, result.column) ? [] : [{ row, label, score }];
      });
      const labels = new Set(cells.map((cell) => cell.label));
      if (cells.length < 2 || labels.size > 12) continue;
      const given = bandsFor(view, labels, context.scheme);
      if (!given) continue;
      const order = given.bands.map((band) => foldName(band.label));
      const wrong = cells.flatMap((cell) => {
        const expected = given.bands.find((band) => cell.score >= band.from);
        if (!expected) return [];
        const position = order.indexOf(cell.label);
        const due = order.indexOf(foldName(expected.label));
        return position === due ? [] : [{ ...cell, expected, above: position < due }];
      });
      // Grades that follow other bands than these are no mistakes of single rows.
      if (wrong.length * 2 > cells.length) continue;
      for (const cell of wrong) {
        findings.push(
          findingIn(view, cell.above ? "grade.above-band" : "grade.below-band", cell.above ? (given.stated ? "error" : "warning") : "notice", cellArea(view, cell.row, result.column), {
            item: shorten(rowLabel(view, cell.row)),
            grade: shorten(textOf(view.value(cell.row, result.column))),
            expected: cell.expected.label,
            score: shown(cell.score, 10),
          }),
        );
      }
    }
    return findings;
  },
};
