import type { Rect } from "../grid/address";
import type { SheetSnapshot } from "../grid/snapshot";
import { valueAt } from "../grid/snapshot";
import type { ValidationRule } from "../plan/edit";
import { indicatorKind } from "../score/indicator-kind";
import { fillText } from "../score/sheet-texts";
import type { Indicator, PlacedIndicator, ScoringTable } from "./scoring-table";
import type { StructureTexts } from "./structure-texts";

/** Limits of an entry: decimal numbers from `min` to `max`; `strict`: the table itself states them. */
export type EntryLimits = { readonly min: number; readonly max: number; readonly strict: boolean };

/** Cells entered under one rule. */
export type EntryBlock = { readonly area: Rect; readonly indicator: Indicator | null; readonly name: string };

const SIGNED = /加减分|加扣分|增减分|奖惩分|奖扣分/u;
/** Where nothing is stated, points are usual on this scale; entering more is allowed after a warning. */
const USUAL_MAX = 100;

/** Limits that follow from an indicator's marks; without a full mark the usual scale, not strictly. (ST-20) */
export function entryLimits(indicator: Indicator | null): EntryLimits {
  if (indicator === null) return { min: 0, max: USUAL_MAX, strict: false };
  const strict = indicator.fullMark !== null && Number(indicator.fullMark) > 0;
  const max = strict ? Number(indicator.fullMark) : USUAL_MAX;
  const kind = indicatorKind(indicator);
  if (kind === "deduction") return { min: -max, max: 0, strict };
  if (kind === "bonus" && SIGNED.test([...indicator.path, indicator.name].join("\n"))) return { min: -max, max, strict };
  return { min: 0, max, strict };
}

/** A table's entry cells cut so that each block has one indicator (or rater) and therefore one rule. */
export function entryBlocks(table: ScoringTable): readonly EntryBlock[] {
  const byColumn = new Map<number, Indicator>();
  const byRow = new Map<number, PlacedIndicator>();
  for (const placed of table.indicators) {
    if (placed.where.kind === "column") for (let i = 0; i < placed.where.columns; i++) byColumn.set(placed.where.column + i, placed.indicator);
    else for (let row = placed.where.row; row < placed.where.row + placed.where.rows; row++) byRow.set(row, placed);
  }
  const raterNames = new Map(table.raters.map((rater) => [rater.column, rater.name]));
  return table.entryCells.flatMap((area): readonly EntryBlock[] => {
    const across = byColumn.get(area.column);
    if (across) return [{ area, indicator: across, name: across.name }];
    if (byRow.size === 0) return [{ area, indicator: null, name: raterNames.get(area.column) ?? "" }];
    const blocks: EntryBlock[] = [];
    for (let row = area.row; row < area.row + area.rows; row++) {
      const placed = byRow.get(row);
      blocks.push({ area: { ...area, row, rows: 1 }, indicator: placed?.indicator ?? null, name: placed?.indicator.name ?? "" });
    }
    return blocks;
  });
}

function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

/** The validation rule of a block, or `null` where what stands there already breaks a limit that we only assumed. (ST-20) */
export function entryRule(block: EntryBlock, sheet: SheetSnapshot, texts: StructureTexts): (ValidationRule & { readonly type: "decimal" }) | null {
  const limits = entryLimits(block.indicator);
  if (!limits.strict && !fits(block.area, sheet, limits)) return null;
  const params = { name: cut(block.name, 60), min: limits.min, max: limits.max };
  const prompt = !limits.strict
    ? texts["structure.prompt-open"]
    : limits.max === 0
      ? texts["structure.prompt-deduction"]
      : limits.min < 0
        ? texts["structure.prompt-signed"]
        : texts["structure.prompt"];
  return {
    type: "decimal",
    min: limits.min,
    max: limits.max,
    allowBlank: true,
    severity: limits.strict ? "stop" : "warning",
    promptTitle: cut(fillText(texts["structure.prompt-title"], params), 32),
    prompt: cut(fillText(prompt, params), 255),
    errorTitle: cut(fillText(texts["structure.error-title"], params), 32),
    error: cut(fillText(limits.strict ? texts["structure.error"] : texts["structure.error-open"], params), 225),
  };
}

function fits(area: Rect, sheet: SheetSnapshot, limits: EntryLimits): boolean {
  for (let row = area.row; row < area.row + area.rows; row++) {
    const value = valueAt(sheet, row, area.column);
    if (typeof value === "number" && (value < limits.min || value > limits.max)) return false;
  }
  return true;
}
