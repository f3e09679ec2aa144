import { quoteSheetName } from "../grid/address";
import { reportEdits, type ReportLine, type ReportTexts } from "../check/finding-report";
import { shiftDecimal } from "../grid/number-text";
import type { IssueTerms } from "../issue/issue-record";
import type { Roster } from "../issue/roster";
import type { Edit, EditValue } from "../plan/edit";
import { decimalText, parseDecimal, ZERO } from "../score/decimal";
import { fillText } from "../score/sheet-texts";
import type { IssueTemplate } from "../template/template-book";
import type { CollectTexts } from "./collect-texts";
import { ownExcess } from "./judge-return";
import type { BoardLine } from "./merge-returns";
import { RESULT_ANCHOR } from "./read-return";

export type ConsolidatedTexts = CollectTexts & ReportTexts;

export type Consolidated = {
  readonly terms: IssueTerms;
  readonly templates: readonly IssueTemplate[];
  readonly roster: Roster;
  readonly board: readonly BoardLine[];
  readonly findings: readonly ReportLine[];
  /** The sentence for a code of a problem. */
  readonly sentence: (code: string) => string;
};

const MAX_SHEET_NAME = 31;
/** More rows than this get no borders: every styled cell takes its place in the file. */
const MAX_BORDERED_ROWS = 20_000;
const HEADER = { bold: true, fill: "DDEBF7", horizontal: "center", vertical: "center", wrap: true } as const;

/**
 * The consolidated workbook on a blank one whose only sheet is the board: who returned what; a table of scores for each
 * template, ready to be recognised and scored; every entry with the file and the cell it came from; all findings. (CO-14 to CO-16)
 */
export function consolidatedEdits(boardId: string, content: Consolidated, texts: ConsolidatedTexts): readonly Edit[] {
  const board = texts["collect.sheet.board"];
  const taken = new Set([board, texts["collect.sheet.entries"], texts["collect.sheet.findings"]].map((name) => name.toLowerCase()));
  const matrices = content.templates.flatMap((template, index): readonly Edit[] => {
    const lines = content.board.filter((line) => line.assigned.template.name === template.name);
    if (lines.length === 0) return [];
    const name = sheetName(template.name, taken);
    return matrixEdits(`matrix-${String(index + 1)}`, name, template, lines, content, texts);
  });
  return [
    ...tableEdits(boardId, boardRows(content, texts), [14, 16, 18, 16, 10, 8, 8, 8, 36, 24], texts),
    { kind: "defineName", name: RESULT_ANCHOR, refersTo: `${quoteSheetName(board)}!$A$1`, hidden: true },
    ...matrices,
    { kind: "addSheet", sheetId: "entries", name: texts["collect.sheet.entries"], visibility: "visible", after: null },
    { kind: "defineName", name: "_TS_own_entries", refersTo: `${quoteSheetName(texts["collect.sheet.entries"])}!$A$1`, hidden: true },
    ...tableEdits("entries", entryRows(content, texts), [14, 14, 18, 16, 8, 16, 26, 10, 8, 8, 8, 36, 16, 30, 36, 14, 8], texts),
    { kind: "addSheet", sheetId: "findings", name: texts["collect.sheet.findings"], visibility: "visible", after: null },
    { kind: "defineName", name: "_TS_own_findings", refersTo: `${quoteSheetName(texts["collect.sheet.findings"])}!$A$1`, hidden: true },
    ...reportEdits("findings", content.findings, texts),
  ];
}

/** A name that no sheet has. The other sheets are marked as ours: only these tables are read as something to score. */
function sheetName(wanted: string, taken: Set<string>): string {
  const plain = wanted.replace(/[\\/?*:[\]\p{Cc}]/gu, "_").replace(/^'+|'+$/gu, "_").trim() || "_";
  for (let n = 1; ; n++) {
    const ending = n === 1 ? "" : `-${String(n)}`;
    const name = `${plain.slice(0, MAX_SHEET_NAME - ending.length)}${ending}`;
    if (taken.has(name.toLowerCase()) || name.toLowerCase() === "history") continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

function numberOf(text: string | null): EditValue {
  return text === null ? null : Number(text);
}

function tableEdits(sheetId: string, values: readonly (readonly EditValue[])[], widths: readonly number[], texts: CollectTexts): readonly Edit[] {
  const area = { sheetId, row: 0, column: 0, rows: values.length, columns: widths.length };
  return [
    ...(values.length <= MAX_BORDERED_ROWS ? [{ kind: "setStyle", area, style: { border: "thin", vertical: "center", wrap: true } } as const] : []),
    { kind: "setValues", area, values },
    { kind: "setStyle", area: { ...area, rows: 1 }, style: HEADER },
    ...widths.map((width, column): Edit => ({ kind: "setColumns", sheetId, column, columns: 1, width })),
    { kind: "freezePanes", sheetId, rows: 1, columns: 0 },
    { kind: "setPageLayout", sheetId, layout: { orientation: "landscape", fitToWidth: true, titleRows: { first: 0, last: 0 }, footer: texts["collect.footer"] } },
  ];
}

function boardRows({ board }: Consolidated, texts: CollectTexts): readonly (readonly EditValue[])[] {
  return [
    [
      texts["collect.code"],
      texts["collect.subject"],
      texts["collect.unit"],
      texts["field.template"],
      texts["collect.state"],
      texts["collect.errors"],
      texts["collect.changed"],
      texts["collect.others"],
      texts["collect.file"],
      texts["collect.at"],
    ],
    ...board.map((line): readonly EditValue[] => {
      const { subject, template } = line.assigned;
      const came = line.state === "returned" || line.state === "late";
      return [
        subject.key,
        subject.name,
        subject.unit || null,
        template.name,
        texts[`collect.state.${line.state}`],
        came ? line.errors : null,
        came ? line.changed : null,
        came ? line.others : null,
        line.file || null,
        line.at || null,
      ];
    }),
  ];
}

function entryRows({ board, terms, sentence }: Consolidated, texts: CollectTexts): readonly (readonly EditValue[])[] {
  return [
    [
      texts["collect.code"],
      texts["collect.subject"],
      texts["collect.unit"],
      texts["field.template"],
      texts["collect.edition"],
      texts["field.key"],
      texts["field.name"],
      texts["field.zone"],
      texts["field.fullMark"],
      texts["collect.chosen"],
      texts["collect.score"],
      texts["collect.remark"],
      texts["collect.instead"],
      texts["collect.problem"],
      texts["collect.file"],
      texts["collect.sheet"],
      texts["collect.cell"],
    ],
    ...board.flatMap((line) =>
      line.entries.map((entry): readonly EditValue[] => [
        line.assigned.subject.key,
        line.assigned.subject.name,
        line.assigned.subject.unit || null,
        line.assigned.template.name,
        terms.edition,
        entry.indicator.key,
        entry.indicator.name,
        texts[`zone.${entry.indicator.zone}`],
        numberOf(entry.indicator.fullMark),
        entry.indicator.zone === "optional" ? texts[entry.chosen ? "collect.yes" : "collect.no"] : null,
        numberOf(entry.score),
        entry.remark || null,
        entry.instead || null,
        entry.problem === null ? null : sentence(`${entry.problem}.short`),
        line.file,
        entry.sheetName,
        entry.cell || null,
      ]),
    ),
  ];
}

/** What chosen optional indicators make together: 0 where none had to be chosen and none was; `null` where one is in doubt. (CO-15) */
function optionalScore(template: IssueTemplate, line: BoardLine): string | null {
  const optional = line.entries.filter(({ indicator }) => indicator.zone === "optional");
  const chosen = optional.filter((entry) => entry.chosen);
  if (line.entries.length === 0 || optional.some(({ problem }) => problem !== null)) return null;
  if (chosen.length < (template.optional.minCount ?? 0) || chosen.length > (template.optional.maxCount ?? Infinity)) return null;
  return decimalText(chosen.reduce((sum, { score }) => sum.add(parseDecimal(score ?? "0") ?? ZERO), ZERO));
}

/** What own indicators make together: 0 where there is none; `null` where one is in doubt, or they are beyond the limits. (CO-21) */
function ownScore(template: IssueTemplate, line: BoardLine): string | null {
  const own = line.entries.filter(({ indicator }) => !template.indicators.some(({ key }) => key === indicator.key));
  const excess = ownExcess(template, own);
  if (line.entries.length === 0 || excess.count || excess.points || own.some(({ problem }) => problem !== null)) return null;
  return decimalText(own.reduce((sum, { score }) => sum.add(parseDecimal(score ?? "0") ?? ZERO), ZERO));
}

/**
 * Subjects down, indicators across, in the order of roster and template. Optional indicators are one column: people choose
 * different ones. So are those of their own. A blank is a blank: whatever is missing or wrong is left to the scorer to withhold. (CO-15)
 */
function matrixEdits(sheetId: string, name: string, template: IssueTemplate, lines: readonly BoardLine[], { terms, roster }: Consolidated, texts: CollectTexts): readonly Edit[] {
  const isPerson = roster.performance === "person";
  const fixed = template.indicators.filter(({ zone }) => zone !== "optional");
  const hasOptional = fixed.length < template.indicators.length;
  const hasWeights = fixed.length > 0 && fixed.every(({ weight }) => weight !== null);
  const withPoints = (text: string, points: string | null): string => (points === null || hasWeights ? text : fillText(texts["collect.points"], { name: text, points }));
  const labels: readonly string[] = [
    texts[isPerson ? "collect.staffCode" : "collect.unitCode"],
    texts[isPerson ? "collect.person" : "collect.unitName"],
    ...(isPerson ? [texts["collect.unit"]] : []),
    ...roster.attributeHeaders,
  ];
  // One column each of what differs from subject to subject: header, points at most, sum.
  const sums: readonly { readonly header: string; readonly most: string | null; readonly of: (line: BoardLine) => string | null }[] = [
    ...(hasOptional ? [{ header: texts["collect.optional"], most: template.optional.maxPoints, of: (line: BoardLine) => optionalScore(template, line) }] : []),
    ...(template.own ? [{ header: texts["collect.own"], most: template.own.maxPoints, of: (line: BoardLine) => ownScore(template, line) }] : []),
  ];
  const width = labels.length + fixed.length + sums.length;
  const spread = (label: string, cells: readonly EditValue[]): readonly EditValue[] => [null, label, ...Array.from({ length: labels.length - 2 }, () => null), ...cells];
  const header: readonly EditValue[] = [...labels, ...fixed.map(({ name: text, fullMark }) => withPoints(text, fullMark)), ...sums.map(({ header: text, most }) => withPoints(text, most))];
  const markRows = hasWeights
    ? [spread(texts["collect.fullMarkRow"], [...fixed.map(({ fullMark }) => numberOf(fullMark)), ...sums.map(({ most }) => numberOf(most))]), spread(texts["collect.weightRow"], fixed.map(({ weight }) => (weight === null ? null : `${shiftDecimal(weight, 2)}%`)).concat(sums.map(() => null)))]
    : [];
  const rows = lines.map((line): readonly EditValue[] => {
    const { subject } = line.assigned;
    const scores = new Map(line.entries.map((entry) => [entry.indicator.key, entry.problem === null ? entry.score : null]));
    return [
      subject.key,
      subject.name,
      ...(isPerson ? [subject.unit || null] : []),
      ...roster.attributeHeaders.map((attribute) => subject.attributes[attribute] || null),
      ...fixed.map(({ key }) => numberOf(scores.get(key) ?? null)),
      ...sums.map(({ of }) => numberOf(of(line))),
    ];
  });
  const body = [header, ...markRows, ...rows];
  const area = { sheetId, row: 1, column: 0, rows: body.length, columns: width };
  return [
    { kind: "addSheet", sheetId, name, visibility: "visible", after: null },
    { kind: "mergeCells", area: { sheetId, row: 0, column: 0, rows: 1, columns: width } },
    { kind: "setStyle", area: { sheetId, row: 0, column: 0, rows: 1, columns: 1 }, style: { bold: true, fontSize: 16, horizontal: "center", vertical: "center" } },
    { kind: "setValues", area: { sheetId, row: 0, column: 0, rows: 1, columns: 1 }, values: [[fillText(texts["collect.heading"], { period: terms.period, title: terms.title, template: template.name })]] },
    ...(body.length <= MAX_BORDERED_ROWS ? [{ kind: "setStyle", area, style: { border: "thin", vertical: "center", wrap: true } } as const] : []),
    { kind: "setValues", area, values: body },
    { kind: "setStyle", area: { ...area, rows: 1 }, style: HEADER },
    { kind: "setRowHeight", sheetId, row: 0, rows: 1, height: 32 },
    { kind: "setColumns", sheetId, column: 0, columns: width, width: 14 },
    { kind: "freezePanes", sheetId, rows: 2, columns: 2 },
    { kind: "setPageLayout", sheetId, layout: { orientation: "landscape", fitToWidth: true, titleRows: { first: 0, last: 1 }, footer: texts["collect.footer"] } },
  ];
}
