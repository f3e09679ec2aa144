import type { CoverageTexts } from "../../core/edition/coverage-sheet";
import type { IndicatorTexts } from "../../core/template/template-texts";

/** What the list of covered indicators says to people. */
export const zhCoverSheets: Omit<CoverageTexts, keyof IndicatorTexts> = {
  "cover.sheet": "覆盖情况",
  "cover.template": "上级模板",
  "cover.superior": "上级指标",
  "cover.state": "覆盖情况",
  "cover.by": "本级指标",
  "cover.why": "依据",
  "cover.footer": "&C第 &P 页，共 &N 页",
  "cover.state.covered": "已覆盖",
  "cover.state.optional": "仅自选",
  "cover.state.similar": "待确认",
  "cover.state.uncovered": "未覆盖",
  "cover.why.reference": "写明对应",
  "cover.why.key": "编码相同",
  "cover.why.name": "名称相同",
  "cover.why.similar": "名称相近",
};

/** Findings of comparing a plan with the superior's. */
export const zhCoverFindings = {
  "cover.summary": "上级指标 {all} 项：已覆盖 {covered}，仅自选 {optional}，待确认 {similar}，未覆盖 {uncovered}",
  "cover.uncovered": "上级指标“{name}”（{key}）在本级没有对应的指标。",
  "cover.similar": "上级指标“{name}”（{key}）在本级没有对应的指标；“{other}”名称相近，如果就是它，请在“上级指标”栏写明。",
  "cover.optional": "上级指标“{name}”（{key}）在本级只有自选指标“{other}”对应，没有人选就落空。",
  "cover.unknown-reference": "本级指标“{name}”（{template}）写明对应上级的“{reference}”，但上级没有这个指标。",
} as const;

export type CoverDictionary = Readonly<Record<keyof typeof zhCoverFindings, string>>;
