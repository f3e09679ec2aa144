import { quoteSheetName, toAbsoluteA1 } from "../../../src/core/grid/address";
import { parseFormula } from "../../../src/workbook/file/calc/syntax";
import { shifted, templateOf } from "../../../src/workbook/file/formula/shifted-formula";
import { invalidArgument } from "../protocol/host-error";
import type { Argument } from "../protocol/host-object";
import { blockOf } from "./range";

export type Base = { readonly row: number; readonly column: number };

function checked(formula: string, what: string): string {
  const parsed = parseFormula(formula);
  if ("failure" in parsed && parsed.failure.reason === "syntax") throw invalidArgument(`${what}: ${formula}`);
  return formula;
}

/** A range as a formula refers to it, or `null` where the argument is none. */
export function referenceFormula(value: Argument | undefined): string | null {
  const block = blockOf(value);
  const [rect] = block?.rects ?? [];
  return block && rect ? `=${quoteSheetName(block.sheet.name)}!${toAbsoluteA1(rect)}` : null;
}

/** An operand as Excel keeps it: always a formula, "=10" for 10. Numbers, texts of numbers, formulas and ranges are taken. */
export function operandFormula(value: Argument | undefined, what: string): string {
  const reference = referenceFormula(value);
  if (reference !== null) return reference;
  if (typeof value === "number") return `=${String(value)}`;
  if (typeof value !== "string" || value === "") throw invalidArgument(what);
  if (value.startsWith("=")) return checked(value, what);
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(value);
  if (iso) return `=${String(Date.parse(`${iso[0]}T00:00:00Z`) / 86_400_000 + 25_569)}`;
  if (Number.isFinite(Number(value))) return `=${value}`;
  return checked(`=${value}`, what);
}

/** The formula of a custom rule; it must begin with "=". */
export function ruleFormula(value: Argument | undefined, what: string): string {
  if (typeof value !== "string" || !value.startsWith("=")) throw invalidArgument(what);
  return checked(value, what);
}

/** The formula as it reads at another cell. */
export function formulaAt(formula: string, from: Base, to: Base): string {
  return formula.startsWith("=") ? shifted(templateOf(formula), to.row - from.row, to.column - from.column) : formula;
}
