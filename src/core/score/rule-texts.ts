import type { IndicatorKind } from "./indicator-kind";
import type { MethodKind } from "./indicator-method";
import type { Requirement } from "./indicator-rule";

/** What the scheme sheet says about methods, kinds and caps. */
export type RuleSheetText =
  | "rules.note"
  | "rules.kind"
  | "rules.requirement"
  | "rules.method"
  | "rules.target"
  | "rules.step"
  | "rules.floor"
  | "rules.cap"
  | "rules.full"
  | "rules.usable"
  | "rules.from"
  | "rules.points"
  | "rules.yes"
  | "rules.no"
  | "summary.detail"
  | "summary.category"
  | "entry.answer"
  | "entry.occurrences"
  | "entry.amount"
  | "caps.category"
  | "caps.max"
  | "caps.min"
  | "caps.bonus"
  | "caps.deduction"
  | `kind.${IndicatorKind | "by-words"}`
  | `requirement.${Requirement}`
  | `method.${MethodKind}`;
