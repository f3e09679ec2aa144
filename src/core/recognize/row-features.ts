import { KIND, type SheetGrid } from "./sheet-grid";
import { provenSums } from "./proven-sums";
import { describeText, type TextInfo } from "./text-info";

/** A run of sheet columns that is recognised on its own; relative, inclusive. */
export type Band = { readonly first: number; readonly last: number };

/**
 * What is looked at in a row. Every feature lies between 0 and 1; "share" is a part of the row's cells with content.
 * The names are the keys of the weight table (row-weights.ts).
 */
export const ROW_FEATURES = [
  "bias",
  // position
  "firstRow", "secondRow", "lastRow", "topFive", "gapBefore", "gapAfter", "noNumbersAbove", "noNumbersBelow",
  // how many cells, how spread
  "oneCell", "twoCells", "threeCellsOrMore", "coverage", "usualFill", "usualCellsMissing", "firstColumnOnly", "startsLate", "wideMerge", "fullWidthMerge", "mergedAcross", "mergedDown", "coveredFromAbove",
  // contents
  "numberShare", "textShare", "shortTextShare", "sentenceShare", "veryLongText", "formulaShare", "valueShare", "placeholderShare", "yearShare", "gradeShare", "bandShare", "allShortText", "distinctTexts", "emptyFirstCell", "numberInFirstCell",
  // words
  "headerWords", "headerWordsStrong", "twoHeaderWords", "metaWords", "metaColons", "twoColons", "fillIn", "totalWord", "totalWordWeak", "noteWord", "noteWordWeak", "signatureWord", "titleWord", "allCapitals", "allMetaWords", "betterHeaderNext", "labelPairs", "totalWithNumbers", "bracketed", "numberedFirst", "numberedPart", "longFirstText", "endsWithColon",
  // neighbours
  "textOverNumbers", "likeNext", "likePrevious", "numbersStartNext", "numbersBefore", "sameCellsAsPrevious", "sameCellsAsNext", "sameMergesAsNext", "sameMergesAsPrevious", "nextIsOneCell", "previousIsOneCell", "blankTwinBelow", "repeatsEarlier", "headerWordsNext", "headerWordsPrevious", "deeperNext", "shallowerThanPrevious", "textInNumberColumns", "afterNoteWord",
  // sums
  "verticalSum", "sumAbove", "sumAboveOne", "sumBelow", "sumBelowOne",
  // looks
  "bold", "boldUnlikeNext", "filled", "filledUnlikeNext", "centred", "bordered", "bordersBelow", "bigFont", "italic",
] as const;

export type RowFeature = (typeof ROW_FEATURES)[number];
export type RowVector = Readonly<Record<RowFeature, number>>;

type Stats = {
  row: number;
  cells: readonly number[];
  span: number;
  numbers: number;
  texts: number;
  shortTexts: number;
  sentences: number;
  formulas: number;
  values: number;
  placeholders: number;
  years: number;
  grades: number;
  bands: number;
  headerSum: number;
  headerHits: number;
  metaSum: number;
  metaHits: number;
  colons: number;
  widest: number;
  mergedAcross: number;
  mergedDown: number;
  indent: number;
  bold: number;
  filled: number;
  centred: number;
  bordered: number;
  bordersBelow: number;
  italic: number;
  fontSize: number;
  verticalSums: number;
};

/** Stands for the text of any number in a row's first cell: only words are asked for there. */
const NUMBER_INFO = describeText("");

/** Kinds reduced to what a column can be compared by: 0 blank, 1 text, 2 value. */
export function coarseKind(kind: number): 0 | 1 | 2 {
  if (kind === KIND.blank) return 0;
  return kind === KIND.text || kind === KIND.error ? 1 : 2;
}

const VERTICAL_SUM = /^=\s*(?:ROUND\()?\s*(?:SUM|SUBTOTAL|AVERAGE|SUMPRODUCT)\((?:\d{1,3},)?\s*\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})/i;

/** The features of every row of a band that has content there. Linear in the band's cells. Rule RC-10. */
export function rowFeatures(grid: SheetGrid, band: Band): { readonly rows: readonly number[]; readonly vectors: readonly RowVector[] } {
  const stats: Stats[] = [];
  for (const row of grid.contentRows) {
    const all = grid.content.get(row) ?? [];
    const cells = band.first === 0 && band.last === grid.columns - 1 ? all : all.filter((c) => c >= band.first && c <= band.last);
    if (cells.length > 0) stats.push(rowStats(grid, band, row, cells));
  }
  const profile = columnProfile(grid, band, stats);
  const sums = provenSums(grid, stats.map((s) => ({ row: s.row, cells: s.cells, indent: s.indent })));
  const repeats = earlierTwins(grid, stats);
  let numbersAbove = 0;
  const numbersBelow = new Float64Array(stats.length + 1);
  for (let i = stats.length - 1; i >= 0; i--) numbersBelow[i] = (numbersBelow[i + 1] ?? 0) + ((stats[i]?.numbers ?? 0) > 0 ? 1 : 0);
  let sawNote = false;
  const usualFont = medianFont(stats);

  const vectors = stats.map((s, i): RowVector => {
    const previous = stats[i - 1];
    const next = stats[i + 1];
    const n = s.cells.length;
    const first = s.cells[0] ?? band.first;
    const firstKind = grid.kinds[s.row * grid.columns + first] ?? 0;
    const info = firstKind === KIND.number ? NUMBER_INFO : grid.infoAt(s.row, first);
    const width = band.last - band.first + 1;
    const firstMerge = grid.mergeAt(s.row, first);
    const gapBefore = previous ? s.row - previous.row - 1 : 0;
    const gapAfter = next ? next.row - s.row - 1 : 0;
    const total = totalWordOf(grid, s);
    const note = Math.max(info.noteWord, n === 2 && firstKind === KIND.text ? grid.infoAt(s.row, s.cells[1] ?? first).noteWord * 0.6 : 0);
    const usual = usualFill(profile, band, s);
    const vector: RowVector = {
      bias: 1,
      firstRow: flag(i === 0),
      secondRow: flag(i === 1),
      lastRow: flag(i === stats.length - 1),
      topFive: flag(i < 5),
      gapBefore: flag(gapBefore > 0 && !bridged(grid, s.row, first)),
      gapAfter: flag(gapAfter > 0),
      noNumbersAbove: flag(numbersAbove === 0),
      noNumbersBelow: flag((numbersBelow[i + 1] ?? 0) === 0),
      oneCell: flag(n === 1),
      twoCells: flag(n === 2),
      threeCellsOrMore: flag(n >= 3),
      coverage: Math.min(1, s.span / width),
      usualFill: usual.filled,
      usualCellsMissing: usual.missing,
      firstColumnOnly: flag(n === 1 && first === band.first && (firstMerge === null || firstMerge.columns === 1)),
      startsLate: flag(n === 1 && first > band.first && firstMerge === null),
      wideMerge: flag(n <= 2 && firstMerge !== null && firstMerge.columns >= 2 && firstMerge.columns >= width * 0.4),
      fullWidthMerge: flag(n === 1 && firstMerge !== null && firstMerge.columns >= 2 && firstMerge.columns >= width * 0.8),
      mergedAcross: s.mergedAcross / n,
      mergedDown: s.mergedDown / n,
      coveredFromAbove: coveredFromAbove(grid, band, s.row, first),
      numberShare: s.numbers / n,
      textShare: s.texts / n,
      shortTextShare: s.shortTexts / n,
      sentenceShare: s.sentences / n,
      veryLongText: flag(s.widest > 120),
      formulaShare: s.formulas / n,
      valueShare: s.values / n,
      placeholderShare: s.placeholders / n,
      yearShare: s.years / n,
      gradeShare: s.grades / n,
      bandShare: s.bands / n,
      allShortText: flag(n >= 3 && s.shortTexts === n),
      distinctTexts: flag(n >= 3 && s.texts === n && new Set(s.cells.map((c) => grid.matchIdAt(s.row, c))).size === n),
      emptyFirstCell: flag(first > band.first && coveredFromAbove(grid, band, s.row, first) === 0),
      numberInFirstCell: flag(coarseKind(firstKind) === 2 && first === band.first),
      headerWords: s.texts === 0 ? 0 : s.headerSum / Math.max(2, n),
      headerWordsStrong: flag(s.headerHits >= 2 && s.headerHits >= n * 0.6),
      twoHeaderWords: flag(s.headerHits >= 2),
      metaWords: s.texts === 0 ? 0 : s.metaSum / n,
      metaColons: flag(s.colons > 0 && s.sentences === 0 && info.noteWord < 0.5),
      twoColons: flag(s.colons >= 2 && s.widest <= 90),
      fillIn: fillInShare(grid, band, s),
      totalWord: flag(total >= 0.8),
      totalWordWeak: flag(total > 0 && total < 0.8),
      noteWord: flag(note >= 0.7),
      noteWordWeak: flag(note > 0 && note < 0.7),
      signatureWord: flag(n <= 8 && s.texts > 0 && s.cells.some((c) => grid.kinds[s.row * grid.columns + c] === KIND.text && grid.infoAt(s.row, c).signatureWord > 0)),
      titleWord: n <= 2 ? info.titleWord : 0,
      allCapitals: flag(/[A-Z]{3}/.test(info.text) && !/[a-z]/.test(info.text)),
      allMetaWords: flag(n >= 2 && s.metaHits === s.texts && s.texts >= n * 0.6),
      betterHeaderNext: flag(next !== undefined && next.texts >= 2 && next.headerSum / next.cells.length > s.headerSum / n && next.headerHits >= 2 && next.cells.length >= n),
      labelPairs: labelPairs(grid, s),
      totalWithNumbers: flag(total >= 0.8 && s.values > 0),
      bracketed: flag(n === 1 && info.bracketed),
      numberedFirst: flag(info.numbering !== null && firstKind === KIND.text),
      numberedPart: flag(info.numbering?.style === "part" || info.numbering?.style === "cjk"),
      longFirstText: flag(info.width > 60),
      endsWithColon: flag(n === 1 && info.endsWithColon),
      textOverNumbers: next ? textOver(grid, s, stats, i) : 0,
      likeNext: next ? alike(grid, s, next) : 0,
      likePrevious: previous ? alike(grid, s, previous) : 0,
      numbersStartNext: flag(s.numbers === 0 && next !== undefined && next.numbers > 0),
      numbersBefore: flag(previous !== undefined && previous.numbers > 0),
      sameCellsAsPrevious: previous ? sameCells(s, previous) : 0,
      sameCellsAsNext: next ? sameCells(s, next) : 0,
      sameMergesAsNext: next ? sameMerges(grid, s, next) : 0,
      sameMergesAsPrevious: previous ? sameMerges(grid, s, previous) : 0,
      nextIsOneCell: flag(next?.cells.length === 1),
      previousIsOneCell: flag(previous?.cells.length === 1),
      blankTwinBelow: flag(gapAfter > 0 && n >= 2 && blankTwinBelow(grid, s)),
      repeatsEarlier: repeats[i] ?? 0,
      headerWordsNext: next && next.texts > 0 ? next.headerSum / Math.max(2, next.cells.length) : 0,
      headerWordsPrevious: previous && previous.texts > 0 ? previous.headerSum / Math.max(2, previous.cells.length) : 0,
      deeperNext: flag(next !== undefined && next.cells[0] === first && next.indent > s.indent),
      shallowerThanPrevious: flag(previous !== undefined && previous.cells[0] === first && previous.indent > s.indent),
      textInNumberColumns: textInNumberColumns(grid, profile, band, s),
      afterNoteWord: flag(sawNote),
      verticalSum: flag(s.verticalSums > 0 && s.verticalSums >= (s.formulas + s.numbers) * 0.5),
      sumAbove: flag((sums[i]?.above ?? 0) >= 2),
      sumAboveOne: flag(sums[i]?.above === 1),
      sumBelow: flag((sums[i]?.below ?? 0) >= 2),
      sumBelowOne: flag(sums[i]?.below === 1),
      bold: s.bold / n,
      boldUnlikeNext: flag(s.bold === n && next !== undefined && next.bold < next.cells.length * 0.5),
      filled: s.filled / n,
      filledUnlikeNext: flag(s.filled === n && next !== undefined && next.filled < next.cells.length * 0.5),
      centred: s.centred / n,
      bordered: s.bordered / n,
      bordersBelow: s.bordersBelow / n,
      bigFont: flag(s.fontSize >= usualFont + 2 && usualFont > 0),
      italic: s.italic / n,
    };
    if (s.numbers > 0) numbersAbove++;
    if (info.noteWord >= 0.7 && n <= 2) sawNote = true;
    return vector;
  });
  return { rows: stats.map((s) => s.row), vectors };
}

function flag(condition: boolean): number {
  return condition ? 1 : 0;
}

function rowStats(grid: SheetGrid, band: Band, row: number, cells: readonly number[]): Stats {
  const s: Stats = {
    row, cells, span: 0, numbers: 0, texts: 0, shortTexts: 0, sentences: 0, formulas: 0, values: 0, placeholders: 0, years: 0, grades: 0, bands: 0,
    headerSum: 0, headerHits: 0, metaSum: 0, metaHits: 0, colons: 0, widest: 0, mergedAcross: 0, mergedDown: 0, indent: 0,
    bold: 0, filled: 0, centred: 0, bordered: 0, bordersBelow: 0, italic: 0, fontSize: 0, verticalSums: 0,
  };
  for (const c of cells) {
    const kind = grid.kinds[row * grid.columns + c] ?? 0;
    const merge = grid.mergeAt(row, c);
    s.span += merge ? Math.min(merge.columns, band.last - c + 1) : 1;
    if (merge && merge.columns > 1) s.mergedAcross++;
    if (merge && merge.rows > 1) s.mergedDown++;
    if (kind === KIND.formula) {
      s.formulas++;
      s.values++;
      const formula = grid.formulaAt(row, c) ?? "";
      if (formula.length < 400 && isVerticalSum(formula, grid, row, c)) s.verticalSums++;
    } else if (kind === KIND.placeholder) {
      s.placeholders++;
      s.values++;
    } else if (kind === KIND.number) {
      s.numbers++;
      s.values++;
      const number = grid.numberAt(row, c);
      if (Number.isInteger(number) && number >= 1900 && number <= 2100) s.years++;
    } else if (kind === KIND.mark || kind === KIND.boolean) {
      s.values++;
    }
    if (kind === KIND.text || kind === KIND.error) {
      const info = grid.infoAt(row, c);
      s.texts++;
      if (info.isYear || info.isDateLike) s.years++;
      if (info.width <= 40 && !info.isSentence) s.shortTexts++;
      if (info.isSentence) s.sentences++;
      if (info.isGrade) s.grades++;
      if (info.isBandRange) s.bands++;
      s.headerSum += info.headerWord;
      if (info.headerWord >= 0.6) s.headerHits++;
      s.metaSum += info.metaWord;
      if (info.metaWord >= 0.7) s.metaHits++;
      s.colons += info.colons;
      s.widest = Math.max(s.widest, info.width);
    } else if (kind === KIND.mark) {
      const info = grid.infoAt(row, c);
      if (info.isGrade) s.grades++;
    }
    const style = grid.hasStyles ? grid.styleAt(row, c) : null;
    if (style) {
      if (style.bold) s.bold++;
      if (style.italic) s.italic++;
      if (style.fill !== null && style.fill !== "FFFFFF") s.filled++;
      if (style.horizontal === "center" || style.horizontal === "centerContinuous" || style.horizontal === "distributed") s.centred++;
      if (style.borderTop && style.borderBottom && style.borderLeft && style.borderRight) s.bordered++;
      if (style.borderBottom) s.bordersBelow++;
      s.fontSize = Math.max(s.fontSize, style.fontSize);
    }
  }
  const first = cells[0];
  if (first !== undefined) {
    s.indent = (grid.kinds[row * grid.columns + first] === KIND.text ? grid.infoAt(row, first).indent : 0) + 2 * (grid.styleAt(row, first)?.indent ?? 0);
  }
  return s;
}

/** =SUM(C4:C38) and kin, reading cells of its own column only. */
export function isVerticalSum(formula: string, grid: SheetGrid, row: number, column: number): boolean {
  const match = VERTICAL_SUM.exec(formula);
  if (!match?.[1] || !match[3] || match[1].toUpperCase() !== match[3].toUpperCase()) return isChainOfOwnColumn(formula, grid, column);
  const own = lettersOf(column + grid.left);
  return match[1].toUpperCase() === own && Number(match[2]) !== row + grid.top + 1 && match[2] !== match[4];
}

/** =C5+C9+C12: adds single cells of its own column. */
function isChainOfOwnColumn(formula: string, grid: SheetGrid, column: number): boolean {
  if (formula.length > 200 || !/^=\s*\+?\$?[A-Za-z]{1,3}\$?\d+(?:\s*\+\s*\$?[A-Za-z]{1,3}\$?\d+)+$/.test(formula)) return false;
  const own = lettersOf(column + grid.left);
  return (formula.match(/[A-Za-z]{1,3}/g) ?? []).every((letters) => letters.toUpperCase() === own);
}

function lettersOf(column: number): string {
  let name = "";
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}

type Profile = { readonly filled: Float64Array; readonly numeric: Float64Array; readonly rows: number };

/** By column: in how many rows with three cells or more it has content, and how many of these are values. */
function columnProfile(grid: SheetGrid, band: Band, stats: readonly Stats[]): Profile {
  const width = band.last - band.first + 1;
  const filled = new Float64Array(width);
  const numeric = new Float64Array(width);
  let rows = 0;
  for (const s of stats) {
    if (s.cells.length < Math.min(3, width)) continue;
    rows++;
    for (const c of s.cells) {
      filled[c - band.first] = (filled[c - band.first] ?? 0) + 1;
      if (coarseKind(grid.kinds[s.row * grid.columns + c] ?? 0) === 2) numeric[c - band.first] = (numeric[c - band.first] ?? 0) + 1;
    }
  }
  return { filled, numeric, rows };
}

/** Of the columns that usually have content, the share that this row fills; and 1 where it fills less than half of them. */
function usualFill(profile: Profile, band: Band, s: Stats): { readonly filled: number; readonly missing: number } {
  if (profile.rows === 0) return { filled: 0, missing: 0 };
  let usual = 0;
  for (const count of profile.filled) if (count >= profile.rows * 0.5) usual++;
  if (usual === 0) return { filled: 0, missing: 0 };
  const here = s.cells.filter((c) => (profile.filled[c - band.first] ?? 0) >= profile.rows * 0.5).length;
  return { filled: here / usual, missing: flag(here < usual * 0.5) };
}

function textInNumberColumns(grid: SheetGrid, profile: Profile, band: Band, s: Stats): number {
  let columns = 0;
  let texts = 0;
  for (const c of s.cells) {
    const filled = profile.filled[c - band.first] ?? 0;
    if (filled < 2 || (profile.numeric[c - band.first] ?? 0) < filled * 0.6) continue;
    columns++;
    if (coarseKind(grid.kinds[s.row * grid.columns + c] ?? 0) === 1) texts++;
  }
  return columns === 0 ? 0 : texts / columns;
}

/** Share of the columns left of the first content (and including none of it) that a merge from above covers; 1 where it begins at the edge under a merge. */
function coveredFromAbove(grid: SheetGrid, band: Band, row: number, first: number): number {
  if (first === band.first) return 0;
  let covered = 0;
  for (let c = band.first; c < first; c++) {
    const merge = grid.mergeAt(row, c);
    if (merge !== null && merge.row < row) covered++;
  }
  return covered / (first - band.first);
}

/** A blank row before this one does not separate where a merge runs through it. */
function bridged(grid: SheetGrid, row: number, first: number): boolean {
  for (let c = Math.max(0, first - 3); c <= first; c++) {
    const merge = grid.mergeAt(row - 1, c);
    if (merge !== null && merge.rows > 1) return true;
  }
  return false;
}

/** What is known of a cell's text; `null` where it holds none: describing the texts of numbers would tell no word and take most of the time. */
function wordsAt(grid: SheetGrid, row: number, column: number): TextInfo | null {
  return grid.kinds[row * grid.columns + column] === KIND.text ? grid.infoAt(row, column) : null;
}

/** Share of labels with an empty place to fill in right of them. */
function fillInShare(grid: SheetGrid, band: Band, s: Stats): number {
  let labels = 0;
  let places = 0;
  if (s.texts === 0) return 0;
  for (const [i, c] of s.cells.entries()) {
    if (grid.kinds[s.row * grid.columns + c] !== KIND.text) continue;
    const info = grid.infoAt(s.row, c);
    if (info.metaWord === 0 && info.colons === 0) continue;
    labels++;
    const end = c + (grid.mergeAt(s.row, c)?.columns ?? 1);
    const next = s.cells[i + 1] ?? band.last + 1;
    if (info.endsWithColon || next > end || (next <= band.last && (wordsAt(grid, s.row, next)?.metaWord ?? 0) === 0 && i + 1 < s.cells.length)) places++;
  }
  return labels === 0 ? 0 : places / Math.max(1, s.cells.length, labels);
}

/** Share of the row taken up by labels each with a value right of it. */
function labelPairs(grid: SheetGrid, s: Stats): number {
  let pairs = 0;
  for (let i = 0; i + 1 < s.cells.length; i += 2) {
    const label = wordsAt(grid, s.row, s.cells[i] ?? 0);
    if (label === null || label.metaWord < 0.5) continue;
    const value = wordsAt(grid, s.row, s.cells[i + 1] ?? 0);
    if (value === null || (value.metaWord < 0.5 && value.headerWord < 0.9)) pairs++;
  }
  return (pairs * 2) / s.cells.length;
}

/** Text above values, over this and the next three rows, as a share of this row's cells. */
function textOver(grid: SheetGrid, s: Stats, stats: readonly Stats[], index: number): number {
  let texts = 0;
  let hits = 0;
  for (const c of s.cells) {
    if (coarseKind(grid.kinds[s.row * grid.columns + c] ?? 0) !== 1) continue;
    texts++;
    for (let k = 1; k <= 3; k++) {
      const below = stats[index + k];
      if (!below) break;
      const kind = coarseKind(grid.kinds[below.row * grid.columns + c] ?? 0);
      if (kind === 2) hits++;
      if (kind !== 0) break;
    }
  }
  return texts === 0 ? 0 : hits / s.cells.length;
}

/** Share of columns with content in either row where both have the same kind. */
function alike(grid: SheetGrid, a: Stats, b: Stats): number {
  let same = 0;
  const common = eachCommon(a.cells, b.cells, (c) => {
    if (coarseKind(grid.kinds[a.row * grid.columns + c] ?? 0) === coarseKind(grid.kinds[b.row * grid.columns + c] ?? 0)) same++;
  });
  return same / (a.cells.length + b.cells.length - common);
}

function sameCells(a: Stats, b: Stats): number {
  const common = eachCommon(a.cells, b.cells, () => undefined);
  return common / (a.cells.length + b.cells.length - common);
}

/** Two rows cut up by merges in just the same way, several rows high: the rows of a body that is set out generously. */
function sameMerges(grid: SheetGrid, a: Stats, b: Stats): number {
  if (a.mergedDown === 0 || a.mergedDown !== b.mergedDown) return 0;
  let same = 0;
  const common = eachCommon(a.cells, b.cells, (c) => {
    const here = grid.mergeAt(a.row, c);
    const there = grid.mergeAt(b.row, c);
    if ((here?.rows ?? 1) === (there?.rows ?? 1) && (here?.columns ?? 1) === (there?.columns ?? 1)) same++;
  });
  return same === common && common === a.cells.length ? 1 : 0;
}

/** Calls for each column that both ascending lists hold; returns how many. */
function eachCommon(a: readonly number[], b: readonly number[], visit: (column: number) => void): number {
  let common = 0;
  let j = 0;
  for (const c of a) {
    while (j < b.length && (b[j] ?? 0) < c) j++;
    if (b[j] === c) {
      common++;
      visit(c);
    }
  }
  return common;
}

/** Best of the row's first three labels. */
function totalWordOf(grid: SheetGrid, s: Stats): number {
  let best = 0;
  for (let i = 0; i < Math.min(3, s.cells.length); i++) {
    const c = s.cells[i] ?? 0;
    if (grid.kinds[s.row * grid.columns + c] === KIND.text) best = Math.max(best, grid.infoAt(s.row, c).totalWord);
  }
  return best;
}

/** The row below is blank and merged in the same places: a strip of labels with room for values below. */
function blankTwinBelow(grid: SheetGrid, s: Stats): boolean {
  let merged = 0;
  let same = 0;
  for (const c of s.cells) {
    const here = grid.mergeAt(s.row, c);
    if (here === null || here.columns === 1) continue;
    merged++;
    const below = s.row + 1 < grid.rows ? grid.mergeAt(s.row + 1, c) : null;
    if (below !== null && below.row === s.row + 1 && below.columns === here.columns) same++;
  }
  return merged > 0 && same === merged;
}

/** Share of a row's texts that stand in the same columns of one and the same earlier row. */
function earlierTwins(grid: SheetGrid, stats: readonly Stats[]): readonly number[] {
  const seen = new Map<number, number>();
  const votes = new Map<number, number>();
  return stats.map((s, i) => {
    if (s.texts < 2) return 0;
    votes.clear();
    for (const c of s.cells) {
      if (grid.kinds[s.row * grid.columns + c] !== KIND.text) continue;
      const key = grid.matchIdAt(s.row, c) * grid.columns + c;
      const at = seen.get(key);
      if (at === undefined) {
        if (seen.size < 100_000) seen.set(key, i);
      } else votes.set(at, (votes.get(at) ?? 0) + 1);
    }
    let best = 0;
    for (const [at, count] of votes) {
      const other = stats[at];
      if (other && other.texts >= other.cells.length * 0.6) best = Math.max(best, count / s.cells.length);
    }
    return best >= 0.5 ? best : 0;
  });
}

function medianFont(stats: readonly Stats[]): number {
  const sizes = stats.slice(0, 2000).map((s) => s.fontSize).filter((size) => size > 0).sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length / 2)] ?? 0;
}
