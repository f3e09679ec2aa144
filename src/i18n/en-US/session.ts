import type { SessionSentences } from "../zh-CN/session";

/** English texts of the pane's steps: errors, and what is wrong with a drafted scheme. */
export const enSession: SessionSentences = {
  "preview.outdated": "The workbook was changed after this preview, which no longer holds. Preview again, then apply.",
  "not-recognized": "The workbook has not been recognised yet. Complete the step “Recognise” first.",
  "finding.gone": "This finding is no longer there; it may have been put right. Check again.",
  "correction.no-table": "The table to correct ({table}) cannot be found; the workbook may have changed. Recognise it again and retry.",
  "correction.no-column": "The column is not part of table {table}. Choose another.",
  "correction.header-outside": "The header rows must lie within the table's range {range}.",
  "correction.range-invalid": "This is not a range of cells. Choose another.",
  "correction.empty": "There are no rows and columns of data in {range}, so it cannot be a table. Select again.",
  "score.not-structured": "The workbook is not structured yet: scores can be previewed, but not written. Complete the step “Structure” first.",
  "scheme.full-total": "The full total “{value}” is not valid: it must be a number above 0.",
  "scheme.digits": "“{value}” decimal places are not valid: use a whole number from 0 to {max}.",
  "scheme.unit-share": "The unit's share “{value}” is not valid: it must lie between 0% and 100%.",
  "scheme.weight-self": "The weight “{value}” of self-assessment is not valid: it must be 0 or more.",
  "scheme.weight-leader": "The weight “{value}” of leaders is not valid: it must be 0 or more.",
  "scheme.weight-rater": "The weight “{value}” of other raters is not valid: it must be 0 or more.",
  "scheme.rater-weights-zero": "The weights of self-assessment, leaders and other raters are all 0, so nothing can be scored. At least one must be above 0.",
  "scheme.pools-many": "Pools are made by {count} attributes; at most {max} are possible.",
  "scheme.bands-many": "There are {count} bands; at most {max} are possible.",
  "scheme.band-unnamed": "The band from {value} has no name.",
  "scheme.band-twice": "The band “{band}” is there more than once.",
  "scheme.band-from": "The lower limit “{value}” of band “{band}” is not a number.",
  "scheme.bands-order": "The band “{band}” stands below “{above}”; its lower limit must be lower too.",
  "scheme.mark": "The mark or weight “{value}” of indicator {key} is not a number.",
};
