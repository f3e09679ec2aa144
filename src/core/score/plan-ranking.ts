import type { Finding } from "../check/finding";
import { quoteSheetName, toAbsoluteA1, type Area, type Rect } from "../grid/address";
import { formulaAt, valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import type { Edit, EditValue, StylePatch } from "../plan/edit";
import { liftProtection } from "../plan/lift-protection";
import type { Plan } from "../plan/plan";
import { LIVE_NOTE_ANCHOR, ownSheetAnchor } from "../store/anchors";
import type { OwnSheet } from "../store/record";
import type { ResultColumn, ScoringTable } from "../template/scoring-table";
import type { Scores, ScoredBlock, SubjectState } from "./compute-scores";
import { absolute, columnFixed, escapedReference, escapeWildcards, hasWildcard, quoted } from "./formula-text";
import { draftFactorSheet, hasFactors } from "./factor-sheet";
import { lookUpNames, marksName, resultName, SCHEME_NAMES, TIE_NAMES, type NameLookup } from "./own-names";
import { fillOwnSheet, LINE_HEIGHT, nameOwnSheet, openOwnSheet, placeOwnSheet, type OwnSheetContent } from "./own-sheet";
import { HEADER } from "./own-sheet-draft";
import { breaksTies, MAX_DENSE, quotas, tiesIn, type Ties } from "./ranking-rules";
import type { Scheme } from "./scheme";
import { rankScores, type RankedLine, type RankedPool, type Ranking } from "./ranking";
import { blockScale, numberFormat, scoreKeyFormula } from "./result-columns";
import { isMergedOver, ownArea, partsOf, resultRows } from "./result-places";
import { MARK_ROWS } from "./scheme-sheet-reading";
import { keyColumnOf } from "./score-block";
import { sheetDraft, type SheetDraft } from "./sheet-draft";
import { fillText, type ScoreSheetTexts } from "./sheet-texts";
import { summaryEntriesName, summaryName } from "./summary-sheet";
import { blankIsNone, tieSource, tieValues, type TieValues } from "./tie-breakers";
import { toNumber } from "./decimal";

/**
 * Pools up to this size are ranked by comparing every pair, which spells out what a rank is; larger ones by RANK,
 * because pairs grow with the square of the pool. (RK-8)
 */
export const MAX_COMPARED = 200;

export type RankingPlan = {
  readonly plan: Plan;
  readonly ranking: Ranking;
  readonly findings: readonly Finding[];
  /** Sheets of ours that the plan writes: for the record. */
  readonly ownSheets: readonly OwnSheet[];
};

/**
 * `first`: 1 where no line above has the score. `graded`, `best`: the score of who may have a band, and the best. `position`, `bestPosition`: places among those, what shares are
 * compared with. `ties`: values of the criteria. Quotas of bands follow, on the pool's heading.
 */
const COLUMN = { rank: 0, subject: 1, group: 2, score: 3, grade: 4, reason: 5, key: 6, lookup: 7, misplaced: 8, first: 9, position: 10, graded: 11, best: 12, bestPosition: 13, ties: 14, quotas: 14 + TIE_NAMES.length } as const;
const TITLE_ROW = 0;
const NOTE_ROW = 1;
const STATUS_ROW = 2;
const HEADER_ROW = 3;
const WIDTH = COLUMN.reason + 1;
/** Where pools begin on a ranking sheet, and the columns of ranks and score keys, for readers of such sheets. */
export const RANKING_PLACES = { firstRow: HEADER_ROW + 1, rank: COLUMN.rank, key: COLUMN.key } as const;
const MAX_NAMED_SUBJECTS = 12;

const TITLE: StylePatch = { bold: true, fontSize: 18, horizontal: "center", vertical: "center" };
const NOTE: StylePatch = { fontColor: "7F7F7F", wrap: true, vertical: "center" };
const POOL: StylePatch = { bold: true, fontSize: 12, fill: "DDEBF7", vertical: "center" };
const CELL: StylePatch = { border: "thin", vertical: "center" };

/** Where a block's final scores and its keys stand in the workbook now. */
type Source = { readonly scored: ScoredBlock; readonly sheetName: string; readonly score: Rect; readonly keys: Rect; readonly onSummary: boolean };

/**
 * Plans the ranking sheet and the user's own empty rank and grade columns. `scores` must have been planned and
 * applied before; `workbook` is read after that. (RK-1 to RK-10)
 */
export function planRanking(workbook: WorkbookSnapshot, scores: Scores, texts: ScoreSheetTexts): RankingPlan {
  const names = lookUpNames(workbook);
  const findings: Finding[] = [];
  const sources = new Map<string, Source>();
  for (const scored of scores.blocks) {
    const source = sourceOf(names, scored);
    if (source) sources.set(scored.block.blockId, source);
    else {
      const [table] = scored.block.tables;
      findings.push({ code: "rank.not-written", severity: "error", sheetId: table?.sheetId ?? null, sheetName: table?.sheetName ?? null, area: table?.table.range ?? null, params: { table: scored.block.blockId } });
    }
  }
  const written = { ...scores, blocks: scores.blocks.filter((scored) => sources.has(scored.block.blockId)) };
  const ranking = rankScores({ ...written, subjects: written.blocks.flatMap((scored) => scored.lines.map((line) => line.score)) });
  findings.push(...ranking.findings);
  if (ranking.pools.length === 0) {
    findings.push({ code: "rank.no-scores", severity: "notice", sheetId: null, sheetName: null, area: null, params: {} });
    return { plan: { purpose: "rank", edits: [] }, ranking, findings, ownSheets: [] };
  }
  const place = placeOwnSheet(workbook, "ranking", texts["sheet.ranking"]);
  const rows = rankedRows(ranking.pools);
  const content = draftRanking(workbook, ranking.pools, rows, sources, scores, texts, place.name);
  for (const pool of ranking.pools) {
    const vetoed = pool.lines.filter((line) => line.unranked === "vetoed");
    if (vetoed.length > 0) findings.push(poolFinding("rank.vetoed", "warning", pool, { pool: poolLabel(pool, texts), count: vetoed.length, subjects: vetoed.slice(0, MAX_NAMED_SUBJECTS).map((line) => line.score.label) }));
    const ineligible = pool.lines.filter((line) => line.unranked === "ineligible");
    if (ineligible.length > 0) findings.push(poolFinding("rank.ineligible", "notice", pool, { pool: poolLabel(pool, texts), count: ineligible.length, subjects: ineligible.slice(0, MAX_NAMED_SUBJECTS).map((line) => line.score.label) }));
    findings.push(...quotaFindings(pool, scores.scheme, texts));
    const without = pool.lines.filter((line) => line.unranked !== null && line.unranked !== "duplicate" && line.unranked !== "vetoed" && line.unranked !== "ineligible");
    const label = poolLabel(pool, texts);
    if (without.length > 0 && without.length < pool.lines.length) {
      findings.push(poolFinding("rank.not-scored", "warning", pool, { pool: label, count: without.length, subjects: without.slice(0, MAX_NAMED_SUBJECTS).map((line) => line.score.label) }));
    }
    findings.push(...tieFindings(pool, poolBlocks(pool, sources), scores.scheme, label));
    if (scores.scheme.ties === "dense" && pool.lines.length > MAX_DENSE) findings.push(poolFinding("rank.dense-large", "warning", pool, { pool: label, count: pool.lines.length, limit: MAX_DENSE }));
    if (pool.lines.length > MAX_COMPARED) findings.push(poolFinding("rank.pool-large", "notice", pool, { pool: label, count: pool.lines.length, limit: MAX_COMPARED }));
    if (pool.blockIds.length > 1 && new Set(pool.blockIds.map((id) => indicatorsOf(sources.get(id)))).size > 1) findings.push(poolFinding("rank.pool-mixed", "notice", pool, { pool: label }));
  }
  const inPlace = userColumns(workbook, names, written.blocks, sources, ranking, rows, place.name);
  const factorPlace = placeOwnSheet(workbook, "factor", texts["sheet.factor"], [place]);
  const factors = hasFactors(scores.scheme)
    ? draftFactorSheet(
        scores.scheme,
        ranking.pools.map((pool, index) => ({ pool, label: poolLabel(pool, texts), place: { sheetName: place.name, firstRow: rows[index] ?? 0, rank: COLUMN.rank, grade: COLUMN.grade } })),
        texts,
      )
    : null;
  const edits: readonly Edit[] = [
    openOwnSheet(place),
    ...(factors ? [openOwnSheet(factorPlace)] : []),
    ...nameOwnSheet(place, content.names),
    ...(factors ? nameOwnSheet(factorPlace, factors.names) : []),
    ...inPlace,
    ...fillOwnSheet(place, content),
    ...(factors ? fillOwnSheet(factorPlace, factors) : []),
    // Nobody states factors any more.
    ...(!factors && factorPlace.existing ? [{ kind: "defineName", name: ownSheetAnchor("factor"), refersTo: null, hidden: true } as const, { kind: "deleteSheet", sheetId: factorPlace.sheetId } as const] : []),
  ];
  return {
    plan: { purpose: "rank", edits: liftProtection(workbook, edits).edits },
    ranking,
    findings,
    ownSheets: [{ purpose: "ranking", anchor: ownSheetAnchor("ranking") }, ...(factors ? [{ purpose: "factor" as const, anchor: ownSheetAnchor("factor") }] : [])],
  };
}

function poolBlocks(pool: RankedPool, sources: ReadonlyMap<string, Source>): readonly ScoredBlock[] {
  return pool.blockIds.flatMap((id) => sources.get(id)?.scored ?? []);
}

/** Criteria for ties that a pool does not have, or is too large for. (RK-21) */
function tieFindings(pool: RankedPool, blocks: readonly ScoredBlock[], { ties, ranking }: Scheme, label: string): readonly Finding[] {
  if (ties !== "tie-breakers" && (ranking.bandsBy === "cut-off" || ranking.atLine !== "tie-breakers")) return [];
  if (pool.lines.length > MAX_DENSE && ranking.tieBreakers.length > 0) return [poolFinding("rank.breakers-large", "warning", pool, { pool: label, count: pool.lines.length, limit: MAX_DENSE })];
  const unknown = ranking.tieBreakers.filter((criterion) => criterion.trim() !== "" && blocks.every((scored) => tieSource(scored, criterion) === null));
  return unknown.length === 0 ? [] : [poolFinding("rank.breaker-unknown", "warning", pool, { pool: label, criteria: unknown })];
}

/** Shares that are stated while cut-offs alone count, and more subjects in a band than its share has places for. (RK-18) */
function quotaFindings(pool: RankedPool, scheme: Scheme, texts: ScoreSheetTexts): readonly Finding[] {
  if (scheme.ranking.bandsBy !== "cut-off" || scheme.bands.every(({ share }) => share === null)) return [];
  const ranked = pool.lines.filter((line) => line.rank !== null && line.standing !== "no-grade");
  const cumulative = quotas(scheme.bands, ranked.length, scheme.ranking);
  let above = 0;
  return scheme.bands.flatMap(({ label, share }, index): readonly Finding[] => {
    const count = ranked.filter((line) => line.band === label).length;
    above += count;
    const places = cumulative[index] ?? 0;
    return share === null || above <= places ? [] : [poolFinding("rank.quota-exceeded", "warning", pool, { pool: poolLabel(pool, texts), band: label, count: above, places })];
  });
}

function poolFinding(code: string, severity: Finding["severity"], pool: RankedPool, params: Finding["params"]): Finding {
  const score = pool.lines[0]?.score;
  return { code, severity, sheetId: score?.sheetId ?? null, sheetName: score?.sheetName ?? null, area: null, params };
}

function indicatorsOf(source: Source | undefined): string {
  return JSON.stringify(source?.scored.block.slots.map(({ indicator }) => [indicator?.key, indicator?.fullMark, indicator?.weight]) ?? []);
}

function sourceOf(names: NameLookup, scored: ScoredBlock): Source | null {
  const { block } = scored;
  const [table] = block.tables;
  const inTable = table && block.layout !== "forms" ? ownArea(names, table, "score") : null;
  const key = table ? keyColumnOf(names, table) : null;
  if (table && inTable && key) {
    return { scored, sheetName: table.sheetName, score: inTable, keys: { ...inTable, column: key.column }, onSummary: false };
  }
  const summary = names.area(summaryName(block.blockId));
  if (!summary) return null;
  return { scored, sheetName: summary.sheet.name, score: summary.area, keys: { ...summary.area, column: 0 }, onSummary: true };
}

/** What a pool is called. */
export function poolLabel(pool: RankedPool, texts: ScoreSheetTexts): string {
  const performance = pool.performance === "unit" ? texts["ranking.poolUnits"] : pool.performance === "person" ? texts["ranking.poolPersons"] : texts["ranking.poolOthers"];
  const attributes = pool.attributes.map(({ header, value }) => value ?? fillText(texts["ranking.poolValueMissing"], { attribute: header }));
  return [performance, ...(pool.apart === null ? [] : [pool.apart]), ...attributes].join(" · ");
}

/** First line's row of each pool: a heading, its lines, a blank row. */
function rankedRows(pools: readonly RankedPool[]): readonly number[] {
  let row = HEADER_ROW + 1;
  return pools.map((pool) => {
    const first = row + 1;
    row = first + pool.lines.length + 1;
    return first;
  });
}

function draftRanking(workbook: WorkbookSnapshot, pools: readonly RankedPool[], rows: readonly number[], sources: ReadonlyMap<string, Source>, scores: Scores, texts: ScoreSheetTexts, sheetName: string): OwnSheetContent {
  const draft = sheetDraft();
  const merges: Rect[] = [TITLE_ROW, NOTE_ROW, STATUS_ROW].map((row) => ({ row, column: 0, rows: 1, columns: WIDTH }));
  draft.value(TITLE_ROW, 0, texts["ranking.title"]);
  draft.style({ row: TITLE_ROW, column: 0, rows: 1, columns: WIDTH }, TITLE);
  draft.value(NOTE_ROW, 0, texts["ranking.note"]);
  draft.style({ row: NOTE_ROW, column: 0, rows: 1, columns: WIDTH }, NOTE);
  const headers = [
    [COLUMN.rank, texts["ranking.rank"]],
    [COLUMN.subject, texts["ranking.subject"]],
    [COLUMN.group, texts["ranking.group"]],
    [COLUMN.score, texts["ranking.score"]],
    [COLUMN.grade, texts["ranking.grade"]],
    [COLUMN.reason, texts["ranking.reason"]],
  ] as const;
  for (const [column, text] of headers) draft.value(HEADER_ROW, column, text);
  draft.style({ row: HEADER_ROW, column: 0, rows: 1, columns: WIDTH }, HEADER);

  const counted: string[] = [];
  pools.forEach((pool, index) => {
    const first = rows[index] ?? 0;
    draftPool(workbook, draft, pool, first, sources, scores, texts);
    counted.push(toAbsoluteA1({ row: first, column: COLUMN.score, rows: pool.lines.length, columns: 1 }));
  });
  const lastPool = pools.at(-1);
  const end = (rows.at(-1) ?? HEADER_ROW) + (lastPool?.lines.length ?? 0);
  const misplaced = toAbsoluteA1({ row: HEADER_ROW + 1, column: COLUMN.misplaced, rows: end - HEADER_ROW - 1, columns: 1 });
  const complete = countsAgree(sources, counted, sheetName, end);
  draft.formula(STATUS_ROW, 0, `=IF(${complete === null ? `SUM(${misplaced})=0` : `AND(SUM(${misplaced})=0,${complete})`},${quoted(texts["ranking.orderFits"])},${quoted(texts["ranking.orderStale"])})`, texts["ranking.orderFits"]);
  draft.style({ row: STATUS_ROW, column: 0, rows: 1, columns: WIDTH }, { bold: true, fontColor: "375623" });
  draft.value(end + 1, 0, texts["ranking.signature"]);
  draft.style({ row: end + 1, column: 0, rows: 1, columns: 1 }, { vertical: "bottom" });
  merges.push({ row: end + 1, column: 0, rows: 1, columns: WIDTH });
  return {
    draft,
    names: [{ name: LIVE_NOTE_ANCHOR, area: { row: NOTE_ROW, column: 0, rows: 1, columns: WIDTH }, hidden: true }],
    merges,
    validations: [],
    columns: [
      { column: COLUMN.rank, columns: 1, width: 8 },
      { column: COLUMN.subject, columns: 2, width: 20 },
      { column: COLUMN.score, columns: 2, width: 12 },
      { column: COLUMN.reason, columns: 1, width: 26 },
      { column: COLUMN.key, columns: COLUMN.quotas - COLUMN.key + (scores.scheme.ranking.bandsBy === "cut-off" ? 0 : scores.scheme.bands.length), width: 10, hidden: true },
    ],
    heights: [
      { row: 0, rows: end + 1, height: LINE_HEIGHT },
      { row: TITLE_ROW, rows: 1, height: 36 },
      { row: NOTE_ROW, rows: 1, height: 2 * LINE_HEIGHT },
      { row: HEADER_ROW, rows: 1, height: 26 },
      { row: end + 1, rows: 1, height: 48 },
    ],
    frozen: { rows: HEADER_ROW + 1, columns: 0 },
    layout: { orientation: "portrait", fitToWidth: true, titleRows: { first: HEADER_ROW, last: HEADER_ROW }, footer: texts["ranking.footer"] },
  };
}

/**
 * Scores that joined since: as many numbers here as in the result columns. Tables in whose result column other rows
 * (totals) hold something are left out of the comparison. (RK-9)
 */
function countsAgree(sources: ReadonlyMap<string, Source>, counted: readonly string[], sheetName: string, end: number): string | null {
  const comparable = [...sources.values()].every(({ scored, score, onSummary }) => {
    if (onSummary) return true;
    const subjects = new Set(scored.lines.map(({ score: line }) => line.row));
    const sheet = scored.lines[0]?.line.sheet;
    for (let row = score.row; sheet && row < score.row + score.rows; row++) {
      if (!subjects.has(row) && (typeof valueAt(sheet, row, score.column) === "number" || formulaAt(sheet, row, score.column) !== null)) return false;
    }
    return true;
  });
  const duplicates = [...sources.values()].some(({ scored }) => scored.lines.some(({ score }) => score.ambiguous));
  if (!comparable || duplicates || counted.length === 0) return null;
  const here = absolute(sheetName, { row: HEADER_ROW + 1, column: COLUMN.score, rows: end - HEADER_ROW - 1, columns: 1 });
  const there = [...sources.values()].map((source) => `COUNT(${absolute(source.sheetName, source.score)})`);
  // Who is vetoed or not ranked has a score there and none here.
  const left = [...sources.values()].reduce((sum, { scored }) => sum + scored.lines.filter(({ score }) => score.final !== null && score.states.some(({ kind }) => kind === "vetoed" || kind === "ineligible")).length, 0);
  return `COUNT(${here})=${there.join("+")}${left > 0 ? `-${left}` : ""}`;
}

function draftPool(workbook: WorkbookSnapshot, draft: SheetDraft, pool: RankedPool, first: number, sources: ReadonlyMap<string, Source>, scores: Scores, texts: ScoreSheetTexts): void {
  const count = pool.lines.length;
  const heading = first - 1;
  draft.value(heading, 0, fillText(texts["ranking.pool"], { pool: poolLabel(pool, texts), count }));
  draft.style({ row: heading, column: 0, rows: 1, columns: WIDTH }, POOL);
  const range = (row: number, rows: number): string => toAbsoluteA1({ row, column: COLUMN.score, rows, columns: 1 });
  const all = range(first, count);
  if (count > 1) {
    const [upper, lower] = [range(first, count - 1), range(first + 1, count - 1)];
    draft.formula(
      heading,
      COLUMN.misplaced,
      `=SUMPRODUCT(ISNUMBER(${lower})*(1-ISNUMBER(${upper})))+SUMPRODUCT(ISNUMBER(${lower})*ISNUMBER(${upper})*(${lower}>${upper}))`,
      0,
    );
  }
  const breaks = breaksTies(scores.scheme, count);
  const blocks = poolBlocks(pool, sources);
  const ties = breaks.inRanks || breaks.atLine ? tieValues(scores.scheme, blocks) : null;
  const column = (index: number): string => toAbsoluteA1({ row: first, column: index, rows: count, columns: 1 });
  const hasStandings = pool.lines.some(({ standing }) => standing !== null);
  const cells: PoolCells = { first, all, ties, names: lookUpNames(workbook), onTotal: blocks.length > 1, graded: hasStandings ? column(COLUMN.graded) : all, best: hasStandings ? column(COLUMN.best) : all, hasStandings };
  pool.lines.forEach((line, index) => {
    draftLine(draft, pool, line, first + index, cells, sources, scores.scheme, texts);
  });
  if (scores.scheme.ranking.bandsBy !== "cut-off") draftQuotas(draft, pool, heading, cells.graded, scores.scheme);
  draft.style({ row: first, column: 0, rows: count, columns: WIDTH }, CELL);
  draft.style({ row: first, column: COLUMN.rank, rows: count, columns: 1 }, { horizontal: "center" });
  draft.style({ row: first, column: COLUMN.score, rows: count, columns: 2 }, { horizontal: "center" });
  draft.style({ row: first, column: COLUMN.score, rows: count, columns: 1 }, { numberFormat: numberFormat(scores.scheme.digits) });
  draft.style({ row: first, column: COLUMN.key, rows: count, columns: 2 }, { numberFormat: "@" });
}

/** Places of each band and all above it, on a pool's heading. (RK-13) */
function draftQuotas(draft: SheetDraft, pool: RankedPool, heading: number, all: string, { bands, ranking }: Scheme): void {
  const ranked = pool.lines.filter((line) => line.rank !== null && line.standing !== "no-grade").length;
  const cumulative = quotas(bands, ranked, ranking);
  bands.forEach((_, index) => {
    const share = `INDEX(${SCHEME_NAMES.bandShares},${index + 1})`;
    const exact = `ROUND(${share}*COUNT(${all}),10)`;
    const whole = ranking.quotaRounding === "floor" ? `ROUNDDOWN(${exact},0)` : ranking.quotaRounding === "ceil" ? `ROUNDUP(${exact},0)` : `ROUND(${exact},0)`;
    const places = ranking.atLeastOne ? `IF(${share}>0,MAX(1,${whole}),0)` : whole;
    const above = index === 0 ? "" : `${columnFixed(heading, COLUMN.quotas + index - 1)}+`;
    draft.formula(heading, COLUMN.quotas + index, `=${above}IF(ISNUMBER(${share}),${places},COUNT(${all}))`, cumulative[index] ?? 0);
  });
}

/** The rank of a score among the pool's: pairs where that spells out what it is, else what grows with the pool only. (RK-8, RK-11) */
function rankFormula(ties: Ties, row: number, pool: PoolCells, count: number): string {
  const { all, first } = pool;
  const score = columnFixed(row, COLUMN.score);
  if (ties === "tie-breakers") return `=IF(ISNUMBER(${score}),RANK(${score},${all})${aheadAmongEquals(row, score, all, pool, count)},"")`;
  const better = count <= MAX_COMPARED ? `SUMPRODUCT(--ISNUMBER(${all}),--(${all}>${score}))+1` : `RANK(${score},${all})`;
  if (ties === "average") return `=IF(ISNUMBER(${score}),(COUNT(${all})+1+RANK(${score},${all})-RANK(${score},${all},1))/2,"")`;
  if (ties === "dense") {
    const firsts = toAbsoluteA1({ row: first, column: COLUMN.first, rows: count, columns: 1 });
    return `=IF(ISNUMBER(${score}),SUMPRODUCT(--ISNUMBER(${all}),--(${all}>${score}),${firsts})+1,"")`;
  }
  return `=IF(ISNUMBER(${score}),${better},"")`;
}

/** Those of the same score whom the criteria put ahead, as terms to add: pairs of equals, criterion by criterion. (RK-21) */
function aheadAmongEquals(row: number, score: string, all: string, { ties, first }: PoolCells, count: number): string {
  let same = `--(${all}=${score})`;
  return (ties?.criteria ?? [])
    .map((_, index) => {
      const [values, own] = [toAbsoluteA1({ row: first, column: COLUMN.ties + index, rows: count, columns: 1 }), columnFixed(row, COLUMN.ties + index)];
      const term = `+SUMPRODUCT(${same},--(${values}>${own}))`;
      same += `,--(${values}=${own})`;
      return term;
    })
    .join("");
}

/** Where a pool stands: its first row, its scores, those of who may have a band and the best one, and what tells equals apart. */
type PoolCells = {
  readonly first: number;
  readonly all: string;
  readonly graded: string;
  readonly best: string;
  readonly hasStandings: boolean;
  readonly ties: TieValues | null;
  /** Values of criteria are brought onto the total: the pool comes of several tables. */
  readonly onTotal: boolean;
  readonly names: NameLookup;
};

/** Stands for a criterion that somebody has no value for: below every value. */
const NO_VALUE = -1e99;
const NO_VALUE_TEXT = "-1E+99";

/** A criterion's value of a line, found by key where it stands. (RK-21) */
function tieFormula(source: Source, criterion: string, row: number, { names, onTotal }: PoolCells, escape: boolean): string {
  const { scored } = source;
  const from = tieSource(scored, criterion);
  const [table] = scored.block.tables;
  if (!from || !table) return `=${NO_VALUE_TEXT}`;
  const entries = names.area(summaryEntriesName(scored.block.blockId));
  const parts = partsOf(scored.link);
  const key = columnFixed(row, COLUMN.key);
  const summary = (column: number): string =>
    entries ? `INDEX(${absolute(entries.sheet.name, { ...entries.area, column, columns: 1 })},MATCH(${escape ? escapedReference(key) : key},${absolute(entries.sheet.name, { ...entries.area, column: 0, columns: 1 })},0))` : '""';
  const own = (column: number): string => `INDEX(${absolute(source.sheetName, { ...source.score, column })},MATCH(${columnFixed(row, COLUMN.lookup)},${absolute(source.sheetName, source.keys)},0))`;
  if (from.kind === "term") {
    const area = source.onSummary ? null : ownArea(names, table, from.part);
    const found = area ? own(area.column) : entries ? summary(entries.area.column + entries.area.columns - parts.length + parts.indexOf(from.part)) : '""';
    return `=IFERROR(IF(ISNUMBER(${found}),${found},${NO_VALUE_TEXT}),${NO_VALUE_TEXT})`;
  }
  const slot = scored.block.slots[from.slot];
  const place = scored.lines[0]?.line.place;
  const found = entries ? summary(entries.area.column + from.slot) : own(place?.kind === "across" ? (place.columns[from.slot] ?? -1) : -1);
  const marks = onTotal ? names.area(marksName(scored.block.blockId)) : null;
  const coefficient = marks ? `*${absolute(marks.sheet.name, { row: marks.area.row + MARK_ROWS.coefficient, column: marks.area.column + from.slot, rows: 1, columns: 1 })}` : "";
  const blank = slot && blankIsNone(slot) ? `IF(ISBLANK(${found}),0,${NO_VALUE_TEXT})` : NO_VALUE_TEXT;
  return `=IFERROR(IF(ISNUMBER(${found}),ROUND(${found}${coefficient},10),${blank}),${NO_VALUE_TEXT})`;
}

function draftLine(draft: SheetDraft, pool: RankedPool, line: RankedLine, row: number, cells: PoolCells, sources: ReadonlyMap<string, Source>, scheme: Scheme, texts: ScoreSheetTexts): void {
  const { first } = cells;
  const ties = tiesIn(scheme.ties, pool.lines.length);
  const source = sources.get(line.score.blockId);
  if (!source) return;
  const cell = (column: number): string => columnFixed(row, column);
  draft.value(row, COLUMN.subject, line.score.subject.name);
  draft.value(row, COLUMN.group, line.score.subject.group ?? "");
  draft.value(row, COLUMN.key, line.score.scoreKey);
  draft.value(row, COLUMN.lookup, lookupValue(source, line));
  const score = cell(COLUMN.score);
  const scale = scaleToApply(source);
  if (line.unranked === "duplicate" || line.unranked === "vetoed" || line.unranked === "ineligible") {
    for (const column of [COLUMN.score, COLUMN.rank, COLUMN.grade]) draft.formula(row, column, '=""', "");
    draft.value(row, COLUMN.reason, line.unranked === "duplicate" ? texts["reason.duplicate"] : line.score.states.map((state) => stateText(state, texts)).join("；"));
    draft.value(row, COLUMN.first, 0);
    return;
  }
  const found = `INDEX(${absolute(source.sheetName, source.score)},MATCH(${cell(COLUMN.lookup)},${absolute(source.sheetName, source.keys)},0))`;
  draft.formula(
    row,
    COLUMN.score,
    pool.normalised && scale !== null ? `=IF(ISNUMBER(${found}),ROUND(${found}*${SCHEME_NAMES.fullTotal}/${scale},10),"")` : `=${found}`,
    line.points === null ? "" : pool.normalised && !line.score.comparableIsExact ? null : Number(line.points),
  );
  draft.formula(
    row,
    COLUMN.rank,
    rankFormula(ties, row, cells, pool.lines.length),
    line.rank ?? "",
  );
  if (ties === "dense") {
    const above = row > first ? toAbsoluteA1({ row: first, column: COLUMN.score, rows: row - first, columns: 1 }) : null;
    const isFirst = above === null ? "1" : `IF(ISNUMBER(MATCH(${score},${above},0)),0,1)`;
    draft.formula(row, COLUMN.first, `=IF(ISNUMBER(${score}),${isFirst},0)`, line.rank !== null && line.better === row - first ? 1 : 0);
  }
  cells.ties?.criteria.forEach((criterion, index) => {
    const value = cells.ties?.valuesOf(line.score)[index] ?? null;
    draft.formula(row, COLUMN.ties + index, tieFormula(source, criterion, row, cells, hasWildcard(line.score.scoreKey)), value ? toNumber(value) : NO_VALUE);
  });
  const points = pool.normalised || scale === null ? score : `ROUND(${score}*${SCHEME_NAMES.fullTotal}/${scale},10)`;
  const gradable = pool.normalised || scale === null ? `ISNUMBER(${score})` : `AND(ISNUMBER(${score}),ISNUMBER(${scale}))`;
  if (scheme.ranking.bandsBy !== "cut-off") {
    const isApart = line.standing === "no-grade" || line.standing === "not-best";
    if (cells.hasStandings) {
      draft.formula(row, COLUMN.graded, line.standing === "no-grade" ? '=""' : `=${score}`, line.standing === "no-grade" || line.points === null ? "" : pool.normalised && !line.score.comparableIsExact ? null : Number(line.points));
      draft.formula(row, COLUMN.best, isApart ? '=""' : `=${score}`, isApart || line.points === null ? "" : pool.normalised && !line.score.comparableIsExact ? null : Number(line.points));
    }
    const atLine = scheme.ranking.atLine === "tie-breakers" && cells.ties === null ? "all-in" : scheme.ranking.atLine;
    const positionOf = (own: string, among: string): string =>
      `=IF(ISNUMBER(${own}),${atLine === "all-out" ? `COUNT(${among})+1-RANK(${own},${among},1)` : `RANK(${own},${among})${atLine === "tie-breakers" ? aheadAmongEquals(row, own, among, cells, pool.lines.length) : ""}`},"")`;
    draft.formula(row, COLUMN.position, positionOf(cells.hasStandings ? cell(COLUMN.graded) : score, cells.graded), line.positions.graded ?? "");
    if (cells.hasStandings) draft.formula(row, COLUMN.bestPosition, positionOf(cell(COLUMN.best), cells.best), line.positions.best ?? "");
    const has = scheme.bands.map((_, index) => {
      const own = cell(index === 0 && cells.hasStandings ? COLUMN.bestPosition : COLUMN.position);
      const place = cells.hasStandings ? `IF(ISNUMBER(${own}),${own}<=${absoluteRow(first - 1, COLUMN.quotas + index)},FALSE)` : `${own}<=${absoluteRow(first - 1, COLUMN.quotas + index)}`;
      return scheme.ranking.bandsBy === "share" ? place : `AND(${place},INDEX(${SCHEME_NAMES.bandFroms},${index + 1})<=${points})`;
    });
    const given = has.reduceRight((otherwise, condition, index) => `IF(${condition},INDEX(${SCHEME_NAMES.bandLabels},${index + 1}),${otherwise})`, '""');
    draft.formula(row, COLUMN.grade, `=IF(${scheme.ranking.bandsBy === "share" ? `ISNUMBER(${score})` : gradable},${given},"")`, line.band ?? "");
    draftReason(draft, line, row, score, texts);
    return;
  }
  if (line.standing === "no-grade") {
    draft.formula(row, COLUMN.grade, '=""', "");
    draftReason(draft, line, row, score, texts);
    return;
  }
  const reached = `SUMPRODUCT(--ISNUMBER(${SCHEME_NAMES.bandFroms}),--(${SCHEME_NAMES.bandFroms}<=${points}))`;
  const below = line.standing === "not-best" ? `MIN(${reached},COUNT(${SCHEME_NAMES.bandFroms})-1)` : reached;
  draft.formula(
    row,
    COLUMN.grade,
    `=IF(${gradable},IF(${below}=0,"",INDEX(${SCHEME_NAMES.bandLabels},MATCH(SMALL(${SCHEME_NAMES.bandFroms},${below}),${SCHEME_NAMES.bandFroms},0))),"")`,
    line.band ?? "",
  );
  draftReason(draft, line, row, score, texts);
}

function stateText(state: SubjectState, texts: ScoreSheetTexts): string {
  if (state.kind === "vetoed") return fillText(texts["reason.vetoed"], { indicators: state.indicators.join("、") });
  return fillText(texts[`reason.${state.kind}`], { reason: state.reason });
}

function draftReason(draft: SheetDraft, line: RankedLine, row: number, score: string, texts: ScoreSheetTexts): void {
  if (line.unranked === null && line.score.states.length > 0) draft.value(row, COLUMN.reason, line.score.states.map((state) => stateText(state, texts)).join("；"));
  const reason = line.unranked === null ? "" : texts[`reason.${line.unranked}`];
  if (reason !== "") draft.formula(row, COLUMN.reason, `=IF(ISNUMBER(${score}),"",${quoted(reason)})`, reason);
}

/** "$L$4". */
function absoluteRow(row: number, column: number): string {
  return toAbsoluteA1({ row, column, rows: 1, columns: 1 });
}

/** The scale cell of scores on a scale of their own; linked scores and raters' are on the full total. */
function scaleToApply({ scored }: Source): string | null {
  return scored.link ? null : blockScale(scored.block);
}

/** What MATCH looks for in the key column. */
function lookupValue(source: Source, line: RankedLine): EditValue {
  if (source.onSummary) return escapeWildcards(line.score.scoreKey);
  const sheet = source.scored.lines[0]?.line.sheet;
  const raw = sheet && line.score.row !== null ? valueAt(sheet, line.score.row, source.keys.column) : null;
  return typeof raw === "number" ? raw : escapeWildcards(line.score.scoreKey.slice(line.score.tableId.length + 1));
}

/** Rank and grade columns of the user's tables that are empty, or that we filled before. (RK-10) */
function userColumns(
  workbook: WorkbookSnapshot,
  names: NameLookup,
  blocks: readonly ScoredBlock[],
  sources: ReadonlyMap<string, Source>,
  ranking: Ranking,
  rows: readonly number[],
  sheetName: string,
): readonly Edit[] {
  const ranked = new Map<string, RankedLine>();
  for (const pool of ranking.pools) for (const line of pool.lines) ranked.set(line.score.scoreKey, line);
  const last = (rows.at(-1) ?? 0) + (ranking.pools.at(-1)?.lines.length ?? 0) - 1;
  const column = (index: number): string => absolute(sheetName, { row: HEADER_ROW + 1, column: index, rows: last - HEADER_ROW, columns: 1 });
  const edits: Edit[] = [];
  for (const scored of blocks) {
    const source = sources.get(scored.block.blockId);
    const [table] = scored.block.tables;
    const sheet = workbook.sheets.find((candidate) => candidate.sheetId === table?.sheetId);
    if (!source || source.onSummary || !table || !sheet || sheet.protection?.hasPassword === true) continue;
    const escaped = scored.lines.some(({ score }) => hasWildcard(score.scoreKey));
    const draft = sheetDraft();
    for (const part of ["rank", "grade"] as const) {
      const target = targetColumn(names, sheet, table, part, scored);
      if (target === null) continue;
      const span = resultRows(table);
      for (const { score } of scored.lines) {
        if (score.row === null || score.ambiguous) continue;
        const key = scoreKeyFormula(table.tableId, score.row, source.keys.column);
        const line = ranked.get(score.scoreKey);
        draft.formula(
          score.row,
          target,
          `=IFERROR(INDEX(${column(part === "rank" ? COLUMN.rank : COLUMN.grade)},MATCH(${escaped ? escapedReference(key) : key},${column(COLUMN.key)},0)),"")`,
          (part === "rank" ? line?.rank : line?.band) ?? "",
        );
      }
      const bodyRows = scored.lines.flatMap(({ score }) => (score.row === null ? [] : [score.row]));
      const top = bodyRows.reduce((a, b) => Math.min(a, b), Infinity);
      draft.style({ row: top, column: target, rows: bodyRows.reduce((a, b) => Math.max(a, b), top) - top + 1, columns: 1 }, { locked: true });
      edits.push({
        kind: "defineName",
        name: resultName(table.tableId, part),
        refersTo: `${quoteSheetName(table.sheetName)}!${toAbsoluteA1({ row: span.first, column: target, rows: span.last - span.first + 1, columns: 1 })}`,
        hidden: true,
      });
    }
    edits.push(...draft.edits(sheet.sheetId));
  }
  return edits;
}

function targetColumn(names: NameLookup, sheet: SheetSnapshot, table: ScoringTable, part: "rank" | "grade", scored: ScoredBlock): number | null {
  const earlier: Area | null = ownArea(names, table, part);
  if (earlier) return earlier.column;
  const isFree = (result: ResultColumn): boolean =>
    scored.lines.every(({ score }) => score.row === null || (valueAt(sheet, score.row, result.column) === null && formulaAt(sheet, score.row, result.column) === null));
  return table.results.filter((result) => result.kind === part && result.state === "empty" && isFree(result) && !isMergedOver(sheet, table, result.column)).at(-1)?.column ?? null;
}
