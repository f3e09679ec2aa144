import type { StylePatch } from "../plan/edit";
import { decimal, toNumber } from "./decimal";
import { absolute, columnFixed, escapedReference, hasWildcard } from "./formula-text";
import { SCHEME_NAMES } from "./own-names";
import { LINE_HEIGHT, type OwnSheetContent } from "./own-sheet";
import { CELL, cell, HEADER, NOTE, TITLE } from "./own-sheet-draft";
import type { RankedPool } from "./ranking";
import type { Scheme } from "./scheme";
import { sheetDraft } from "./sheet-draft";
import { fillText, type ScoreSheetTexts } from "./sheet-texts";

const COLUMN = { subject: 0, group: 1, rank: 2, grade: 3, factor: 4 } as const;
const WIDTH = COLUMN.factor + 1;
const HEADER_ROW = 3;

const POOL: StylePatch = { bold: true, fontSize: 12, fill: "DDEBF7", vertical: "center" };

/** Where the ranking sheet has a pool's lines. */
export type RankedPlace = { readonly sheetName: string; readonly firstRow: number; readonly rank: number; readonly grade: number };

/** Somebody stated what a band is multiplied by. */
export function hasFactors({ bands }: Scheme): boolean {
  return bands.some(({ factor }) => factor !== undefined);
}

/** The list of factors: everybody of each pool with rank and band as the ranking sheet has them, and the band's factor. (RK-24) */
export function draftFactorSheet(scheme: Scheme, pools: readonly { readonly pool: RankedPool; readonly label: string; readonly place: RankedPlace }[], texts: ScoreSheetTexts): OwnSheetContent {
  const draft = sheetDraft();
  draft.value(0, 0, texts["factor.title"]);
  draft.style({ row: 0, column: 0, rows: 1, columns: WIDTH }, { ...TITLE, horizontal: "center", vertical: "center" });
  draft.value(1, 0, texts["factor.note"]);
  draft.style(cell(1, 0), NOTE);
  const headers = [
    [COLUMN.subject, texts["ranking.subject"]],
    [COLUMN.group, texts["ranking.group"]],
    [COLUMN.rank, texts["ranking.rank"]],
    [COLUMN.grade, texts["ranking.grade"]],
    [COLUMN.factor, texts["factor.factor"]],
  ] as const;
  for (const [column, text] of headers) draft.value(HEADER_ROW, column, text);
  draft.style({ row: HEADER_ROW, column: 0, rows: 1, columns: WIDTH }, HEADER);
  const factors = new Map(scheme.bands.map(({ label, factor }) => [label, factor] as const));
  const escape = scheme.bands.some(({ label }) => hasWildcard(label));
  let row = HEADER_ROW + 1;
  for (const { pool, label, place } of pools) {
    draft.value(row, 0, fillText(texts["ranking.pool"], { pool: label, count: pool.lines.length }));
    draft.style({ row, column: 0, rows: 1, columns: WIDTH }, POOL);
    row++;
    pool.lines.forEach((line, index) => {
      const there = (column: number): string => absolute(place.sheetName, cell(place.firstRow + index, column));
      const grade = columnFixed(row, COLUMN.grade);
      const found = `INDEX(${SCHEME_NAMES.bandFactors},MATCH(${escape ? escapedReference(grade) : grade},${SCHEME_NAMES.bandLabels},0))`;
      const factor = line.band === null ? undefined : factors.get(line.band);
      draft.value(row, COLUMN.subject, line.score.subject.name);
      draft.value(row, COLUMN.group, line.score.subject.group ?? "");
      draft.formula(row, COLUMN.rank, `=${there(place.rank)}`, line.rank ?? "");
      draft.formula(row, COLUMN.grade, `=${there(place.grade)}`, line.band ?? "");
      draft.formula(row, COLUMN.factor, `=IF(${grade}="","",IFERROR(IF(ISNUMBER(${found}),${found},""),""))`, factor === undefined ? "" : toNumber(decimal(factor)));
      row++;
    });
    draft.style({ row: row - pool.lines.length, column: 0, rows: pool.lines.length, columns: WIDTH }, { ...CELL, vertical: "center" });
    draft.style({ row: row - pool.lines.length, column: COLUMN.rank, rows: pool.lines.length, columns: 3 }, { horizontal: "center" });
    row++;
  }
  draft.value(row, 0, texts["ranking.signature"]);
  return {
    draft,
    names: [],
    merges: [
      { row: 0, column: 0, rows: 1, columns: WIDTH },
      { row, column: 0, rows: 1, columns: WIDTH },
    ],
    validations: [],
    columns: [
      { column: COLUMN.subject, columns: 2, width: 22 },
      { column: COLUMN.rank, columns: 3, width: 12 },
    ],
    heights: [
      { row: 0, rows: row, height: LINE_HEIGHT },
      { row: 0, rows: 1, height: 36 },
      { row: HEADER_ROW, rows: 1, height: 26 },
      { row, rows: 1, height: 48 },
    ],
    frozen: { rows: HEADER_ROW + 1, columns: 0 },
    layout: { orientation: "portrait", fitToWidth: true, titleRows: { first: HEADER_ROW, last: HEADER_ROW }, footer: texts["ranking.footer"] },
  };
}
