import { toA1, type Rect } from "../grid/address";
import type { CellValue } from "../grid/cell";
import type { EditValue, StylePatch, ValidationRule } from "../plan/edit";
import { ADJUSTMENT_COLUMNS as COLUMN } from "./adjustment-reading";
import type { Scores, SubjectScore } from "./compute-scores";
import { decimal, roundAt, toNumber, WORKING_DIGITS, ZERO, type Exact } from "./decimal";
import { columnFixed, escapedReference, hasWildcard } from "./formula-text";
import { SCHEME_NAMES } from "./own-names";
import { LINE_HEIGHT, type OwnSheetContent } from "./own-sheet";
import { HEADER, INPUT, listRule, NOTE, TITLE } from "./own-sheet-draft";
import type { ScoreLookUp } from "./score-look-up";
import { STANDINGS } from "./standing";
import { sheetDraft } from "./sheet-draft";
import type { ScoreSheetTexts } from "./sheet-texts";

/** Rows ready to be filled in, and how many stay free below what was entered. */
const READY_ROWS = 60;
const SPARE_ROWS = 30;
const HEADER_ROW = 3;
/** Columns of the list of subjects, right of the table and hidden. */
const LIST_LABEL = 9;
const LIST_KEY = 10;
const LIST_SCORE = 11;
/** What the score is found by. */
const LIST_LOOKUP = 12;

const UNWRAPPED_NOTE: StylePatch = { ...NOTE, wrap: false };

/** Names of the list of subjects on the adjustment sheet. */
export const SUBJECT_LABELS = "TS_subject_label";
export const SUBJECT_KEYS = "TS_subject_key";
export const SUBJECT_SCORES = "TS_subject_score";

function entered(value: CellValue): EditValue {
  return typeof value === "object" ? null : value;
}

function rule(texts: ScoreSheetTexts, part: "subject" | "points"): Omit<Extract<ValidationRule, { type: "list" }>, "type" | "source"> {
  return {
    allowBlank: true,
    severity: "stop",
    promptTitle: texts[`adjustment.${part}.title`],
    prompt: texts[`adjustment.${part}.prompt`],
    errorTitle: texts[`adjustment.${part}.title`],
    error: texts[`adjustment.${part}.error`],
  };
}

/**
 * The adjustment sheet: a table that stays as people filled it in, with the score before and after each line
 * calculated, and a hidden list of all subjects to choose from. (LK-8 to LK-10)
 */
export function draftAdjustmentSheet(scores: Scores, texts: ScoreSheetTexts, lookUp: (score: SubjectScore) => ScoreLookUp | null): OwnSheetContent {
  const draft = sheetDraft();
  const { lines } = scores.adjustments;
  const top = HEADER_ROW + 1;
  const rows = Math.max(READY_ROWS, lines.length + SPARE_ROWS);
  draft.value(0, 0, texts["adjustment.title"]);
  draft.style({ row: 0, column: 0, rows: 1, columns: 1 }, TITLE);
  draft.value(1, 0, texts["adjustment.note"]);
  draft.style({ row: 1, column: 0, rows: 1, columns: 1 }, UNWRAPPED_NOTE);
  const headers = [
    [COLUMN.subject, texts["adjustment.subject"]],
    [COLUMN.before, texts["adjustment.before"]],
    [COLUMN.points, texts["adjustment.points"]],
    [COLUMN.after, texts["adjustment.after"]],
    [COLUMN.reason, texts["adjustment.reason"]],
    [COLUMN.approver, texts["adjustment.approver"]],
    [COLUMN.date, texts["adjustment.date"]],
    [COLUMN.standing, texts["adjustment.standing"]],
  ] as const;
  for (const [column, text] of headers) draft.value(HEADER_ROW, column, text);
  draft.style({ row: HEADER_ROW, column: 0, rows: 1, columns: COLUMN.standing + 1 }, HEADER);

  const subjects = scores.subjects.filter((score) => !score.ambiguous);
  const byKey = new Map(subjects.map((score) => [score.scoreKey, score] as const));
  const escaped = subjects.some((score) => hasWildcard(score.label));
  const last = top + rows - 1;
  const pointsAt = (line: (typeof lines)[number] | undefined): Exact => line?.points ?? ZERO;
  for (let index = 0; index < rows; index++) {
    const row = top + index;
    const line = lines[index];
    const cell = (column: number): string => toA1({ row, column, rows: 1, columns: 1 });
    const score = line?.scoreKey == null ? undefined : byKey.get(line.scoreKey);
    if (line) {
      draft.value(row, COLUMN.subject, score ? score.label : line.label);
      draft.value(row, COLUMN.points, entered(line.entered.points));
      draft.value(row, COLUMN.reason, entered(line.entered.reason));
      draft.value(row, COLUMN.approver, entered(line.entered.approver));
      draft.value(row, COLUMN.date, entered(line.entered.date));
      draft.value(row, COLUMN.standing, line.standing ? texts[`standing.${line.standing}`] : entered(line.entered.standing));
    }
    const label = escaped ? escapedReference(cell(COLUMN.subject)) : cell(COLUMN.subject);
    draft.formula(row, COLUMN.key, `=IF(${cell(COLUMN.subject)}="","",IFERROR(INDEX(${SUBJECT_KEYS},MATCH(${label},${SUBJECT_LABELS},0)),""))`, score?.scoreKey ?? "");
    // The final score holds every line of the subject: before this one means without this and all later ones.
    const belowKeys = `${cell(COLUMN.key)}:${toA1({ row: last, column: COLUMN.key, rows: 1, columns: 1 }).replace(/(\d+)$/, "$$$1")}`;
    const belowPoints = `${cell(COLUMN.points)}:${toA1({ row: last, column: COLUMN.points, rows: 1, columns: 1 }).replace(/(\d+)$/, "$$$1")}`;
    const final = `INDEX(${SUBJECT_SCORES},MATCH(${label},${SUBJECT_LABELS},0))`;
    const later = lines.slice(index).reduce((sum, other) => (score && other.scoreKey === score.scoreKey ? sum.add(pointsAt(other)) : sum), ZERO);
    const before = score?.final == null ? null : roundAt(decimal(score.final).sub(later), WORKING_DIGITS);
    draft.formula(
      row,
      COLUMN.before,
      `=IF(${cell(COLUMN.key)}="","",IF(ISNUMBER(${final}),ROUND(${final}-SUMPRODUCT(--(${belowKeys}=${cell(COLUMN.key)}),${belowPoints}),10),""))`,
      before ? toNumber(before) : "",
    );
    const amount = line?.points ?? null;
    draft.formula(
      row,
      COLUMN.after,
      `=IF(AND(ISNUMBER(${cell(COLUMN.before)}),ISNUMBER(${cell(COLUMN.points)})),ROUND(${cell(COLUMN.before)}+${cell(COLUMN.points)},10),"")`,
      before && amount ? toNumber(roundAt(before.add(amount), WORKING_DIGITS)) : "",
    );
  }
  subjects.forEach((score, index) => {
    draft.value(top + index, LIST_LABEL, score.label);
    draft.value(top + index, LIST_KEY, score.scoreKey);
    const found = lookUp(score);
    if (found) draft.value(top + index, LIST_LOOKUP, found.key);
    draft.formula(top + index, LIST_SCORE, found ? `=${found.found(columnFixed(top + index, LIST_LOOKUP))}` : '=""', score.final === null ? "" : Number(score.final));
  });

  const column = (index: number, count = rows): Rect => ({ row: top, column: index, rows: Math.max(1, count), columns: 1 });
  for (const index of [COLUMN.subject, COLUMN.points, COLUMN.reason, COLUMN.approver, COLUMN.date, COLUMN.standing]) draft.style(column(index), INPUT);
  for (const index of [COLUMN.before, COLUMN.after]) draft.style(column(index), { border: "thin" });
  draft.style(column(COLUMN.subject), { numberFormat: "@" });
  draft.style(column(COLUMN.date), { numberFormat: "yyyy-mm-dd" });
  draft.style(column(LIST_LABEL, subjects.length), { numberFormat: "@" });
  draft.style(column(LIST_KEY, subjects.length), { numberFormat: "@" });
  draft.style(column(LIST_LOOKUP, subjects.length), { numberFormat: "@" });
  return {
    draft,
    names: [
      { name: SCHEME_NAMES.adjustmentKeys, area: column(COLUMN.key), hidden: false },
      { name: SCHEME_NAMES.adjustmentPoints, area: column(COLUMN.points), hidden: false },
      { name: SCHEME_NAMES.adjustmentStandings, area: column(COLUMN.standing), hidden: false },
      { name: SUBJECT_LABELS, area: column(LIST_LABEL, subjects.length), hidden: false },
      { name: SUBJECT_KEYS, area: column(LIST_KEY, subjects.length), hidden: false },
      { name: SUBJECT_SCORES, area: column(LIST_SCORE, subjects.length), hidden: false },
    ],
    merges: [],
    validations: [
      { area: column(COLUMN.subject), rule: { type: "list", source: SUBJECT_LABELS, ...rule(texts, "subject") } },
      { area: column(COLUMN.points), rule: { type: "decimal", min: -1000, max: 1000, ...rule(texts, "points") } },
      { area: column(COLUMN.standing), rule: { ...listRule(texts, STANDINGS.map((standing) => texts[`standing.${standing}`])), allowBlank: true } },
    ],
    columns: [
      { column: COLUMN.subject, columns: 1, width: 24 },
      { column: COLUMN.before, columns: 3, width: 10 },
      { column: COLUMN.reason, columns: 1, width: 40 },
      { column: COLUMN.approver, columns: 3, width: 14 },
      { column: COLUMN.key, columns: LIST_LOOKUP - COLUMN.key + 1, width: 10, hidden: true },
    ],
    heights: [
      { row: 0, rows: top + rows, height: LINE_HEIGHT },
      { row: 0, rows: 1, height: 30 },
    ],
    frozen: { rows: HEADER_ROW + 1, columns: 1 },
    layout: { orientation: "landscape", fitToWidth: true, titleRows: { first: HEADER_ROW, last: HEADER_ROW }, footer: texts["ranking.footer"] },
  };
}
