import type { Finding } from "../check/finding";
import type { ValidationRule } from "../plan/edit";
import { MAX_DROP_FROM, MAX_DROPPED, MISSING_POLICIES, ROUND_AT, ROUNDING_MODES, WEIGHT_TOTALS, type CalculationRules } from "./calculation-rules";
import { missingOfWord, roundAtOfWord, roundingModeOfWord, weightTotalsOfWord } from "./calculation-words";
import { decimalInCell } from "./decimal-in-cell";
import { CELL, cell, INPUT, listRule, type OwnSheetDraft } from "./own-sheet-draft";
import { SCHEME_NAMES, type NameLookup } from "./own-names";
import type { Scheme } from "./scheme";
import { statedCells } from "./stated-cells";

type Line = { readonly name: string; readonly label: string; readonly value: string | number; readonly choices: readonly string[] | { readonly min: number; readonly max: number } };

/** Rows with what blanks mean, how is rounded, what becomes of weights and extremes; the first row after them. (SC-66) */
export function draftCalculationRules({ draft, names, validations, texts }: OwnSheetDraft, { missing, calculation }: Scheme, first: number): number {
  const { rounding, roundAt, weightTotals, drop } = calculation;
  const lines: readonly Line[] = [
    { name: SCHEME_NAMES.missing, label: texts["calculation.missing"], value: texts[`missing.${missing}`], choices: MISSING_POLICIES.map((choice) => texts[`missing.${choice}`]) },
    { name: SCHEME_NAMES.rounding, label: texts["calculation.rounding"], value: texts[`rounding.${rounding}`], choices: ROUNDING_MODES.map((choice) => texts[`rounding.${choice}`]) },
    { name: SCHEME_NAMES.roundAt, label: texts["calculation.roundAt"], value: texts[`roundAt.${roundAt}`], choices: ROUND_AT.map((choice) => texts[`roundAt.${choice}`]) },
    { name: SCHEME_NAMES.weightTotals, label: texts["calculation.weightTotals"], value: texts[`weightTotals.${weightTotals}`], choices: WEIGHT_TOTALS.map((choice) => texts[`weightTotals.${choice}`]) },
    { name: SCHEME_NAMES.dropHighest, label: texts["calculation.dropHighest"], value: drop.highest, choices: { min: 0, max: MAX_DROPPED } },
    { name: SCHEME_NAMES.dropLowest, label: texts["calculation.dropLowest"], value: drop.lowest, choices: { min: 0, max: MAX_DROPPED } },
    { name: SCHEME_NAMES.dropFrom, label: texts["calculation.dropFrom"], value: drop.from, choices: { min: 1, max: MAX_DROP_FROM } },
  ];
  lines.forEach(({ name, label, value, choices }, index) => {
    const row = first + index;
    const area = cell(row, 1);
    draft.value(row, 0, label);
    draft.value(row, 1, value);
    draft.style(cell(row, 0), CELL);
    draft.style(area, INPUT);
    names.push({ name, area, hidden: false });
    const rule: ValidationRule =
      "min" in choices ? { type: "whole", ...choices, allowBlank: false, severity: "stop", promptTitle: "", prompt: "", errorTitle: texts["scheme.invalid.title"], error: `${label}: ${String(choices.min)}–${String(choices.max)}` } : listRule(texts, choices);
    validations.push({ area, rule });
  });
  return first + lines.length;
}

/** The same as the sheet states it now; a cell without a usable value keeps the recorded one. (SC-21, SC-66) */
export function readCalculationRules(names: NameLookup, base: Pick<Scheme, "missing" | "calculation">): Pick<Scheme, "missing" | "calculation"> & { readonly findings: readonly Finding[] } {
  const { stated, findings } = statedCells(names);
  const whole = (least: number, most: number) => (text: string): number | null => {
    const exact = decimalInCell(text);
    const number = exact?.d === 1n ? Number(exact.s * exact.n) : null;
    return number !== null && number >= least && number <= most ? number : null;
  };
  const { calculation } = base;
  const missing = stated(SCHEME_NAMES.missing, base.missing, missingOfWord);
  const rules: CalculationRules = {
    rounding: stated(SCHEME_NAMES.rounding, calculation.rounding, roundingModeOfWord),
    roundAt: stated(SCHEME_NAMES.roundAt, calculation.roundAt, roundAtOfWord),
    weightTotals: stated(SCHEME_NAMES.weightTotals, calculation.weightTotals, weightTotalsOfWord),
    drop: {
      highest: stated(SCHEME_NAMES.dropHighest, calculation.drop.highest, whole(0, MAX_DROPPED)),
      lowest: stated(SCHEME_NAMES.dropLowest, calculation.drop.lowest, whole(0, MAX_DROPPED)),
      from: stated(SCHEME_NAMES.dropFrom, calculation.drop.from, whole(1, MAX_DROP_FROM)),
    },
  };
  return { missing, calculation: rules, findings };
}
