import { toA1, toAbsoluteA1, type Rect } from "../grid/address";
import type { StylePatch } from "../plan/edit";
import type { ScoredBlock, Scores } from "./compute-scores";
import { INDICATOR_KINDS } from "./indicator-kind";
import { MAX_THRESHOLDS, METHOD_KINDS, METHOD_PARAMETERS } from "./indicator-method";
import { isRuled, REQUIREMENTS, ruleOf, type CategoryCap } from "./indicator-rule";
import { quoted } from "./formula-text";
import { LINE_HEIGHT } from "./own-sheet";
import { CELL, cell, HEADER, HIDDEN_TEXT, INPUT, listRule, NOTE, type OwnSheetDraft } from "./own-sheet-draft";
import { ANSWER_NAMES, capName, capsName, ruleName, rulesName } from "./own-names";
import { NO_WORDS, pointsOfOption, YES_WORDS } from "./indicator-method";
import { BAND_ROWS, RULE_ROWS, RULE_ROW_COUNT, SPARE_CAPS } from "./rule-cells-reading";
import { fillText } from "./sheet-texts";
import { toNumber, decimal } from "./decimal";

const WRAPPED_INPUT: StylePatch = { ...INPUT, wrap: true };

/** Something is stated about the block's indicators, or the sum of a category is limited. */
export function hasRules({ scheme }: Scores, { block }: ScoredBlock): boolean {
  return scheme.indicatorRules.some((rule) => rule.block === block.blockId) || capsOf(scheme.categoryCaps, block.blockId).length > 0;
}

function capsOf(caps: readonly CategoryCap[], blockId: string): readonly CategoryCap[] {
  return caps.filter((cap) => cap.block === blockId);
}

/** Where the row of "method can be used" of a block will stand, so that the block's own condition can refer to it. */
export function usableRow(first: number, columns: number): string {
  return toAbsoluteA1({ row: first + 1 + RULE_ROWS.usable, column: 1, rows: 1, columns });
}

/**
 * How each indicator of a block counts: kind, requirement, method and its parameters, each a cell that people may change;
 * what a formula reads has a name. `full` and `weight` are the rows of the marks in force. Gives the first free row. (SC-52)
 */
export function draftRules(sheet: OwnSheetDraft, scores: Scores, scored: ScoredBlock, first: number, rows: { readonly full: number; readonly weight: number }): number {
  const { draft, names, validations, texts } = sheet;
  const { block, gaps } = scored;
  const { slots, blockId } = block;
  const count = slots.length;
  draft.value(first, 0, texts["rules.note"]);
  draft.style(cell(first, 0), NOTE);
  const top = first + 1;
  const banded = slots.some((slot) => slot.options !== null || ruleOf(block, slot, scores.scheme.indicatorRules)?.method.kind === "bands");
  const height = RULE_ROW_COUNT + (banded ? BAND_ROWS : 0);
  const across = (offset: number, height = 1): Rect => ({ row: top + offset, column: 1, rows: height, columns: count });
  const label = (offset: number, text: string): void => draft.value(top + offset, 0, text);
  label(RULE_ROWS.name, texts["scheme.indicator"]);
  label(RULE_ROWS.kind, texts["rules.kind"]);
  label(RULE_ROWS.requirement, texts["rules.requirement"]);
  label(RULE_ROWS.method, texts["rules.method"]);
  for (const parameter of METHOD_PARAMETERS) label(RULE_ROWS[parameter], texts[`rules.${parameter}`]);
  label(RULE_ROWS.full, texts["rules.full"]);
  label(RULE_ROWS.usable, texts["rules.usable"]);
  draft.style(across(RULE_ROWS.key), HIDDEN_TEXT);
  draft.style({ ...across(RULE_ROWS.name), column: 0, columns: count + 1 }, HEADER);
  draft.style({ row: top + RULE_ROWS.kind, column: 0, rows: height - RULE_ROWS.kind, columns: 1 }, CELL);
  draft.style(across(RULE_ROWS.kind, RULE_ROWS.cap - RULE_ROWS.kind + 1), WRAPPED_INPUT);
  draft.style(across(RULE_ROWS.full, 2), CELL);
  // Names and methods are longer than their columns are wide.
  for (const offset of [RULE_ROWS.name, RULE_ROWS.method]) sheet.heights.push({ row: top + offset, rows: 1, height: 2 * LINE_HEIGHT });
  if (banded) {
    draft.style(across(RULE_ROW_COUNT, BAND_ROWS), WRAPPED_INPUT);
    for (let n = 0; n < MAX_THRESHOLDS; n++) {
      label(RULE_ROW_COUNT + n, fillText(texts["rules.from"], { n: n + 1 }));
      label(RULE_ROW_COUNT + MAX_THRESHOLDS + n, fillText(texts["rules.points"], { n: n + 1 }));
    }
  }
  const listOf = (offset: number, items: readonly string[], title: string): void => {
    validations.push({ area: across(offset), rule: { ...listRule(texts, items), promptTitle: title } });
  };
  listOf(RULE_ROWS.kind, (["by-words", ...INDICATOR_KINDS] as const).map((kind) => texts[`kind.${kind}`]), texts["rules.kind"]);
  listOf(RULE_ROWS.requirement, REQUIREMENTS.map((requirement) => texts[`requirement.${requirement}`]), texts["rules.requirement"]);
  listOf(RULE_ROWS.method, METHOD_KINDS.map((method) => texts[`method.${method}`]), texts["rules.method"]);

  slots.forEach((slot, index) => {
    const rule = ruleOf(block, slot, scores.scheme.indicatorRules);
    if (!rule || !slot.indicator) return;
    const { method } = rule;
    const column = 1 + index;
    const at = (offset: number): string => toA1(cell(top + offset, column));
    draft.value(top + RULE_ROWS.key, column, rule.key);
    draft.value(top + RULE_ROWS.name, column, slot.indicator.name);
    const words = { kind: texts[`kind.${rule.kind ?? "by-words"}`], requirement: texts[`requirement.${rule.requirement}`], method: texts[`method.${method.kind}`] };
    draft.value(top + RULE_ROWS.kind, column, words.kind);
    draft.value(top + RULE_ROWS.requirement, column, words.requirement);
    draft.value(top + RULE_ROWS.method, column, words.method);
    for (const parameter of METHOD_PARAMETERS) {
      const value = method[parameter];
      if (value !== undefined) draft.value(top + RULE_ROWS[parameter], column, toNumber(decimal(value)));
    }
    method.bands?.forEach((band, n) => {
      draft.value(top + RULE_ROW_COUNT + n, column, toNumber(decimal(band.from)));
      draft.value(top + RULE_ROW_COUNT + MAX_THRESHOLDS + n, column, toNumber(decimal(band.points)));
    });
    slot.options?.forEach((label, n) => {
      const points = pointsOfOption(method, label);
      draft.value(top + RULE_ROW_COUNT + n, column, label);
      if (points !== null) draft.value(top + RULE_ROW_COUNT + MAX_THRESHOLDS + n, column, toNumber(decimal(points)));
    });
    const [full, weight] = [toA1(cell(rows.full, column)), toA1(cell(rows.weight, column))];
    const known = scored.rules.fulls[index] ?? null;
    draft.formula(top + RULE_ROWS.full, column, `=IF(ISNUMBER(${full}),${full},IF(ISNUMBER(${weight}),100,""))`, known === null ? "" : toNumber(known));
    const problem = gaps.some((gap) => gap.slot === index);
    const conditions = [
      `${at(RULE_ROWS.kind)}=${quoted(words.kind)}`,
      `${at(RULE_ROWS.requirement)}=${quoted(words.requirement)}`,
      `${at(RULE_ROWS.method)}=${quoted(words.method)}`,
      ...(isRuled(slot) ? usableConditions(sheetOf(top, column), slot) : []),
    ];
    // Several raters, or options that do not fit: no parameter can mend that.
    const never = gaps.some((gap) => gap.slot === index && (gap.gap === "raters" || gap.gap === "options"));
    draft.formula(top + RULE_ROWS.usable, column, never ? "=FALSE" : `=AND(${conditions.join(",")})`, !problem);
    if (!isRuled(slot) || slot.kind === "veto") return;
    for (const part of [...METHOD_PARAMETERS, "full"] as const) names.push({ name: ruleName(blockId, index + 1, part), area: cell(top + RULE_ROWS[part], column), hidden: false });
    if (slot.method.kind === "bands") names.push({ name: ruleName(blockId, index + 1, "from"), area: { ...cell(top + RULE_ROW_COUNT, column), rows: MAX_THRESHOLDS }, hidden: false });
    if (slot.method.kind === "bands" || slot.method.kind === "ticks") {
      names.push({ name: ruleName(blockId, index + 1, "points"), area: { ...cell(top + RULE_ROW_COUNT + MAX_THRESHOLDS, column), rows: MAX_THRESHOLDS }, hidden: false });
    }
  });
  names.push({ name: rulesName(blockId), area: { row: top, column: 1, rows: height, columns: count }, hidden: true });
  return draftCaps(sheet, scores, scored, top + height + 1);
}

type RuleColumn = { readonly at: (offset: number, rows?: number) => string };

function sheetOf(top: number, column: number): RuleColumn {
  return { at: (offset, rows = 1) => toA1({ row: top + offset, column, rows, columns: 1 }) };
}

/** What `methodGap` asks of a method's parameters, as conditions of a formula. None is ever an error. (SC-47) */
function usableConditions({ at }: RuleColumn, { method, kind, options }: ScoredBlock["block"]["slots"][number]): readonly string[] {
  const [target, step, floor, cap, full] = [at(RULE_ROWS.target), at(RULE_ROWS.step), at(RULE_ROWS.floor), at(RULE_ROWS.cap), at(RULE_ROWS.full)];
  const all = at(RULE_ROWS.target, METHOD_PARAMETERS.length);
  const isPositive = (value: string): string => `IF(ISNUMBER(${value}),${value}>0,FALSE)`;
  const numbers = `COUNTA(${all})=COUNT(${all})`;
  if (kind === "veto") return [];
  switch (method.kind) {
    case "entered":
      return [];
    case "target-higher":
    case "target-lower":
      return [numbers, isPositive(full), isPositive(target), `IF(COUNT(${floor},${cap})=2,${floor}<=${cap},TRUE)`];
    case "deduct":
      return [numbers, isPositive(step), ...(kind === "scored" ? [isPositive(full)] : []), `IF(ISNUMBER(${floor}),${floor}<=${kind === "scored" ? full : "0"},TRUE)`];
    case "award":
      return [numbers, isPositive(step), `IF(ISNUMBER(${cap}),${cap}>=0,TRUE)`];
    case "yes-no":
      return [isPositive(full)];
    case "ticks":
      return [`COUNT(${at(RULE_ROW_COUNT + MAX_THRESHOLDS, Math.max(1, options?.length ?? 0))})=${options?.length ?? 0}`];
    case "bands": {
      const froms = at(RULE_ROW_COUNT, MAX_THRESHOLDS);
      const points = at(RULE_ROW_COUNT + MAX_THRESHOLDS, MAX_THRESHOLDS);
      const [upper, lower] = [at(RULE_ROW_COUNT + 1, MAX_THRESHOLDS - 1), at(RULE_ROW_COUNT, MAX_THRESHOLDS - 1)];
      return [
        `ISNUMBER(${at(RULE_ROW_COUNT)})`,
        `COUNTA(${froms},${points})=COUNT(${froms},${points})`,
        `SUMPRODUCT(--(ISNUMBER(${froms})<>ISNUMBER(${points})))=0`,
        `SUMPRODUCT(ISNUMBER(${upper})*(1-ISNUMBER(${lower})*(${upper}>${lower})))=0`,
      ];
    }
  }
}

/** Categories with the most and the least that their points may add up to, and rows for more. (SC-53) */
function draftCaps(sheet: OwnSheetDraft, { scheme }: Scores, { block }: ScoredBlock, first: number): number {
  const { draft, names, texts, validations } = sheet;
  const caps = capsOf(scheme.categoryCaps, block.blockId);
  [texts["caps.category"], texts["caps.max"], texts["caps.min"]].forEach((text, index) => {
    draft.value(first, index, text);
  });
  draft.style({ row: first, column: 0, rows: 1, columns: 3 }, HEADER);
  const top = first + 1;
  const rows = caps.length + SPARE_CAPS;
  draft.style({ row: top, column: 0, rows, columns: 1 }, { ...WRAPPED_INPUT, numberFormat: "@" });
  draft.style({ row: top, column: 1, rows, columns: 2 }, WRAPPED_INPUT);
  const limit = { min: -1_000_000, max: 1_000_000 };
  validations.push({
    area: { row: top, column: 1, rows, columns: 2 },
    rule: { type: "decimal", ...limit, allowBlank: true, severity: "stop", promptTitle: "", prompt: "", errorTitle: texts["scheme.invalid.title"], error: fillText(texts["scheme.invalid"], limit) },
  });
  caps.forEach(({ category, max, min }, index) => {
    const row = top + index;
    draft.value(row, 0, category === "bonus" || category === "deduction" ? texts[`caps.${category}`] : category);
    if (max !== null) draft.value(row, 1, toNumber(decimal(max)));
    if (min !== null) draft.value(row, 2, toNumber(decimal(min)));
    names.push({ name: capName(block.blockId, index + 1, "max"), area: cell(row, 1), hidden: false }, { name: capName(block.blockId, index + 1, "min"), area: cell(row, 2), hidden: false });
  });
  names.push({ name: capsName(block.blockId), area: { row: top, column: 0, rows, columns: 3 }, hidden: true });
  return top + rows;
}

/** What says yes and what says no, where a formula reads it. (SC-45) */
export function draftAnswers(sheet: OwnSheetDraft, first: number): number {
  const { draft, names, texts } = sheet;
  ([["yes", YES_WORDS], ["no", NO_WORDS]] as const).forEach(([answer, words], index) => {
    const row = first + index;
    draft.value(row, 0, texts[`rules.${answer}`]);
    words.forEach((word, n) => {
      draft.value(row, 1 + n, word);
    });
    draft.style({ row, column: 0, rows: 1, columns: 1 + words.length }, CELL);
    names.push({ name: ANSWER_NAMES[answer], area: { row, column: 1, rows: 1, columns: words.length }, hidden: false });
  });
  return first + 2;
}
