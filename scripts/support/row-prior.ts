import type { RowTransitions, RowWeights } from "../../src/core/recognize/row-weights";

/**
 * What we believe of rows before seeing any data: the fit starts here and is pulled back to here, so that classes and
 * layouts that the labelled data lacks (fill-in strips, forms) keep sensible weights.
 */
export const ROW_PRIOR: RowWeights = {
  title: { bias: -1, firstRow: 1.5, topFive: 0.5, noNumbersAbove: 0.6, oneCell: 1.6, wideMerge: 0.8, fullWidthMerge: 1.2, titleWord: 1.6, bracketed: 0.9, bigFont: 1.5, threeCellsOrMore: -2.5, numberShare: -2, metaColons: -1, veryLongText: -2.5, sentenceShare: -0.6, noteWord: -2.5, totalWord: -1.5, signatureWord: -1.2, numberedPart: 0.6, coveredFromAbove: -2, startsLate: -0.3, mergedDown: -0.5, endsWithColon: -0.4, gapBefore: 0.4, nextIsOneCell: 0.2, headerWordsNext: 1, afterNoteWord: -1.5 },
  meta: { bias: -1.5, metaWords: 2.2, metaColons: 1.6, twoColons: 1.6, fillIn: 1.6, headerWordsNext: 1, blankTwinBelow: 2, noNumbersAbove: 0.8, numbersStartNext: -0.8, numberShare: -1, textOverNumbers: -1.2, coveredFromAbove: -2, noteWord: -2, totalWord: -1.2, signatureWord: -1.5, usualCellsMissing: 0.3, titleWord: -0.3, veryLongText: -1.5, firstRow: -0.5, mergedDown: -1.5, afterNoteWord: -1, headerWordsStrong: -0.5 },
  header: { bias: -1.5, sameMergesAsNext: -2, sameMergesAsPrevious: -1.5, headerWords: 2.5, headerWordsStrong: 1.6, twoHeaderWords: 0.8, allShortText: 0.8, textOverNumbers: 1.5, distinctTexts: 0.6, numbersStartNext: 1, noNumbersAbove: 0.8, numberShare: -1.6, yearShare: 2.2, sentenceShare: -1.6, mergedAcross: 0.4, mergedDown: 0.8, boldUnlikeNext: 1, filledUnlikeNext: 0.9, centred: 0.2, repeatsEarlier: 2.5, gradeShare: 0.8, fillIn: -1.2, metaWords: -0.6, metaColons: -1.5, oneCell: -1.8, totalWord: -1.5, noteWord: -2, formulaShare: -1.5, placeholderShare: -2, textInNumberColumns: 1.4, coverage: 0.8, blankTwinBelow: -1.6, coveredFromAbove: -0.5, numbersBefore: -0.5, likePrevious: -0.4, firstColumnOnly: -1, bandShare: -1, emptyFirstCell: 0.4 },
  group: { bias: -1.5, oneCell: 1.4, firstColumnOnly: 0.8, numberShare: -2.5, valueShare: -1, deeperNext: 1, endsWithColon: 0.8, usualCellsMissing: 0.8, noNumbersAbove: -1.2, noNumbersBelow: -1.2, veryLongText: -2, sentenceShare: -1, numberedPart: 0.8, coveredFromAbove: -2, noteWord: -2, totalWord: -1, metaColons: -0.8, threeCellsOrMore: -1.5, numbersBefore: 0.4, signatureWord: -1, bold: 0.4, fullWidthMerge: 0.3, startsLate: 0.3 },
  data: { bias: 0.6, sameMergesAsNext: 2, sameMergesAsPrevious: 2, numberShare: 1.4, valueShare: 1, placeholderShare: 1.6, coveredFromAbove: 1.5, likePrevious: 1, likeNext: 0.6, usualFill: 0.8, sameCellsAsPrevious: 0.6, sentenceShare: 0.8, mergedDown: 0.2, threeCellsOrMore: 0.5, oneCell: -1, fullWidthMerge: -1.5, totalWord: -2, noteWord: -1.5, signatureWord: -1, titleWord: -0.5, verticalSum: -2, sumAbove: -0.8, headerWords: -1.2, headerWordsStrong: -1, repeatsEarlier: -2, textInNumberColumns: -1, bandShare: 0.6, numberInFirstCell: 0.3, metaColons: -0.6, bracketed: -0.5, firstRow: -0.5 },
  total: { bias: -2.5, totalWord: 3.6, totalWordWeak: 1.2, verticalSum: 3, sumAbove: 1.8, sumAboveOne: 0.5, sumBelow: 1, sumBelowOne: 0.2, numberShare: 0.6, noNumbersAbove: -1.2, noteWord: -1, signatureWord: -0.8, headerWordsStrong: -1.2, lastRow: 0.3, formulaShare: 0.3, mergedAcross: 0.3, sentenceShare: -0.5, oneCell: -0.8, headerWordsNext: -0.4, textOverNumbers: -1, repeatsEarlier: -1.5 },
  note: { bias: -1.2, noteWord: 2.6, noteWordWeak: 0.8, afterNoteWord: 1.6, noNumbersBelow: 0.8, oneCell: 0.8, veryLongText: 1.4, longFirstText: 0.8, sentenceShare: 0.6, signatureWord: 2, fullWidthMerge: 0.6, threeCellsOrMore: -1.5, numberShare: -2, gapBefore: 0.4, coveredFromAbove: -0.8, headerWordsStrong: -1.2, totalWord: -0.8, usualCellsMissing: 0.5, lastRow: 0.5, headerWordsNext: -0.2, numberedFirst: 0.2, firstRow: -0.5 },
};

export const TRANSITION_PRIOR: RowTransitions = {
  start: { title: 0.5, meta: -0.5, header: 0.3, group: -3, data: -1, total: -3, note: -1 },
  end: { title: -3, meta: -1.5, header: -2, group: -2, data: 0.3, total: 0.5, note: 0.5 },
  next: {
    title: { title: 0.3, meta: 0.6, header: 0.8, group: -2, data: -1.5, total: -3, note: 0 },
    meta: { title: -0.6, meta: 0.8, header: 1, group: -2, data: -1, total: -3, note: 0 },
    header: { title: -3, meta: -3, header: 0.6, group: 0, data: 1, total: -0.3, note: -1.5 },
    group: { title: -2, meta: -3, header: -0.8, group: -0.3, data: 1.2, total: 0, note: -2 },
    data: { title: -1.5, meta: -2, header: -1.5, group: 0, data: 1.2, total: 0.4, note: 0.2 },
    total: { title: -0.5, meta: -1.5, header: -1.2, group: 0, data: 0, total: 0.3, note: 0.8 },
    note: { title: -0.6, meta: -0.8, header: -0.6, group: -2.5, data: -2, total: -2.5, note: 1.2 },
  },
  acrossGap: {
    title: { title: 0.2, meta: 0.4, header: 0.6, group: -2, data: -1.5, total: -3, note: 0 },
    meta: { title: -0.2, meta: 0.5, header: 0.9, group: -2, data: -1, total: -3, note: 0 },
    header: { title: -2.5, meta: -2, header: 0, group: 0, data: 0.5, total: -0.3, note: -1.5 },
    group: { title: -2, meta: -3, header: -0.8, group: -0.3, data: 0.6, total: 0, note: -1 },
    data: { title: 0.2, meta: 0, header: -0.2, group: 0.2, data: 0.4, total: 0.4, note: 0.8 },
    total: { title: 0.3, meta: 0, header: 0, group: 0.3, data: 0, total: 0, note: 1 },
    note: { title: 0.3, meta: 0, header: 0.2, group: -2, data: -1.5, total: -2, note: 0.8 },
  },
};
