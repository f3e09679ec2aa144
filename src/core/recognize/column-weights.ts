import type { ColumnFeature } from "./column-features";
import type { WordRole } from "./vocabulary";

/** What a feature of a column speaks for (positive) or against (negative), in log-odds; absent is 0. */
export type ColumnWeights = Readonly<Record<WordRole, Readonly<Partial<Record<ColumnFeature, number>>>>>;

export const COLUMN_WEIGHTS: ColumnWeights = {
  level: { bias: -1.5, word: 4.5, parentWord: 1, mergedDown: 2, blanksBelow: 1.6, repeating: 1, firstColumn: 0.8, text: 0.5, numeric: -3, sentences: -2, longTexts: -1, distinct: -0.8, numericRight: 0.3, subjectTable: -1.5, blankHeader: 0.5, lastColumn: -2, consecutive: -3, grades: -1, empty: -2, leafText: -0.6, placeholders: -0.3, persons: -0.8, sameSpansAsLeft: -2.5, bandRanges: -2, tickBox: -2 },
  indicator: { bias: -1.2, word: 4.6, parentWord: 0.8, text: 0.8, distinct: 0.8, leafText: 1.2, numeric: -3, longTexts: 0.2, firstTextColumn: 0.4, lastColumn: -2, subjectTable: -3, empty: -2, consecutive: -3, grades: -1.5, blankHeader: 0.4, leftHalf: 0.4, placeholders: -0.2, sparse: -0.5, marks: -1, units: -2, sameSpansAsLeft: -1.5, bandRanges: -2 },
  sequence: { bias: -2.5, word: 4.5, consecutive: 3.5, decimalNumbering: 2, codes: 1.6, firstColumn: 0.8, text: -0.5, longTexts: -2, sentences: -2, lastColumn: -1.5, empty: -0.3, blankHeader: 0.2, fractions: -1, formulas: -0.5, numberHeader: -2 },
  description: { bias: -2, word: 4.6, parentWord: 0.5, sentences: 1, longTexts: 1, text: 0.6, numeric: -2.5, firstColumn: -2.5, distinct: 0.2, empty: -0.6, subjectTable: -0.8, lastColumn: -0.4, blankHeader: -0.3, sparse: -0.2, afterScores: -2, sameSpansAsLeft: 0.2, bandRanges: -0.5 },
  criterion: { bias: -2, word: 4.8, parentWord: 2, sentences: 1, longTexts: 0.8, bandRanges: -1.6, text: 0.4, numeric: -2.5, firstColumn: -2.5, empty: -0.4, subjectTable: -1, blankHeader: -0.3, afterScores: -0.8 },
  formula: { bias: -3, word: 5, sentences: 0.2, text: 0.3, numeric: -2, firstColumn: -1 },
  weight: { bias: -2.2, word: 4.6, parentWord: 1, percents: 2, fractions: 1.5, sumsToWhole: 1.5, numeric: 0.8, text: -1.8, sentences: -2, firstColumn: -1.2, empty: -0.4, subjectTable: -1.5, lastColumn: -0.3, longTexts: -1.5, signed: -1, summedBelow: 0.4 },
  fullMark: { bias: -2.2, word: 4.6, parentWord: 1, fullMarkLike: 1, sumsToWhole: 1, numeric: 0.8, fractions: -0.6, text: -1.5, sentences: -2, percents: -1, firstColumn: -0.6, formulas: -0.6, subjectTable: -1.5, empty: -0.8, consecutive: -1, longTexts: -1.5, grades: -1, summedBelow: 0.5 },
  unit: { bias: -2.5, word: 4.4, units: 3, text: 0.3, numeric: -2, sentences: -2, longTexts: -2, firstColumn: -1.5, organisations: -1.5, subjectTable: -0.5, shortTexts: 0.2 },
  target: { bias: -2.6, word: 4.8, parentWord: 1, numeric: 0.5, percents: 0.5, sentences: -0.5, firstColumn: -2, empty: 0.1, personHeader: -1 },
  actual: { bias: -2.5, word: 4.6, parentWord: 2.4, numeric: 0.5, empty: 0.4, firstColumn: -2, sentences: -0.4, sparse: 0.2, gradeHeader: -1, numberHeader: 0.2, subjectTable: -0.6 },
  dataSource: { bias: -2.6, word: 5, text: 0.4, numeric: -2, firstColumn: -1.5, sentences: 0.1 },
  owner: { bias: -2.6, word: 5, text: 0.3, numeric: -2, persons: 0.8, organisations: 0.8, repeating: 0.3, firstColumn: -1, subjectTable: -0.5, sentences: -1 },
  subject: { bias: -2, word: 4.4, persons: 2, organisations: 0.8, subjectTable: 2.4, distinct: 0.8, firstTextColumn: 1.2, text: 0.4, numeric: -2.5, sentences: -2, lastColumn: -1, leftHalf: 0.5, firstColumn: 0.6, longTexts: -1, grades: -1, empty: -0.5, blankHeader: 0.2, gradeHeader: -2 },
  subjectGroup: { bias: -2.8, word: 4.6, subjectTable: 1.4, organisations: 1, repeating: 0.6, text: 0.2, numeric: -2, leftHalf: 0.4, sentences: -2, lastColumn: -1, longTexts: -1, mergedDown: 0.3 },
  period: { bias: -2.8, word: 4.6, dates: 2.5, firstColumn: -0.3, sentences: -1, numeric: -0.2, dateHeader: -1, empty: 0 },
  selfScore: { bias: -2.6, word: 5.2, parentWord: 2, numeric: 0.3, empty: 0.6, text: -0.8, sentences: -2, firstColumn: -3 },
  leaderScore: { bias: -2.6, word: 5.2, parentWord: 2, numeric: 0.3, empty: 0.6, text: -0.8, sentences: -2, firstColumn: -3, personHeader: 2.4 },
  score: { bias: -1.8, word: 4, parentWord: 1.2, numeric: 1.2, formulas: 1.2, empty: 0.5, text: -1.5, sentences: -2, firstColumn: -3, subjectTable: 0.8, percentHeader: 0.4, sameAsNeighbour: 0, placeholders: 0.5, lastColumn: 0.3, consecutive: -0.6, numberHeader: 0.2, markColumnsElsewhere: 0.3, grades: -1.5, longTexts: -1, dateHeader: 0.4, mergedDown: -0.2, openEntry: 2.6, measure: 1.4, summedBelow: 0.6 },
  band: { bias: -2.8, word: 3.4, parentWord: 0.4, bandRanges: 4.6, gradeHeader: 1.8, marks: 1.4, numberHeader: 1.2, numeric: -1, sentences: -0.3, firstColumn: -2, empty: 0.4, formulas: -2, subjectTable: -1.2, tickBox: 3 },
  grade: { bias: -2.5, word: 4.6, parentWord: 3.6, grades: 3, sentences: -2, firstColumn: -1.5, gradeHeader: 0.4, numeric: -0.8, numberHeader: 0, subjectTable: 0.6, longTexts: -1.5, empty: 0.1 },
  rank: { bias: -2.6, word: 5.2, consecutive: 0.6, numeric: 0.3, text: -1, firstColumn: -1.5, sentences: -2, lastColumn: 0.3 },
  remark: { bias: -2.4, word: 5, lastColumn: 0.8, sparse: 0.8, empty: 0.3, sentences: 0.6, longTexts: 0.4, numeric: -1.5, firstColumn: -2.5, formulas: -1, afterScores: 1 },
  other: { bias: 0.2, word: 2.4, subjectTable: 0.3, blankHeader: 0.2, firstColumn: -0.5 },
};

/** Costs and gains of the label columns' order, in log-odds. */
export const LABEL_ORDER = {
  /** A level stands left of the indicator. */
  levelLeft: 0.6,
  /** A column that speaks of an indicator left of the chosen one is a level: part of its indicator score counts. */
  indicatorWordAsLevel: 0.85,
  levelRight: -3,
  /** Each level beyond the second. */
  thirdLevel: -1.5,
  noIndicator: -1,
} as const;
