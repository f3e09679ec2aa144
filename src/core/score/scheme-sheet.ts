import { toA1, toAbsoluteA1, type Rect } from "../grid/address";
import type { StylePatch, ValidationRule } from "../plan/edit";
import { MAX_DIGITS, MARK_ROWS } from "./scheme-sheet-reading";
import { isUsable, type ScoredBlock, type Scores, type SubjectScore } from "./compute-scores";
import { decimal, ONE, workingValue, ZERO } from "./decimal";
import { columnRuns, hasWildcard, escapedReference } from "./formula-text";
import { bestName, coefficientName, marksName, meanName, okName, POOL_NAMES, scaleName, SCHEME_NAMES } from "./own-names";
import { LINE_HEIGHT, type OwnSheetContent } from "./own-sheet";
import { CELL, cell, HEADER, HIDDEN_TEXT, INPUT, NOTE, SECTION, TITLE, type OwnSheetDraft } from "./own-sheet-draft";
import { draftScope } from "./scope-cells";
import { draftCalculationRules } from "./calculation-cells";
import { draftRankingRules } from "./ranking-cells";
import { literalLookUp, type ScoreLookUp } from "./score-look-up";
import { draftAnswers, draftRules, hasRules, usableRow } from "./rule-cells";
import { sheetDraft } from "./sheet-draft";
import { fillText, type ScoreSheetTexts } from "./sheet-texts";
import { coefficientFormula, draftLinkRules } from "./link-cells";
import { draftSpecials, draftStays, SPECIAL_WIDTH, STAY_WIDTH } from "./link-sections";
import { coefficientOf } from "./link-rules";

/** Rows of the band table that are there to be filled. */
const BAND_ROWS = 8;

const TITLE_HEIGHT = 30;

const CENTRED_TITLE: StylePatch = { ...TITLE, vertical: "center" };

export type SchemeSheetInput = {
  readonly scores: Scores;
  readonly texts: ScoreSheetTexts;
  /** Columns of each coefficient run of a block, in slot order. */
  readonly runsOf: (block: ScoredBlock) => readonly number[];
  /** Cells in which the numbers of an indicator (from 0) stand, of subjects alone. */
  readonly slotCells: (block: ScoredBlock, slot: number) => readonly string[];
  /** A unit's final score looked up by key, without "=". */
  readonly lookUp: (score: SubjectScore) => ScoreLookUp | null;
};

function numberRule(texts: ScoreSheetTexts, type: "decimal" | "whole", min: number, max: number): ValidationRule {
  return {
    type,
    min,
    max,
    allowBlank: true,
    severity: "stop",
    promptTitle: "",
    prompt: "",
    errorTitle: texts["scheme.invalid.title"],
    error: fillText(texts["scheme.invalid"], { min, max }),
  };
}

/** The scheme sheet: named cells that formulas use and people may change, and how marks become coefficients. (SC-20 to SC-22) */
export function draftSchemeSheet(input: SchemeSheetInput): OwnSheetContent {
  const { scores, texts } = input;
  const sheet: OwnSheetDraft = { draft: sheetDraft(), names: [], validations: [], heights: [], texts };
  sheet.draft.value(0, 0, texts["scheme.title"]);
  sheet.draft.style(cell(0, 0), CENTRED_TITLE);
  sheet.draft.value(1, 0, texts["scheme.note"]);
  sheet.draft.style(cell(1, 0), NOTE);
  let row = draftCalculationRules(sheet, scores.scheme, general(sheet, scores, 3));
  row = bands(sheet, scores, row + 1);
  row = draftScope(sheet, scores.scheme.scope, section(sheet, row + 1, texts["scope.title"], texts["scope.note"]));
  row = draftLinkRules(sheet, scores.scheme.link, scores.categories, scores.scheme.unitShare, section(sheet, row + 1, texts["link.rules"], texts["link.rules.note"]));
  row = blocks(sheet, input, row + 1);
  if (scores.linkable) {
    row = links(sheet, input, row + 1);
    row = draftStays(sheet, scores, section(sheet, row + 1, texts["stay.title"], texts["stay.note"], STAY_WIDTH));
    row = draftSpecials(sheet, scores, section(sheet, row + 1, texts["special.title"], texts["special.note"], SPECIAL_WIDTH));
  }
  return {
    draft: sheet.draft,
    names: sheet.names,
    merges: [],
    validations: sheet.validations,
    columns: [
      { column: 0, columns: 1, width: 26 },
      { column: 1, columns: 1, width: 16 },
      { column: 2, columns: Math.max(6, ...scores.blocks.map((scored) => scored.block.slots.length)), width: 14 },
    ],
    heights: [
      { row: 0, rows: row, height: LINE_HEIGHT },
      { row: 0, rows: 1, height: TITLE_HEIGHT },
      ...sheet.heights,
    ],
    frozen: null,
    layout: { orientation: "landscape", fitToWidth: true, titleRows: null, footer: texts["ranking.footer"] },
  };
}

function section(sheet: OwnSheetDraft, row: number, title: string, note: string, columns = 6): number {
  sheet.draft.value(row, 0, title);
  sheet.draft.style({ row, column: 0, rows: 1, columns }, SECTION);
  sheet.draft.value(row + 1, 0, note);
  sheet.draft.style(cell(row + 1, 0), NOTE);
  return row + 2;
}

function general(sheet: OwnSheetDraft, { scheme }: Scores, first: number): number {
  const { draft, names, validations, texts } = sheet;
  let row = section(sheet, first, texts["scheme.general"], texts["scheme.pool.note"]);
  const put = (name: string, label: string, value: string | number, note: string, rule: ValidationRule | null, numberFormat?: string): void => {
    draft.value(row, 0, label);
    draft.value(row, 1, value);
    draft.value(row, 2, note);
    draft.style(cell(row, 0), CELL);
    draft.style(cell(row, 1), { ...INPUT, ...(numberFormat ? { numberFormat } : {}) });
    draft.style(cell(row, 2), NOTE);
    names.push({ name, area: cell(row, 1), hidden: false });
    if (rule) validations.push({ area: cell(row, 1), rule });
    row++;
  };
  const share = numberRule(texts, "decimal", 0, 1);
  put(SCHEME_NAMES.fullTotal, texts["scheme.fullTotal"], Number(scheme.fullTotal), texts["scheme.fullTotal.note"], numberRule(texts, "decimal", 1, 1_000_000));
  put(SCHEME_NAMES.digits, texts["scheme.digits"], scheme.digits, texts["scheme.digits.note"], numberRule(texts, "whole", 0, MAX_DIGITS));
  put(SCHEME_NAMES.unitShare, texts["scheme.unitShare"], Number(scheme.unitShare), texts["scheme.unitShare.note"], share, "0.00%");
  put(SCHEME_NAMES.weightSelf, texts["scheme.weightSelf"], Number(scheme.raterWeights.self), texts["scheme.raterWeights.note"], share, "0.00%");
  put(SCHEME_NAMES.weightLeader, texts["scheme.weightLeader"], Number(scheme.raterWeights.leader), texts["scheme.raterWeights.note"], share, "0.00%");
  put(SCHEME_NAMES.weightRater, texts["scheme.weightRater"], Number(scheme.raterWeights.rater), texts["scheme.raterWeights.note"], share, "0.00%");
  POOL_NAMES.forEach((name, index) => {
    put(name, fillText(texts["scheme.pool"], { n: index + 1 }), scheme.poolBy[index] ?? "", "", null, "@");
  });
  return row;
}

function bands(sheet: OwnSheetDraft, { scheme }: Scores, first: number): number {
  const { draft, names, validations, texts } = sheet;
  const header = section(sheet, first, texts["scheme.bands"], texts["scheme.bands.note"]);
  draft.value(header, 0, texts["scheme.band"]);
  draft.value(header, 1, texts["scheme.bandFrom"]);
  draft.value(header, 2, texts["scheme.bandShare"]);
  draft.value(header, 3, texts["scheme.bandFactor"]);
  draft.style({ row: header, column: 0, rows: 1, columns: 4 }, HEADER);
  const top = header + 1;
  scheme.bands.forEach((band, index) => {
    draft.value(top + index, 0, band.label);
    draft.value(top + index, 1, Number(band.from));
    if (band.share !== null) draft.value(top + index, 2, Number(band.share));
    if (band.factor !== undefined) draft.value(top + index, 3, Number(band.factor));
  });
  const rows = Math.max(BAND_ROWS, scheme.bands.length + 2);
  draft.style({ row: top, column: 0, rows, columns: 2 }, INPUT);
  draft.style({ row: top, column: 2, rows, columns: 1 }, { ...INPUT, numberFormat: "0.##%" });
  draft.style({ row: top, column: 3, rows, columns: 1 }, INPUT);
  names.push({ name: SCHEME_NAMES.bandFactors, area: { row: top, column: 3, rows, columns: 1 }, hidden: false });
  validations.push({ area: { row: top, column: 3, rows, columns: 1 }, rule: numberRule(texts, "decimal", 0, 1_000_000) });
  names.push({ name: SCHEME_NAMES.bandLabels, area: { row: top, column: 0, rows, columns: 1 }, hidden: false });
  names.push({ name: SCHEME_NAMES.bandFroms, area: { row: top, column: 1, rows, columns: 1 }, hidden: false });
  names.push({ name: SCHEME_NAMES.bandShares, area: { row: top, column: 2, rows, columns: 1 }, hidden: false });
  validations.push({ area: { row: top, column: 1, rows, columns: 1 }, rule: numberRule(texts, "decimal", -1_000_000, 1_000_000) });
  validations.push({ area: { row: top, column: 2, rows, columns: 1 }, rule: numberRule(texts, "decimal", 0, 1) });
  return draftRankingRules(sheet, scheme, top + rows);
}

function blocks(sheet: OwnSheetDraft, input: SchemeSheetInput, first: number): number {
  const marked = input.scores.blocks.filter((scored) => scored.block.layout !== "raters");
  if (marked.length === 0) return first;
  const widest = Math.max(...marked.map((scored) => scored.block.slots.length));
  let row = section(sheet, first, sheet.texts["scheme.block"], sheet.texts["scheme.blocks.note"], widest + 1);
  for (const scored of marked) row = blockOfMarks(sheet, input, scored, row) + 1;
  const answered = marked.some(({ block }) => block.slots.some((slot) => slot.kind === "veto" || slot.method.kind === "yes-no" || slot.method.kind === "ticks"));
  return answered ? draftAnswers(sheet, row) + 1 : row;
}

/** One block: marks as the table states them, marks in force, coefficients, and whether they can be combined. */
function blockOfMarks(sheet: OwnSheetDraft, input: SchemeSheetInput, scored: ScoredBlock, first: number): number {
  const { draft, names, texts } = sheet;
  const { block, marks } = scored;
  const [table] = block.tables;
  const caption = table ? (table.table.title === "" ? table.sheetName : `${table.sheetName} · ${table.table.title}`) : "";
  draft.value(first, 0, block.tables.length > 1 ? `${caption} ×${block.tables.length}` : caption);
  draft.style(cell(first, 0), { bold: true });
  const top = first + 1;
  const count = block.slots.length;
  const at = (offset: number, slot = 0): Rect => cell(top + offset, 1 + slot);
  const across = (offset: number): Rect => ({ row: top + offset, column: 1, rows: 1, columns: count });
  const labels: readonly (readonly [number, string])[] = [
    [MARK_ROWS.name, texts["scheme.indicator"]],
    [MARK_ROWS.tableFullMark, texts["scheme.tableFullMark"]],
    [MARK_ROWS.tableWeight, texts["scheme.tableWeight"]],
    [MARK_ROWS.fullMark, texts["scheme.fullMark"]],
    [MARK_ROWS.weight, texts["scheme.weight"]],
    [MARK_ROWS.coefficient, texts["scheme.coefficient"]],
  ];
  for (const [offset, label] of labels) draft.value(top + offset, 0, label);
  draft.style(across(MARK_ROWS.key), HIDDEN_TEXT);
  draft.style({ row: top + MARK_ROWS.name, column: 0, rows: 1, columns: count + 1 }, HEADER);
  draft.style({ row: top + MARK_ROWS.tableFullMark, column: 0, rows: 5, columns: 1 }, CELL);
  draft.style(across(MARK_ROWS.tableFullMark), CELL);
  draft.style(across(MARK_ROWS.tableWeight), { ...CELL, numberFormat: "0.00%" });
  draft.style(across(MARK_ROWS.fullMark), INPUT);
  draft.style(across(MARK_ROWS.weight), { ...INPUT, numberFormat: "0.00%" });
  draft.style(across(MARK_ROWS.coefficient), { ...CELL, numberFormat: "0.0#####" });

  const scoredColumns = block.slots.flatMap((slot, index) => (slot.kind === "scored" ? [1 + index] : []));
  const runsOn = (offset: number): readonly string[] =>
    columnRuns(scoredColumns).map((run) => toAbsoluteA1({ row: top + offset, column: run.first, rows: 1, columns: run.count }));
  const weights = runsOn(MARK_ROWS.weight).join(",");
  const fulls = runsOn(MARK_ROWS.fullMark).join(",");
  // Each weight is its share of their sum. (SC-68)
  const shares = input.scores.scheme.calculation.weightTotals === "normalise" ? `/SUM(${weights})` : "";
  const squares = runsOn(MARK_ROWS.fullMark)
    .map((full, index) => `SUMPRODUCT((${full}-${runsOn(MARK_ROWS.weight)[index] ?? full}${shares}*${SCHEME_NAMES.fullTotal})^2)`)
    .join("+");
  const n = scoredColumns.length;
  const usable = isUsable(scored);
  const ruled = hasRules(input.scores, scored);

  block.slots.forEach((slot, index) => {
    const { indicator } = slot;
    if (!indicator) return;
    draft.value(top + MARK_ROWS.key, 1 + index, indicator.key);
    draft.value(top + MARK_ROWS.name, 1 + index, indicator.name);
    if (indicator.fullMark !== null) draft.value(top + MARK_ROWS.tableFullMark, 1 + index, Number(indicator.fullMark));
    if (indicator.weight !== null) draft.value(top + MARK_ROWS.tableWeight, 1 + index, Number(indicator.weight));
    const typed = scored.overridden[index] ?? {};
    const stated = scored.stated[index] ?? { fullMark: null, weight: null };
    const inForce = (offset: number, source: number, override: string | null | undefined, value: string | null): void => {
      if (override !== undefined) {
        if (override !== null) draft.value(top + offset, 1 + index, Number(override));
        return;
      }
      const reference = toA1(at(source, index));
      draft.formula(top + offset, 1 + index, `=IF(${reference}="","",${reference})`, value === null ? "" : Number(value));
    };
    inForce(MARK_ROWS.fullMark, MARK_ROWS.tableFullMark, typed.fullMark, stated.fullMark);
    inForce(MARK_ROWS.weight, MARK_ROWS.tableWeight, typed.weight, stated.weight);
    const weight = toA1(at(MARK_ROWS.weight, index));
    const full = toA1(at(MARK_ROWS.fullMark, index));
    const coefficient = marks.coefficients[index];
    draft.formula(
      top + MARK_ROWS.coefficient,
      1 + index,
      slot.kind === "scored"
        ? `=IF(${okName(block.blockId)},IF(COUNT(${weights})=0,1,IF(COUNT(${fulls})=0,${weight}${shares}*${SCHEME_NAMES.fullTotal}/100,${weight}${shares}*${SCHEME_NAMES.fullTotal}/${full})),"")`
        : `=IF(${okName(block.blockId)},${slot.kind === "veto" ? 0 : 1},"")`,
      usable ? workingValue(coefficient ?? null) : "",
    );
  });

  const foot = top + MARK_ROWS.coefficient + 1;
  draft.value(foot, 0, texts["scheme.scale"]);
  draft.formula(
    foot,
    1,
    n === 0 ? `=""` : `=IF(${okName(block.blockId)},IF(COUNT(${weights})>0,${SCHEME_NAMES.fullTotal},IF(AND(COUNT(${fulls})=${n},SUM(${fulls})>0),ROUND(SUM(${fulls}),10),"")),"")`,
    usable ? workingValue(marks.scale) : "",
  );
  draft.value(foot + 1, 0, texts["scheme.ok"]);
  // Extremes that no formula can tell: nothing in a cell can mend that. (SC-69)
  const isUntold = scored.gaps.some(({ gap }) => gap === "drop");
  const combined = isUntold
    ? "FALSE"
    : n === 0
      ? "TRUE"
      : `IF(COUNT(${weights})=0,TRUE,IF(COUNT(${weights})<${n},FALSE,IF(MIN(${weights})<0,FALSE,IF(${shares ? `SUM(${weights})<=0` : `ROUND(SUM(${weights}),10)<>1`},FALSE,` +
        `IF(COUNT(${fulls})=0,TRUE,IF(COUNT(${fulls})<${n},FALSE,IF(MIN(${fulls})<=0,FALSE,IF(ROUND(SUM(${fulls}),10)<>${SCHEME_NAMES.fullTotal},TRUE,ROUND(${squares},10)=0))))))))`;
  draft.formula(foot + 1, 1, ruled ? `=IF(AND(${usableRow(foot + 2 + blankRows(scored), count)}),${combined},FALSE)` : `=${combined}`, usable);
  draft.style({ row: foot, column: 0, rows: 2, columns: 2 }, CELL);

  names.push({ name: marksName(block.blockId), area: { row: top, column: 1, rows: MARK_ROWS.coefficient + 1, columns: count }, hidden: true });
  names.push({ name: scaleName(block.blockId), area: cell(foot, 1), hidden: false });
  names.push({ name: okName(block.blockId), area: cell(foot + 1, 1), hidden: false });
  const extra = draftBlanks(sheet, input, scored, foot + 2, { coefficient: top + MARK_ROWS.coefficient, full: top + MARK_ROWS.fullMark });
  let column = 1;
  input.runsOf(scored).forEach((length, index) => {
    for (const { row, name } of extra) names.push({ name: name(block.blockId, index + 1), area: { row, column, rows: 1, columns: length }, hidden: false });
    names.push({ name: coefficientName(block.blockId, index + 1), area: { row: top + MARK_ROWS.coefficient, column, rows: 1, columns: length }, hidden: false });
    column += length;
  });
  const next = foot + 2 + extra.length;
  return ruled ? draftRules(sheet, input.scores, scored, next, { full: top + MARK_ROWS.fullMark, weight: top + MARK_ROWS.weight }) : next;
}

/** Rows about blank entries that a block needs. */
function blankRows({ block }: ScoredBlock): number {
  return block.slots.some(({ missing }) => missing === "item-mean" || missing === "renormalise") ? 1 : 0;
}

/** What blank entries take, or what the best entries of those that are not blank add up to: a row, and the names of its runs. (SC-64, SC-65) */
function draftBlanks(sheet: OwnSheetDraft, input: SchemeSheetInput, scored: ScoredBlock, row: number, at: { readonly coefficient: number; readonly full: number }): readonly { readonly row: number; readonly name: (blockId: string, run: number) => string }[] {
  if (blankRows(scored) === 0) return [];
  const { draft, texts } = sheet;
  const { block, rules } = scored;
  const usable = isUsable(scored);
  const takesMeans = block.slots.some(({ missing }) => missing === "item-mean");
  draft.value(row, 0, texts[takesMeans ? "scheme.mean" : "scheme.best"]);
  draft.style({ row, column: 0, rows: 1, columns: block.slots.length + 1 }, CELL);
  block.slots.forEach(({ missing }, index) => {
    if (missing === "item-mean") {
      const cells = input.slotCells(scored, index).join(",");
      // A mean of many numbers, or of what extremes left, ends in binary noise: the scores made of it are compared. (SC-17)
      draft.formula(row, 1 + index, `=IF(COUNT(${cells})=0,"",AVERAGE(${cells}))`, rules.means[index] ? null : "");
    } else if (missing === "renormalise") {
      const [coefficient, full] = [at.coefficient, at.full].map((mark) => toA1(cell(mark, 1 + index)));
      const best = usable ? (rules.coefficients[index] ?? ONE).mul(rules.fulls[index] ?? ZERO) : null;
      draft.formula(row, 1 + index, `=IF(ISNUMBER(${coefficient ?? ""}),${coefficient ?? ""}*IF(${full ?? ""}="",100,${full ?? ""}),"")`, workingValue(best));
    }
  });
  return [{ row, name: takesMeans ? meanName : bestName }];
}

/** Which unit each text of the person tables means, and the units' scores on the full total. (LK-3 to LK-6) */
function links(sheet: OwnSheetDraft, input: SchemeSheetInput, first: number): number {
  const { draft, names, validations, texts } = sheet;
  const { groupLinks, units, blocks: scoredBlocks } = input.scores;
  const header = section(sheet, first, texts["scheme.links"], texts["scheme.links.note"], 8);
  const unitColumn = 4;
  const { link } = input.scores.scheme;
  const multiplied = link.family === "multiplicative";
  [texts["scheme.linkGroup"], texts["scheme.linkUnit"], multiplied ? texts["result.coefficient"] : texts["scheme.linkScore"]].forEach((text, index) => {
    draft.value(header, index, text);
  });
  [texts["scheme.unit"], texts["result.final"], texts["scheme.unitScore"], ...(multiplied ? [texts["result.coefficient"]] : [])].forEach((text, index) => {
    draft.value(header, unitColumn + index, text);
  });
  draft.style({ row: header, column: 0, rows: 1, columns: 3 }, HEADER);
  draft.style({ row: header, column: unitColumn, rows: 1, columns: multiplied ? 4 : 3 }, HEADER);
  const top = header + 1;
  const layouts = new Map(scoredBlocks.map((scored) => [scored.block.blockId, scored.block.layout] as const));
  const unitScores = new Map(units.map((unit) => [unit.label, unit.comparable === null || !unit.scaleKnown ? "" : unit.comparableIsExact ? Number(unit.comparable) : null] as const));
  const fullTotal = decimal(input.scores.scheme.fullTotal);
  const coefficients = new Map(units.map((unit) => [unit.label, unit.comparable === null || !unit.scaleKnown ? "" : unit.comparableIsExact ? workingValue(coefficientOf(decimal(unit.comparable), fullTotal, link.coefficients)) : null] as const));
  units.forEach((unit, index) => {
    const row = top + index;
    const raw = toA1(cell(row, unitColumn + 1));
    const scale = layouts.get(unit.blockId) === "raters" ? null : scaleName(unit.blockId);
    draft.value(row, unitColumn, unit.label);
    draft.formula(row, unitColumn + 1, `=${literalLookUp(input.lookUp(unit))}`, unit.final === null ? "" : Number(unit.final));
    draft.formula(
      row,
      unitColumn + 2,
      scale === null
        ? `=IF(ISNUMBER(${raw}),${raw},"")`
        : `=IF(AND(ISNUMBER(${raw}),ISNUMBER(${scale})),IF(${scale}=${SCHEME_NAMES.fullTotal},${raw},ROUND(${raw}*${SCHEME_NAMES.fullTotal}/${scale},10)),"")`,
      unitScores.get(unit.label) ?? null,
    );
    if (multiplied) draft.formula(row, unitColumn + 3, coefficientFormula(toA1(cell(row, unitColumn + 2)), link), coefficients.get(unit.label) ?? null);
  });
  groupLinks.forEach(({ group, match }, index) => {
    const row = top + index;
    const label = match.kind === "unit" ? match.label : null;
    const reference = toA1(cell(row, 1));
    draft.value(row, 0, group);
    if (label !== null) draft.value(row, 1, label);
    const lookup = label !== null && hasWildcard(label) ? escapedReference(reference) : reference;
    draft.formula(row, 2, `=IFERROR(INDEX(${SCHEME_NAMES.unitScores},MATCH(${lookup},${SCHEME_NAMES.unitLabels},0)),"")`, label === null ? "" : ((multiplied ? coefficients : unitScores).get(label) ?? null));
  });
  const groupRows = { row: top, rows: Math.max(1, groupLinks.length), columns: 1 };
  const unitRows = { row: top, rows: units.length, columns: 1 };
  draft.style({ ...groupRows, column: 0 }, { ...CELL, numberFormat: "@" });
  draft.style({ ...groupRows, column: 1 }, { ...INPUT, numberFormat: "@" });
  draft.style({ ...groupRows, column: 2 }, CELL);
  draft.style({ row: top, column: unitColumn, rows: units.length, columns: multiplied ? 4 : 3 }, CELL);
  names.push(
    { name: SCHEME_NAMES.linkGroups, area: { ...groupRows, column: 0 }, hidden: false },
    { name: SCHEME_NAMES.linkUnits, area: { ...groupRows, column: 1 }, hidden: false },
    { name: SCHEME_NAMES.linkScores, area: { ...groupRows, column: 2 }, hidden: false },
    { name: SCHEME_NAMES.unitLabels, area: { ...unitRows, column: unitColumn }, hidden: false },
    { name: SCHEME_NAMES.unitTotals, area: { ...unitRows, column: unitColumn + 2 }, hidden: false },
    { name: SCHEME_NAMES.unitScores, area: { ...unitRows, column: unitColumn + (multiplied ? 3 : 2) }, hidden: false },
  );
  validations.push({
    area: { ...groupRows, column: 1 },
    rule: {
      type: "list",
      source: SCHEME_NAMES.unitLabels,
      allowBlank: true,
      severity: "stop",
      promptTitle: texts["scheme.linkUnit"],
      prompt: texts["scheme.links.note"],
      errorTitle: texts["scheme.invalid.title"],
      error: texts["scheme.links.note"],
    },
  });
  return top + Math.max(groupLinks.length, units.length);
}
