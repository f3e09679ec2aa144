import { toA1, type Rect } from "../grid/address";
import type { CellValue } from "../grid/cell";
import type { EditValue, ValidationRule } from "../plan/edit";
import { SUBJECT_KEYS, SUBJECT_LABELS } from "./adjustment-sheet";
import type { Scores, SubjectScore } from "./compute-scores";
import { compareExact, decimal, toNumber, ZERO, type Exact } from "./decimal";
import { escapedReference, hasWildcard } from "./formula-text";
import { ENTERED_NAMES, SCHEME_NAMES } from "./own-names";
import { CELL, cell, HEADER, HIDDEN_TEXT, INPUT, type OwnSheetDraft } from "./own-sheet-draft";
import { fillText, type ScoreSheetTexts } from "./sheet-texts";
import { SPECIAL_COLUMNS } from "./special-shares";
import { STAY_COLUMNS } from "./unit-stays";
import { coefficientOf } from "./link-rules";

/** Rows that are ready to be filled, and how many stay free below what was entered. */
const READY_ROWS = 12;
const SPARE_ROWS = 8;
/** Days of these serial numbers are dates that people mean (1930 to 2200). */
const FIRST_DAY = 10_959;
const LAST_DAY = 109_574;

/** Columns of stays: what is entered, what is shown, and what only formulas read. */
const STAY = { ...STAY_COLUMNS, days: 5, unitScore: 6, score: 7, key: 8, first: 9, last: 10, ok: 11, weight: 12 } as const;
/** Visible columns of the sections. */
export const STAY_WIDTH = STAY.score + 1;
const SPECIAL = { ...SPECIAL_COLUMNS, score: 3, points: 4, key: 8, flaw: 9 } as const;
export const SPECIAL_WIDTH = SPECIAL.points + 1;

const DATE = "yyyy-mm-dd";

function kept(value: CellValue | undefined): EditValue {
  return value === undefined || typeof value === "object" ? null : value;
}

function numbers(texts: ScoreSheetTexts, min: number, max: number, error?: string): ValidationRule {
  return { type: "decimal", min, max, allowBlank: true, severity: "stop", promptTitle: "", prompt: "", errorTitle: texts["scheme.invalid.title"], error: error ?? fillText(texts["scheme.invalid"], { min, max }) };
}

function listOf(texts: ScoreSheetTexts, source: string, title: string): ValidationRule {
  return { type: "list", source, allowBlank: true, severity: "stop", promptTitle: "", prompt: "", errorTitle: title, error: texts["adjustment.subject.error"] };
}

/** What a subject or unit that is chosen in a cell is looked up by. */
function lookedUp(reference: string, label: string): string {
  return hasWildcard(label) ? escapedReference(reference) : reference;
}

function labelled(subjects: readonly SubjectScore[]): ReadonlyMap<string, SubjectScore> {
  return new Map(subjects.filter(({ ambiguous }) => !ambiguous).map((score) => [score.scoreKey, score] as const));
}

/** Units' values on the full total by label: scores, and what people's links take. */
function unitValues({ units, scheme }: Scores): ReadonlyMap<string, { readonly total: Exact | null; readonly term: Exact | null; readonly isExact: boolean }> {
  const fullTotal = decimal(scheme.fullTotal);
  return new Map(
    units.map((unit) => {
      const total = unit.comparable === null || !unit.scaleKnown ? null : decimal(unit.comparable);
      return [unit.label, { total, term: total && (scheme.link.family === "additive" ? total : coefficientOf(total, fullTotal, scheme.link.coefficients)), isExact: unit.comparableIsExact }] as const;
    }),
  );
}

/** Who was where from when to when, and what their units give by days; the first row after it. (LK-15 to LK-17) */
export function draftStays({ draft, names, validations, texts }: OwnSheetDraft, scores: Scores, first: number): number {
  const { lines, period } = scores.enteredLinks.stays;
  const [periodFrom, periodTo] = [cell(first, 1), cell(first, 3)];
  draft.value(first, 0, texts["stay.periodFrom"]);
  draft.value(first, 1, kept(period.from));
  draft.value(first, 2, texts["stay.periodTo"]);
  draft.value(first, 3, kept(period.to));
  for (const column of [0, 2]) draft.style(cell(first, column), CELL);
  for (const area of [periodFrom, periodTo]) {
    draft.style(area, { ...INPUT, numberFormat: DATE });
    validations.push({ area, rule: numbers(texts, FIRST_DAY, LAST_DAY, texts["stay.date.error"]) });
  }
  names.push({ name: SCHEME_NAMES.periodFrom, area: periodFrom, hidden: false }, { name: SCHEME_NAMES.periodTo, area: periodTo, hidden: false });
  const header = first + 1;
  (["subject", "unit", "from", "to", "share", "days", "unitScore", "score"] as const).forEach((part) => {
    draft.value(header, STAY[part], part === "unitScore" && scores.scheme.link.family === "multiplicative" ? texts["result.coefficient"] : texts[`stay.${part}`]);
  });
  draft.style({ row: header, column: 0, rows: 1, columns: STAY_WIDTH }, HEADER);
  const top = header + 1;
  const rows = Math.max(READY_ROWS, lines.length + SPARE_ROWS);
  const column = (index: number): Rect => ({ row: top, column: index, rows, columns: 1 });
  const values = unitValues(scores);
  const subjects = labelled(scores.subjects);
  const multiplied = scores.scheme.link.family === "multiplicative";
  for (let index = 0; index < rows; index++) {
    const row = top + index;
    const line = lines[index];
    const at = (part: keyof typeof STAY): string => toA1(cell(row, STAY[part]));
    const subject = line?.scoreKey == null ? undefined : subjects.get(line.scoreKey);
    const unit = line?.unitLabel == null ? undefined : values.get(line.unitLabel);
    const text = (part: "subject" | "unit"): string => (part === "subject" ? subject?.label : line?.unitLabel) ?? String(kept(line?.entered[STAY_COLUMNS[part]]) ?? "");
    if (line) {
      draft.value(row, STAY.subject, text("subject"));
      draft.value(row, STAY.unit, text("unit"));
      for (const part of ["from", "to", "share"] as const) draft.value(row, STAY[part], kept(line.entered[STAY_COLUMNS[part]]));
    }
    const key = subject?.scoreKey ?? "";
    draft.formula(row, STAY.key, `=IF(${at("subject")}="","",IFERROR(INDEX(${SUBJECT_KEYS},MATCH(${lookedUp(at("subject"), text("subject"))},${SUBJECT_LABELS},0)),""))`, key);
    const bound = (part: "from" | "to", pick: string, limit: string): string => `=IF(COUNTA(${at(part)})=COUNT(${at(part)}),IF(COUNT(${at(part)},${limit})=0,"",ROUNDDOWN(${pick}(${at(part)},${limit}),0)),"")`;
    draft.formula(row, STAY.first, bound("from", "MAX", SCHEME_NAMES.periodFrom), line ? (line.from ?? "") : null);
    draft.formula(row, STAY.last, bound("to", "MIN", SCHEME_NAMES.periodTo), line ? (line.to ?? "") : null);
    const inOrder = `IF(COUNT(${at("from")},${at("to")})=2,${at("from")}<=${at("to")},TRUE)`;
    draft.formula(row, STAY.days, `=IF(${at("subject")}="","",IF(COUNT(${at("first")},${at("last")})<2,"",IF(${inOrder},MAX(0,${at("last")}-${at("first")}+1),"")))`, line && text("subject") !== "" ? (line.days ?? "") : "");
    draft.formula(row, STAY.unitScore, `=IF(${at("unit")}="","",IFERROR(INDEX(${SCHEME_NAMES.unitScores},MATCH(${lookedUp(at("unit"), text("unit"))},${SCHEME_NAMES.unitLabels},0)),""))`, unit?.term ? (unit.isExact && !multiplied ? toNumber(unit.term) : null) : "");
    const alone = `SUMPRODUCT((${SCHEME_NAMES.stayKeys}=${at("key")})*(${SCHEME_NAMES.stayFroms}<=${at("last")})*(${SCHEME_NAMES.stayTos}>=${at("first")}))<=1`;
    const usable = line?.usable === true && unit?.term != null;
    draft.formula(
      row,
      STAY.ok,
      `=IF(${at("key")}="",0,IF(COUNT(${at("days")},${at("unitScore")})<2,0,IF(COUNTA(${at("share")})<>COUNT(${at("share")}),0,IF(COUNT(${at("share")})=1,IF(${at("share")}>=0,1,0),IF(${alone},1,0)))))`,
      usable ? 1 : 0,
    );
    draft.formula(row, STAY.weight, `=IF(${at("ok")}=1,${at("days")}*IF(COUNT(${at("share")})=1,${at("share")},1),0)`, usable ? null : 0);
    const same = `(${SCHEME_NAMES.stayKeys}=${at("key")})`;
    const total = `SUMPRODUCT(${same}*1,${SCHEME_NAMES.stayWeights})`;
    const person = subject?.link?.unit.value ?? null;
    draft.formula(
      row,
      STAY.score,
      `=IF(${at("key")}="","",IF(SUMPRODUCT(${same}*1)<>SUMPRODUCT(${same}*1,${SCHEME_NAMES.stayOks}),"",IF(${total}>0,ROUND(SUMPRODUCT(${same}*1,${SCHEME_NAMES.stayWeights},${SCHEME_NAMES.stayUnits})/${total},10),"")))`,
      person === null ? (subject && usable ? null : "") : null,
    );
  }
  draft.style({ ...column(STAY.subject), columns: 2 }, { ...INPUT, numberFormat: "@" });
  draft.style({ ...column(STAY.from), columns: 2 }, { ...INPUT, numberFormat: DATE });
  draft.style(column(STAY.share), { ...INPUT, numberFormat: "0.##%" });
  draft.style({ ...column(STAY.days), columns: 3 }, CELL);
  draft.style({ ...column(STAY.key), columns: STAY.weight - STAY.key + 1 }, HIDDEN_TEXT);
  validations.push(
    { area: column(STAY.subject), rule: listOf(texts, SUBJECT_LABELS, texts["stay.subject"]) },
    { area: column(STAY.unit), rule: listOf(texts, SCHEME_NAMES.unitLabels, texts["stay.unit"]) },
    { area: { ...column(STAY.from), columns: 2 }, rule: numbers(texts, FIRST_DAY, LAST_DAY, texts["stay.date.error"]) },
    { area: column(STAY.share), rule: numbers(texts, 0, 1) },
  );
  names.push({ name: ENTERED_NAMES.stays, area: { ...column(STAY.subject), columns: STAY.share + 1 }, hidden: true });
  for (const [name, index] of [
    [SCHEME_NAMES.stayKeys, STAY.key],
    [SCHEME_NAMES.stayFroms, STAY.first],
    [SCHEME_NAMES.stayTos, STAY.last],
    [SCHEME_NAMES.stayOks, STAY.ok],
    [SCHEME_NAMES.stayWeights, STAY.weight],
    [SCHEME_NAMES.stayUnits, STAY.unitScore],
    [SCHEME_NAMES.stayScores, STAY.score],
  ] as const) names.push({ name, area: column(index), hidden: false });
  return top + rows;
}

/** Who shares in which special score; the first row after it. (LK-18) */
export function draftSpecials({ draft, names, validations, texts }: OwnSheetDraft, scores: Scores, header: number): number {
  const { lines } = scores.enteredLinks.specials;
  (["subject", "source", "share", "score", "points"] as const).forEach((part) => {
    draft.value(header, SPECIAL[part], texts[`special.${part}`]);
  });
  draft.style({ row: header, column: 0, rows: 1, columns: SPECIAL_WIDTH }, HEADER);
  const top = header + 1;
  const rows = Math.max(READY_ROWS, lines.length + SPARE_ROWS);
  const column = (index: number): Rect => ({ row: top, column: index, rows, columns: 1 });
  const values = unitValues(scores);
  const subjects = labelled(scores.subjects);
  for (let index = 0; index < rows; index++) {
    const row = top + index;
    const line = lines[index];
    const at = (part: keyof typeof SPECIAL): string => toA1(cell(row, SPECIAL[part]));
    const subject = line?.scoreKey == null ? undefined : subjects.get(line.scoreKey);
    const text = (part: "subject" | "source"): string => (part === "subject" ? subject?.label : line?.source) ?? String(kept(line?.entered[SPECIAL_COLUMNS[part]]) ?? "");
    if (line) {
      draft.value(row, SPECIAL.subject, text("subject"));
      draft.value(row, SPECIAL.source, text("source"));
      draft.value(row, SPECIAL.share, kept(line.entered[SPECIAL_COLUMNS.share]));
    }
    const source = line?.source == null ? undefined : values.get(line.source);
    draft.formula(row, SPECIAL.key, `=IF(${at("subject")}="","",IFERROR(INDEX(${SUBJECT_KEYS},MATCH(${lookedUp(at("subject"), text("subject"))},${SUBJECT_LABELS},0)),""))`, subject?.scoreKey ?? "");
    draft.formula(row, SPECIAL.score, `=IF(${at("source")}="","",IFERROR(INDEX(${SCHEME_NAMES.unitTotals},MATCH(${lookedUp(at("source"), text("source"))},${SCHEME_NAMES.unitLabels},0)),""))`, source?.total ? (source.isExact ? toNumber(source.total) : null) : "");
    const points = source?.total && line?.share ? line.share.mul(source.total) : null;
    draft.formula(row, SPECIAL.points, `=IF(COUNT(${at("score")},${at("share")})=2,IF(AND(${at("share")}>=0,${at("share")}<=1),${at("share")}*${at("score")},""),"")`, points === null ? "" : compareExact(points, ZERO) === 0 ? 0 : null);
    const once = `SUMPRODUCT((${SCHEME_NAMES.specialKeys}=${at("key")})*(${SCHEME_NAMES.specialSources}=${at("source")}))=1`;
    draft.formula(row, SPECIAL.flaw, `=IF(${at("key")}="",0,IF(ISNUMBER(${at("points")}),IF(${once},0,1),1))`, subject === undefined ? 0 : line?.usable === true && points !== null ? 0 : 1);
  }
  draft.style({ ...column(SPECIAL.subject), columns: 2 }, { ...INPUT, numberFormat: "@" });
  draft.style(column(SPECIAL.share), { ...INPUT, numberFormat: "0.##%" });
  draft.style({ ...column(SPECIAL.score), columns: 2 }, CELL);
  draft.style({ ...column(SPECIAL.key), columns: 2 }, HIDDEN_TEXT);
  validations.push(
    { area: column(SPECIAL.subject), rule: listOf(texts, SUBJECT_LABELS, texts["special.subject"]) },
    { area: column(SPECIAL.source), rule: listOf(texts, SCHEME_NAMES.unitLabels, texts["special.source"]) },
    { area: column(SPECIAL.share), rule: numbers(texts, 0, 1) },
  );
  names.push({ name: ENTERED_NAMES.specials, area: { ...column(SPECIAL.subject), columns: SPECIAL.share + 1 }, hidden: true });
  for (const [name, index] of [
    [SCHEME_NAMES.specialKeys, SPECIAL.key],
    [SCHEME_NAMES.specialSources, SPECIAL.source],
    [SCHEME_NAMES.specialShares, SPECIAL.share],
    [SCHEME_NAMES.specialPoints, SPECIAL.points],
    [SCHEME_NAMES.specialFlaws, SPECIAL.flaw],
  ] as const) names.push({ name, area: column(index), hidden: false });
  return top + rows;
}
