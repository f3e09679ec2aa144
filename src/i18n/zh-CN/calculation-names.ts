import type { CalculationChoice } from "../../core/score/calculation-choice";

/** How the choices are called, on the scheme sheet and in the pane alike. A word that was once written must stay readable: see calculation-words.ts. */
export const zhCalculationNames: Readonly<Record<CalculationChoice, string>> = {
  "missing.flag": "不计分，提示补填",
  "missing.zero": "按 0 分计",
  "missing.item-mean": "按该项其他对象的平均分计",
  "missing.renormalise": "不计该项，其余项折算",
  "rounding.half-away": "四舍五入",
  "rounding.half-even": "四舍六入五成双",
  "rounding.down": "舍去",
  "rounding.up": "进一",
  "roundAt.total": "只在最后取一次",
  "roundAt.item": "每项得分也取",
  "weightTotals.withhold": "不计分，提示核对",
  "weightTotals.normalise": "按各项占比折算",
};
