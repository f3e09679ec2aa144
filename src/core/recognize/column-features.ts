import type { TableDraft } from "./cut-tables";
import type { DraftColumn } from "./draft-columns";
import { figureEvidence } from "./column-figures";
import { formulaEvidence } from "./column-formulas";
import { readMarkInText } from "./marks-in-text";
import { coarseKind } from "./row-features";
import { KIND, type SheetGrid } from "./sheet-grid";
import { placeholderRoles } from "./text-info";
import type { WordRole } from "./vocabulary";

/**
 * What is looked at in a column. `word`, `parentWord` and `placeholderWord` depend on the role that is asked about; every other
 * feature is the column's own. All lie between 0 and 1. The names are the keys of the weight table and of the reason codes.
 */
export const COLUMN_FEATURES = [
  "bias", "word", "parentWord", "placeholderWord", "blankHeader", "firstColumn", "secondColumn", "lastColumn", "leftHalf", "longHeader", "percentHeader", "numberHeader", "gradeHeader", "dateHeader", "personHeader",
  "numeric", "text", "empty", "sparse", "sentences", "longTexts", "shortTexts", "distinct", "repeating", "formulas", "marks", "placeholders", "mergedDown", "blanksBelow", "consecutive", "decimalNumbering", "codes",
  "grades", "units", "bandRanges", "persons", "organisations", "dates", "percents", "fractions", "sumsToWhole", "fullMarkLike", "signed", "sameAsNeighbour", "numericRight", "subjectTable", "markColumnsElsewhere", "firstTextColumn", "leafText",
  "afterScores", "openEntry", "tickBox", "measure", "sameSpansAsLeft", "summedBelow", "unknownHeader",
  "indicatorWord", "strongerSubject", "markInHeader", "wideRun", "thinTable", "formulaFromRow", "formulaRatio", "formulaRanks", "formulaText", "addsUpRow", "addend", "ordersAnother", "withinMark", "belowFullMark", "blockSums", "tickScale", "bandsLeft", "afterRank", "scoreWordElsewhere",
] as const;

export type ColumnFeature = (typeof COLUMN_FEATURES)[number];
export type ColumnVector = Readonly<Record<Exclude<ColumnFeature, "word" | "parentWord" | "placeholderWord">, number>>;

/** A column with everything that its role is decided by. */
export type DescribedColumn = DraftColumn & {
  readonly vector: ColumnVector;
  readonly words: ReadonlyMap<WordRole, number>;
  readonly parentWords: ReadonlyMap<WordRole, number>;
  /** What the names inside the placeholders of a template say. */
  readonly placeholderWords: ReadonlyMap<WordRole, number>;
  /** Body rows (relative) at which a cell of this column begins, up to the sample limit. */
  readonly anchors: number;
  readonly filled: number;
};

const SAMPLE = 400;

/** Looks at a column's header and at a sample of at most 400 body rows. Linear in the sampled cells. Rule RC-21. */
export function describeColumns(grid: SheetGrid, draft: TableDraft, columns: readonly DraftColumn[]): readonly DescribedColumn[] {
  const step = Math.max(1, Math.ceil(draft.dataRows.length / SAMPLE));
  const rows = draft.dataRows.filter((_, i) => i % step === 0);
  const basics = columns.map((column) => bodyOf(grid, column, rows));
  const spans = columns.map((column) => anchorsKey(grid, column.column, rows));
  const subjectTable = isSubjectTable(columns, basics, rows.length);
  const spansBefore = new Set<string>();
  const marks = columns.map((column) => (wordOf(column, "fullMark") >= 0.9 || wordOf(column, "weight") >= 0.9 ? 1 : 0));
  const markColumns = marks.reduce<number>((sum, mark) => sum + mark, 0);
  let scoresBefore = false;
  let rankBefore = false;
  const figures = figureEvidence(grid, columns, rows, marks);
  const subjectWords = columns.map((column, i) => subjectStrength(column, basics[i] ?? emptyBody()));
  const strongest = Math.max(0, ...subjectWords);
  const runs = runLengths(columns, basics);
  const scoreWords = columns.map((column) => Math.max(wordOf(column, "score"), wordOf(column, "selfScore"), wordOf(column, "leaderScore")) >= 0.8);
  const totals = draft.totalRows.slice(0, SAMPLE);
  const firstText = basics.findIndex((b) => b.texts > b.filled * 0.5 && b.consecutive === 0 && b.filled > 0);
  const firstNumeric = basics.findIndex((b, i) => i > firstText && b.filled > 0 && b.numbers >= b.filled * 0.6 && b.consecutive === 0);
  const leafText = lastLabelColumn(basics, firstNumeric < 0 ? columns.length : firstNumeric);
  return columns.map((column, i): DescribedColumn => {
    const b = basics[i] ?? emptyBody();
    const leaf = column.header[column.header.length - 1];
    const parents = column.header.slice(0, -1);
    const n = Math.max(1, b.filled);
    const share = (count: number): number => count / n;
    const unknown = leaf === undefined || leaf.info.headerWord < 0.5;
    const marked = markColumns > (marks[i] ?? 0);
    const key = spans[i] ?? "";
    const sameSpans = spansBefore.has(key);
    spansBefore.add(key);
    const afterScores = scoresBefore;
    const afterRank = rankBefore;
    rankBefore ||= wordOf(column, "rank") >= 0.9;
    const formulas = b.formulas > 0 ? formulaEvidence(grid, column.column, rows) : null;
    const figure = figures[i];
    scoresBefore ||= wordOf(column, "score") >= 0.8 || wordOf(column, "selfScore") >= 0.8 || wordOf(column, "leaderScore") >= 0.8;
    const rightOfLabels = i > Math.max(0, firstText);
    const value = b.filled === 0 || b.numbers + b.formulas + b.placeholders >= b.filled * 0.7;
    const vector: ColumnVector = {
      bias: 1,
      blankHeader: leaf ? 0 : 1,
      firstColumn: i === 0 ? 1 : 0,
      secondColumn: i === 1 ? 1 : 0,
      lastColumn: i === columns.length - 1 ? 1 : 0,
      leftHalf: i < columns.length / 2 ? 1 : 0,
      longHeader: leaf && leaf.info.width > 40 ? 1 : 0,
      percentHeader: leaf && /%|\d分\)/.test(leaf.info.match) ? 1 : 0,
      numberHeader: leaf && (leaf.info.number !== null || leaf.info.isYear) ? 1 : 0,
      gradeHeader: leaf?.info.isGrade ? 1 : 0,
      dateHeader: leaf?.info.isDateLike ? 1 : 0,
      personHeader: leaf && (leaf.info.isPersonLike || /评委|专家\d|rater|reviewer|judge/.test(leaf.info.match)) && leaf.info.headerWord < 0.5 ? 1 : 0,
      numeric: share(b.numbers),
      text: share(b.texts),
      empty: b.filled === 0 ? 1 : 0,
      sparse: b.filled > 0 && b.covered < rows.length * 0.5 ? 1 : 0,
      sentences: share(b.sentences),
      longTexts: share(b.longTexts),
      shortTexts: share(b.shortTexts),
      distinct: b.filled >= 3 && b.distinct >= b.filled * 0.9 ? 1 : 0,
      repeating: b.filled >= 4 && b.distinct <= b.filled * 0.5 ? 1 : 0,
      formulas: share(b.formulas),
      marks: share(b.marks),
      placeholders: share(b.placeholders),
      mergedDown: b.filled > 0 && b.mergedDown > 0 ? Math.max(0.5, share(b.mergedDown)) : 0,
      blanksBelow: b.mergedDown === 0 && b.texts > 0 && b.filled >= 2 && b.filled <= rows.length * 0.7 && b.firstFilled ? 1 : 0,
      consecutive: b.consecutive,
      decimalNumbering: share(b.numbered),
      codes: share(b.codes),
      grades: share(b.grades),
      units: share(b.units),
      bandRanges: share(b.bandRanges),
      persons: share(b.persons),
      organisations: share(b.organisations),
      dates: share(b.dates),
      percents: share(b.percents),
      fractions: b.numbers >= 2 && b.numbers >= b.filled * 0.8 && b.min >= 0 && b.max <= 1 && b.max > 0 ? 1 : 0,
      sumsToWhole: b.numbers >= 2 && (close(b.sum, 1) || close(b.sum, 100)) ? 1 : 0,
      fullMarkLike: b.numbers >= 2 && b.numbers >= b.filled * 0.7 && b.min >= 0 && b.max <= 100 && b.formulas === 0 ? 1 : 0,
      signed: b.min < 0 && b.numbers > 0 ? 1 : 0,
      sameAsNeighbour: sameHeader(column, columns[i - 1]) || sameHeader(column, columns[i + 1]) ? 1 : 0,
      numericRight: firstNumeric > i ? 1 : 0,
      subjectTable: subjectTable ? 1 : 0,
      markColumnsElsewhere: marked ? 1 : 0,
      firstTextColumn: i === firstText ? 1 : 0,
      leafText: i === leafText ? 1 : 0,
      afterScores: afterScores ? 1 : 0,
      openEntry: b.filled === 0 && unknown && leaf !== undefined && rightOfLabels && marked ? 1 : 0,
      tickBox: b.filled > 0 && b.marks >= b.filled * 0.8 && leaf !== undefined && (leaf.info.number !== null || leaf.info.isGrade || leaf.info.isMark) ? 1 : 0,
      measure: subjectTable && unknown && leaf !== undefined && rightOfLabels && value ? 1 : 0,
      sameSpansAsLeft: b.mergedDown > 0 && sameSpans ? 1 : 0,
      summedBelow: totals.some((row) => coarseKind(grid.kinds[row * grid.columns + column.column] ?? 0) === 2) ? 1 : 0,
      unknownHeader: leaf !== undefined && unknown ? 1 : 0,
      indicatorWord: leaf?.info.roles.find(([role]) => role === "indicator")?.[1] ?? 0,
      strongerSubject: strongest - (subjectWords[i] ?? 0) >= 0.15 ? 1 : 0,
      markInHeader: leaf && readMarkInText(leaf.info.text) !== null ? 1 : 0,
      wideRun: (runs[i] ?? 1) >= 3 ? 1 : 0,
      thinTable: columns.length <= 3 ? 1 : 0,
      formulaFromRow: formulas?.fromRow ?? 0,
      formulaRatio: formulas?.ratio ?? 0,
      formulaRanks: formulas?.ranks ?? 0,
      formulaText: formulas?.givesText ?? 0,
      addsUpRow: figure?.addsUpRow ?? 0,
      addend: figure?.addend ?? 0,
      ordersAnother: figure?.ordersAnother ?? 0,
      withinMark: figure?.withinMark ?? 0,
      belowFullMark: figure?.belowFullMark ?? 0,
      blockSums: figure?.blockSums ?? 0,
      tickScale: leaf && (b.filled === 0 || b.marks + b.placeholders >= b.filled * 0.8) && (leaf.info.isGrade || wordOf(column, "band") >= 0.9) ? 1 : 0,
      bandsLeft: i > 0 && (basics[i - 1]?.bandRanges ?? 0) >= Math.max(1, (basics[i - 1]?.filled ?? 0) * 0.5) ? 1 : 0,
      afterRank: afterRank ? 1 : 0,
      scoreWordElsewhere: scoreWords.some((says, k) => says && k !== i) ? 1 : 0,
    };
    return {
      ...column,
      vector,
      words: new Map(leaf?.info.roles ?? []),
      parentWords: dampened(strongestWords(parents.flatMap((cell) => cell.info.roles)), leaf && !leaf.info.isGrade ? leaf.info.headerWord : 0),
      placeholderWords: b.placeholders === 0 ? NO_WORDS : placeholderWords(grid, column, rows),
      anchors: b.filled,
      filled: b.filled,
    };
  });
}

const NO_WORDS: ReadonlyMap<WordRole, number> = new Map();

/** The roles that the names inside a column's first placeholders speak of. */
function placeholderWords(grid: SheetGrid, { column }: DraftColumn, rows: readonly number[]): ReadonlyMap<WordRole, number> {
  const row = rows.find((candidate) => grid.kinds[candidate * grid.columns + column] === KIND.placeholder);
  return row === undefined ? NO_WORDS : strongestWords(placeholderRoles(grid.infoAt(row, column).text));
}

/** How much header and contents speak for the one who is evaluated. */
function subjectStrength(column: DraftColumn, b: Body): number {
  return wordOf(column, "subject") + (b.filled >= 2 && b.persons >= b.filled * 0.6 ? 0.6 : 0);
}

/** How many neighbouring columns, this one included, hold the same kind of values under headers of which none is a known word. */
function runLengths(columns: readonly DraftColumn[], basics: readonly Body[]): readonly number[] {
  const kinds = columns.map((column, i) => {
    const leaf = column.header[column.header.length - 1];
    if (leaf === undefined || leaf.info.headerWord >= 0.95) return -1;
    const b = basics[i] ?? emptyBody();
    return b.filled === 0 ? 0 : b.numbers + b.formulas >= b.filled * 0.7 ? 1 : b.placeholders + b.marks >= b.filled * 0.7 ? 2 : -1;
  });
  const lengths = kinds.map(() => 1);
  let start = 0;
  for (let i = 1; i <= kinds.length; i++) {
    if (i < kinds.length && kinds[i] === kinds[start] && kinds[i] !== -1) continue;
    for (let k = start; k < i; k++) lengths[k] = i - start;
    start = i;
  }
  return lengths;
}

function strongestWords(roles: readonly (readonly [WordRole, number])[]): ReadonlyMap<WordRole, number> {
  const best = new Map<WordRole, number>();
  for (const [role, score] of roles) best.set(role, Math.max(best.get(role) ?? 0, score));
  return best;
}

/** A parent says less about a column the more its own header says. */
function dampened(words: ReadonlyMap<WordRole, number>, own: number): ReadonlyMap<WordRole, number> {
  return new Map([...words].map(([role, score]) => [role, score * (1 - 0.7 * own)]));
}

/** Where the column's cells begin, to see whether two columns are cut up alike. */
function anchorsKey(grid: SheetGrid, column: number, rows: readonly number[]): string {
  return rows.filter((row) => (grid.kinds[row * grid.columns + column] ?? 0) !== KIND.blank).join(",");
}

function wordOf(column: DraftColumn, role: WordRole): number {
  return Math.max(0, ...column.header.flatMap((cell) => cell.info.roles.filter(([r]) => r === role).map(([, score]) => score)));
}

function close(sum: number, whole: number): boolean {
  return Math.abs(sum - whole) < whole * 1e-6;
}

function sameHeader(a: DraftColumn, b: DraftColumn | undefined): boolean {
  const x = a.header[a.header.length - 1]?.info.match;
  return x !== undefined && x === b?.header[b.header.length - 1]?.info.match;
}

type Body = {
  filled: number; covered: number; numbers: number; texts: number; sentences: number; longTexts: number; shortTexts: number; distinct: number; formulas: number; marks: number; placeholders: number;
  mergedDown: number; firstFilled: boolean; consecutive: number; numbered: number; codes: number; grades: number; units: number; bandRanges: number; persons: number; organisations: number; dates: number; percents: number;
  min: number; max: number; sum: number;
};

function emptyBody(): Body {
  return { filled: 0, covered: 0, numbers: 0, texts: 0, sentences: 0, longTexts: 0, shortTexts: 0, distinct: 0, formulas: 0, marks: 0, placeholders: 0, mergedDown: 0, firstFilled: false, consecutive: 0, numbered: 0, codes: 0, grades: 0, units: 0, bandRanges: 0, persons: 0, organisations: 0, dates: 0, percents: 0, min: Infinity, max: -Infinity, sum: 0 };
}

function bodyOf(grid: SheetGrid, column: DraftColumn, rows: readonly number[]): Body {
  const b = emptyBody();
  const seen = new Set<string>();
  let expected = Number.NaN;
  let inOrder = 0;
  rows.forEach((row, i) => {
    const at = row * grid.columns + column.column;
    const kind = grid.kinds[at] ?? 0;
    const merge = grid.mergeAt(row, column.column);
    if (kind === KIND.blank) {
      if (merge !== null && merge.row < row) b.covered++;
      return;
    }
    b.filled++;
    b.covered++;
    if (i === 0) b.firstFilled = true;
    if (merge !== null && merge.rows > 1) b.mergedDown++;
    if (kind === KIND.formula) b.formulas++;
    if (kind === KIND.placeholder) {
      b.placeholders++;
      return;
    }
    if (kind === KIND.number && typeof grid.rawNumberAt(row, column.column) === "number") {
      // A plain number needs no description of its text.
      const value = grid.rawNumberAt(row, column.column) ?? 0;
      if (seen.size < 1000) seen.add(String(value));
      b.numbers++;
      b.min = Math.min(b.min, value);
      b.max = Math.max(b.max, value);
      b.sum += value;
      if (value === expected || (value === 1 && expected > 2)) inOrder++;
      expected = value + 1;
      if (/%/.test(grid.styleAt(row, column.column)?.numberFormat ?? "")) b.percents++;
      if (!Number.isInteger(value) && /^\d{1,2}\.\d{1,2}$/.test(String(value))) b.numbered += 0.5;
      return;
    }
    const info = grid.infoAt(row, column.column);
    if (seen.size < 1000) seen.add(info.match);
    const number = grid.numberAt(row, column.column);
    if (kind === KIND.number || (kind === KIND.formula && !Number.isNaN(number))) {
      b.numbers++;
      b.min = Math.min(b.min, number);
      b.max = Math.max(b.max, number);
      b.sum += number;
      // Counting may start over in each block.
      if (number === expected || (number === 1 && expected > 2)) inOrder++;
      expected = number + 1;
      if (info.number?.percent || /%/.test(grid.styleAt(row, column.column)?.numberFormat ?? "")) b.percents++;
      if (/^\d{1,2}(?:\.\d{1,2}){1,4}$/.test(info.match) && !Number.isInteger(number)) b.numbered += 0.5;
      return;
    }
    if (kind === KIND.mark || kind === KIND.boolean) {
      b.marks++;
      if (info.isGrade) b.grades++;
      if (info.isUnit) b.units++;
      return;
    }
    if (kind === KIND.formula) return;
    b.texts++;
    if (info.isSentence) b.sentences++;
    if (info.width > 40) b.longTexts++;
    if (info.width <= 24) b.shortTexts++;
    if (info.isGrade) b.grades++;
    if (info.isUnit) b.units++;
    if (info.isBandRange) b.bandRanges++;
    if (info.isPersonLike) b.persons++;
    if (info.isOrganisation) b.organisations++;
    if (info.isDateLike) b.dates++;
    if (/^[a-z]{0,4}[-_]?\d[\d.\-_]{0,11}$/.test(info.match) || (info.numbering !== null && info.width <= 5)) b.codes++;
  });
  b.distinct = seen.size;
  if (b.numbers >= 2 && b.numbers >= b.filled * 0.8 && inOrder >= (b.numbers - 1) * 0.7) b.consecutive = 1;
  return b;
}

/** The last column of text labels (not sentences) among the first `end` columns; −1 where there is none. */
function lastLabelColumn(basics: readonly Body[], end: number): number {
  let leaf = -1;
  for (let i = 0; i < end; i++) {
    const b = basics[i];
    if (b && b.texts >= b.filled * 0.6 && b.filled > 0 && b.sentences < b.filled * 0.5) leaf = i;
  }
  return leaf;
}

/** Subjects down: a header says so, or people stand in the first columns and nothing speaks of indicators. */
function isSubjectTable(columns: readonly DraftColumn[], basics: readonly Body[], rows: number): boolean {
  let subject = 0;
  let indicator = 0;
  columns.forEach((column, i) => {
    const b = basics[i];
    const leaf = column.header[column.header.length - 1];
    const word = (role: WordRole): number => leaf?.info.roles.find(([r]) => r === role)?.[1] ?? 0;
    if (i < 5) subject = Math.max(subject, word("subject") * (word("subject") > word("indicator") ? 1 : 0.5) * (i === 0 || i <= 3 ? 1 : 0.6));
    indicator = Math.max(indicator, word("indicator") * 0.9, word("criterion") >= 0.9 ? 0.9 : 0, word("fullMark") >= 0.95 ? 0.8 : 0, word("weight") >= 0.95 ? 0.8 : 0, i < 3 && word("level") >= 0.9 ? 0.6 : 0);
    if (b && i < 3 && rows >= 2 && b.persons >= b.filled * 0.6 && b.persons >= 2) subject = Math.max(subject, 0.8);
    if (b && i < 2 && rows >= 2 && b.organisations >= b.filled * 0.7 && b.organisations >= 3) subject = Math.max(subject, 0.6);
  });
  if (subject === 0 && indicator < 0.5) {
    // Nothing is said: one short text column on the left and numbers in nearly all the others is a matrix of subjects.
    const first = basics[0];
    const others = basics.slice(1);
    const numeric = others.filter((b) => b.filled > 0 && b.numbers + b.formulas >= b.filled * 0.7).length;
    return first !== undefined && first.texts >= first.filled * 0.7 && first.sentences === 0 && first.mergedDown === 0 && numeric >= 2 && numeric >= others.length * 0.7;
  }
  return subject > indicator;
}
