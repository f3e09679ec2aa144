import type { CoverageTexts } from "../../core/edition/coverage-sheet";
import type { IndicatorTexts } from "../../core/template/template-texts";
import type { CoverDictionary } from "../zh-CN/cover";

/** What the list of covered indicators says to people. */
export const enCoverSheets: Omit<CoverageTexts, keyof IndicatorTexts> = {
  "cover.sheet": "Coverage",
  "cover.template": "Superior’s template",
  "cover.superior": "Superior’s indicator",
  "cover.state": "Coverage",
  "cover.by": "This level’s indicators",
  "cover.why": "Known by",
  "cover.footer": "&CPage &P of &N",
  "cover.state.covered": "covered",
  "cover.state.optional": "optional only",
  "cover.state.similar": "to be confirmed",
  "cover.state.uncovered": "not covered",
  "cover.why.reference": "named",
  "cover.why.key": "same code",
  "cover.why.name": "same name",
  "cover.why.similar": "similar name",
};

/** Findings of comparing a plan with the superior's. */
export const enCoverFindings: CoverDictionary = {
  "cover.summary": "{all} {all|indicator|indicators} of the superior: covered {covered}, optional only {optional}, to be confirmed {similar}, not covered {uncovered}",
  "cover.uncovered": "Nothing on this level undertakes the superior’s indicator “{name}” ({key}).",
  "cover.similar": "Nothing on this level undertakes the superior’s indicator “{name}” ({key}); “{other}” is called alike: if that is it, say so in the column “Superior indicator”.",
  "cover.optional": "Only the optional indicator “{other}” undertakes the superior’s “{name}” ({key}); if nobody chooses it, nobody does.",
  "cover.unknown-reference": "This level’s “{name}” ({template}) names the superior’s “{reference}”, which there is not.",
};
