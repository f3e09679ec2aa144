import type { ValidationSnapshot } from "../../core/grid/snapshot";
import type { ValidationRule } from "../../core/plan/edit";
import { question, type Question } from "./questions";
import { rangeOf, type SheetRect } from "./sheet-rect";

/** A validation as Excel describes it. Plain data: it is kept in journals. */
export type Validation = {
  readonly type: string;
  readonly rule: Excel.DataValidationRule;
  readonly ignoreBlanks: boolean;
  readonly prompt: Excel.DataValidationPrompt;
  readonly errorAlert: Excel.DataValidationErrorAlert;
};

/** `null`: no validation; "unclear": still a mixture after all halving. */
export type ValidationBlock = SheetRect & { readonly validation: Validation | "unclear" | null };

const PROPERTIES = ["type", "rule", "ignoreBlanks", "prompt", "errorAlert"] as const;
const BLOCK_BYTES = 2_200;
/** Halvings after which what is still mixed is left. */
const MAX_HALVINGS = 24;

function isMixed(type: string): boolean {
  return type === "Inconsistent" || type === "MixedCriteria";
}

function halves(rect: SheetRect): readonly SheetRect[] {
  if (rect.rows > 1) {
    const upper = Math.ceil(rect.rows / 2);
    return [{ ...rect, rows: upper }, { ...rect, row: rect.row + upper, rows: rect.rows - upper }];
  }
  const left = Math.ceil(rect.columns / 2);
  return [{ ...rect, columns: left }, { ...rect, column: rect.column + left, columns: rect.columns - left }];
}

/** Asks for the validation of a rectangle. Where it holds several kinds it is halved and asked again. (XL-6) */
export function validationQuestion(rect: SheetRect, take: (block: ValidationBlock) => void, halvings = 0): Question {
  return question(BLOCK_BYTES, (context) => {
    const loaded = rangeOf(context, rect).dataValidation.load([...PROPERTIES]);
    return () => {
      const { type, rule, ignoreBlanks, prompt, errorAlert } = loaded;
      if (type === "None") take({ ...rect, validation: null });
      else if (!isMixed(type)) take({ ...rect, validation: { type, rule, ignoreBlanks, prompt, errorAlert } });
      else if (rect.rows * rect.columns === 1 || halvings >= MAX_HALVINGS) take({ ...rect, validation: "unclear" });
      else return halves(rect).map((half) => validationQuestion(half, take, halvings + 1));
      return [];
    };
  });
}

function operand(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.replace(/^=/, "") : null;
}

const TYPES: Readonly<Record<string, readonly [ValidationSnapshot["type"], keyof Excel.DataValidationRule]>> = {
  WholeNumber: ["whole", "wholeNumber"],
  Decimal: ["decimal", "decimal"],
  Date: ["date", "date"],
  Time: ["time", "time"],
  TextLength: ["textLength", "textLength"],
  List: ["list", "list"],
  Custom: ["custom", "custom"],
};

/** The same as a snapshot has it: operands without "=", a written list in quotes as in a file. */
export function validationSnapshot(block: ValidationBlock): ValidationSnapshot | null {
  const { validation, row, column, rows, columns } = block;
  if (validation === null) return null;
  const areas = [{ row, column, rows, columns }];
  const [type, key] = validation === "unclear" ? [] : (TYPES[validation.type] ?? []);
  if (validation === "unclear" || !type || !key) return { areas, type: "any", formula1: null, formula2: null };
  const { rule } = validation;
  if (key === "list") {
    const source = rule.list?.source;
    const text = typeof source === "string" ? source : "";
    return { areas, type, formula1: text.startsWith("=") ? text.slice(1) : `"${text.replaceAll('"', '""')}"`, formula2: null };
  }
  if (key === "custom") return { areas, type, formula1: operand(rule.custom?.formula), formula2: null };
  const basic = rule[key];
  return { areas, type, formula1: operand(basic?.formula1), formula2: operand(basic && "formula2" in basic ? basic.formula2 : null) };
}

function ruleFor(rule: ValidationRule): Excel.DataValidationRule {
  switch (rule.type) {
    case "decimal":
      return { decimal: { formula1: rule.min, formula2: rule.max, operator: "Between" } };
    case "whole":
      return { wholeNumber: { formula1: rule.min, formula2: rule.max, operator: "Between" } };
    case "list":
      return { list: { inCellDropDown: true, source: `=${rule.source}` } };
    case "listOf":
      return { list: { inCellDropDown: true, source: rule.items.join(",") } };
    case "custom":
      return { custom: { formula: `=${rule.formula}` } };
  }
}

const STYLES = { stop: "Stop", warning: "Warning", information: "Information" } as const;

/** A plan's rule as Excel describes it. */
export function validationFor(rule: ValidationRule): Validation {
  return {
    type: "",
    rule: ruleFor(rule),
    ignoreBlanks: rule.allowBlank,
    prompt: { message: rule.prompt, showPrompt: true, title: rule.promptTitle },
    errorAlert: { message: rule.error, showAlert: true, style: STYLES[rule.severity], title: rule.errorTitle },
  };
}

/** Gives a range this validation and no other. */
export function applyValidation(range: Excel.Range, validation: Validation | null): void {
  const { dataValidation } = range;
  dataValidation.clear();
  if (!validation) return;
  dataValidation.rule = validation.rule;
  dataValidation.ignoreBlanks = validation.ignoreBlanks;
  dataValidation.prompt = validation.prompt;
  dataValidation.errorAlert = validation.errorAlert;
}
