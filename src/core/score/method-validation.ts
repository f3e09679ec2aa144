import type { Finding } from "../check/finding";
import { intersection, type Rect } from "../grid/address";
import type { SheetSnapshot, ValidationSnapshot } from "../grid/snapshot";
import type { Edit, ValidationRule } from "../plan/edit";
import { entryLimits } from "../template/entry-rules";
import type { ScoredBlock } from "./compute-scores";
import { isRuled } from "./indicator-rule";
import { entryCells } from "./line-score";
import type { Slot } from "./score-block";
import { fillText, type ScoreSheetTexts } from "./sheet-texts";

/** What the list of a yes-or-no cell offers; the other words of SC-45 may be typed after a warning. */
const ANSWERS: readonly string[] = ["是", "否", "√", "×"];
const MOST_OCCURRENCES = 100_000;
const ANY = 1_000_000;

/** Limits of an entry that a method reads: structuring knows only points. */
function ruleFor({ kind, method, indicator }: Slot, texts: ScoreSheetTexts): ValidationRule {
  const shared = { allowBlank: true, severity: "warning" as const, promptTitle: (indicator?.name ?? "").slice(0, 32), errorTitle: texts["scheme.invalid.title"] };
  if (kind === "veto" || method.kind === "yes-no") return { ...shared, type: "listOf", items: ANSWERS, prompt: texts["entry.answer"], error: texts["entry.answer"] };
  if (method.kind === "deduct" || method.kind === "award") return { ...shared, type: "whole", min: 0, max: MOST_OCCURRENCES, severity: "stop", prompt: texts["entry.occurrences"], error: texts["entry.occurrences"] };
  const text = fillText(texts["entry.amount"], { method: texts[`method.${method.kind}`] });
  return { ...shared, type: "decimal", min: -ANY, max: ANY, prompt: text, error: text };
}

/** Whether a rule that stands in the sheet is this one. */
function isSame(present: ValidationSnapshot, rule: ValidationRule): boolean {
  if (rule.type === "listOf") return present.type === "list" && (present.formula1 ?? "").replaceAll('"', "") === rule.items.join(",");
  return "min" in rule && present.type === rule.type && Number(present.formula1) === rule.min && Number(present.formula2) === rule.max;
}

/** Rules that structuring wrote: limits by full mark, in points. */
function isOfPoints(present: ValidationSnapshot, slot: Slot): boolean {
  const { min, max } = entryLimits(slot.indicator);
  return present.type === "decimal" && Number(present.formula1) === min && Number(present.formula2) === max;
}

/** A rule that another method left: ours, by its limits. */
function isOfMethod({ type, formula1, formula2 }: ValidationSnapshot): boolean {
  if (type === "list") return (formula1 ?? "").replaceAll('"', "") === ANSWERS.join(",");
  return (type === "whole" && Number(formula1) === 0 && Number(formula2) === MOST_OCCURRENCES) || (type === "decimal" && Number(formula1) === -ANY && Number(formula2) === ANY);
}

function columnRects(cells: readonly { readonly row: number; readonly column: number }[]): readonly Rect[] {
  const rects: { row: number; column: number; rows: number; columns: number }[] = [];
  for (const { row, column } of [...cells].sort((a, b) => a.column - b.column || a.row - b.row)) {
    const last = rects.at(-1);
    if (last && last.column === column && row === last.row + last.rows) last.rows++;
    else rects.push({ row, column, rows: 1, columns: 1 });
  }
  return rects;
}

/**
 * Limits on entry cells that fit their indicators' methods, where there was no rule or one of ours; another rule of the
 * user's is left and named. Cells whose method was taken back get the limits of points again. (SC-55)
 */
export function methodValidations(blocks: readonly ScoredBlock[], texts: ScoreSheetTexts): { readonly edits: readonly Edit[]; readonly findings: readonly Finding[] } {
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  for (const { block, gaps } of blocks) {
    const left = [...new Set(block.lines.map(({ sheet }) => sheet))].some((sheet) => sheet.validations.some(isOfMethod));
    block.slots.forEach((slot, index) => {
      const ruled = isRuled(slot) && !gaps.some((gap) => gap.slot === index && gap.gap === "raters");
      if (slot.options !== null || (!ruled && !left)) return;
      const bySheet = new Map<SheetSnapshot, { row: number; column: number }[]>();
      for (const line of block.lines) {
        const cells = bySheet.get(line.sheet) ?? [];
        bySheet.set(line.sheet, cells);
        cells.push(...entryCells(line, index).filter(({ column }) => column >= 0));
      }
      for (const [sheet, cells] of bySheet) {
        if (sheet.protection?.hasPassword === true) continue;
        for (const rect of columnRects(cells)) {
          const edit = validationAt(sheet, rect, slot, ruled, texts);
          if (edit === "kept") findings.push({ code: "score.validation-kept", severity: "notice", sheetId: sheet.sheetId, sheetName: sheet.name, area: rect, params: { indicator: slot.indicator?.name ?? "" } });
          else if (edit) edits.push(edit);
        }
      }
    });
  }
  return { edits, findings };
}

function validationAt(sheet: SheetSnapshot, rect: Rect, slot: Slot, ruled: boolean, texts: ScoreSheetTexts): Edit | "kept" | null {
  const present = sheet.validations.filter((validation) => validation.areas.some((area) => intersection(area, rect) !== null));
  const area = { sheetId: sheet.sheetId, ...rect };
  if (!ruled) {
    if (present.length === 0 || !present.every(isOfMethod)) return null;
    const { min, max } = entryLimits(slot.indicator);
    const text = fillText(texts["scheme.invalid"], { min, max });
    const severity = slot.indicator?.fullMark == null ? "warning" : "stop";
    return { kind: "setValidation", area, rule: { type: "decimal", min, max, allowBlank: true, severity, promptTitle: "", prompt: "", errorTitle: texts["scheme.invalid.title"], error: text } };
  }
  const rule = ruleFor(slot, texts);
  if (present.length > 0 && present.every((validation) => isSame(validation, rule))) return null;
  if (!present.every((validation) => isOfPoints(validation, slot) || isOfMethod(validation))) return "kept";
  return { kind: "setValidation", area, rule };
}
