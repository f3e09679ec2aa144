import type { Finding } from "../check/finding";
import { toA1, type Rect } from "../grid/address";
import { methodGap, pointsOfOptions, type MethodGap } from "./indicator-method";
import { isRuled } from "./indicator-rule";
import { drops } from "./calculation-rules";
import { entryCells, type LineRules } from "./line-score";
import type { ScoreBlock, Slot } from "./score-block";

/**
 * A slot whose method cannot be used, and why. "raters": too many cells give its number; "drop": its raters' extremes cannot be told by a
 * formula. (SC-47, SC-69)
 */
export type MethodProblem = { readonly slot: number; readonly gap: MethodGap | "raters" | "drop" };

/** Cells of one indicator whose points a formula can work out one by one and stay readable and short enough. */
const MAX_RULED_CELLS = 6;

/** Slots whose stated method cannot be used; the block's scores are withheld. (SC-47) */
export function methodProblems(block: ScoreBlock, { fulls, drop }: Pick<LineRules, "fulls" | "drop">): readonly MethodProblem[] {
  const several = (index: number): boolean => block.lines.some((line) => entryCells(line, index).length > 1);
  return block.slots.flatMap((slot, index): readonly MethodProblem[] => {
    if (slot.options !== null || slot.method.kind === "ticks") return isTickable(slot) ? [] : [{ slot: index, gap: "options" }];
    // What a method makes of each entry stands in no cell, and what is looked up by key is no range.
    const untold = drops(drop) && block.layout !== "raters" && (isRuled(slot) || drop.highest > 1 || drop.lowest > 1);
    if (untold && several(index)) return [{ slot: index, gap: "drop" }];
    if (!isRuled(slot)) return [];
    const gap = methodGap(slot.method, slot.kind, fulls[index] ?? null);
    if (gap) return [{ slot: index, gap }];
    const most = slot.kind === "veto" || slot.method.kind === "yes-no" ? 1 : MAX_RULED_CELLS;
    return block.lines.some((line) => entryCells(line, index).length > most) ? [{ slot: index, gap: "raters" }] : [];
  });
}

/** Every option of a √-form has points. (SC-46) */
function isTickable({ options, method, kind }: Slot): boolean {
  return options !== null && kind !== "veto" && method.kind === "ticks" && pointsOfOptions(method, options) !== null;
}

/** One finding for each gap, at the first indicator concerned. */
export function methodFindings(block: ScoreBlock, problems: readonly MethodProblem[]): readonly Finding[] {
  const [table] = block.tables;
  if (!table) return [];
  return [...new Set(problems.map(({ gap }) => gap))].map((gap): Finding => {
    const slots = problems.filter((problem) => problem.gap === gap).map(({ slot }) => slot);
    const area = indicatorArea(block, slots[0] ?? -1) ?? table.table.range;
    return {
      code: `score.method-${gap}`,
      severity: "error",
      sheetId: table.sheetId,
      sheetName: table.sheetName,
      area,
      params: { table: table.tableId, cell: toA1(area), indicators: slots.map((slot) => block.slots[slot]?.indicator?.name ?? ""), count: slots.length },
    };
  });
}

/** Where an indicator stands: its header above the first entry, or its first row. */
function indicatorArea(block: ScoreBlock, slot: number): Rect | null {
  const [table] = block.tables;
  const key = block.slots[slot]?.indicator?.key;
  const where = table?.indicators.find((placed) => placed.indicator.key === key)?.where;
  if (!table || !where) return null;
  if (where.kind === "rows") return { row: where.row, column: table.table.range.column, rows: 1, columns: 1 };
  return { row: table.table.headerRows?.last ?? table.table.range.row, column: where.column, rows: 1, columns: 1 };
}
