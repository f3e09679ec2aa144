import type { MethodKind } from "../../core/score/indicator-method";

/** How a method is called, on the scheme sheet and in the pane alike. A word that was once written must stay readable: see rule-words.ts. */
export const zhMethodNames: Readonly<Record<`method.${MethodKind}`, string>> = {
  "method.entered": "直接填分",
  "method.target-higher": "目标完成（越高越好）",
  "method.target-lower": "目标完成（越低越好）",
  "method.deduct": "按次扣分",
  "method.award": "按次加分",
  "method.bands": "分档",
  "method.ticks": "划√选项",
  "method.yes-no": "是否",
};
