import type { CalculationChoice } from "./calculation-choice";
import type { Standing } from "./standing";
import type { RankingRules, Ties } from "./ranking-rules";
import type { RuleSheetText } from "./rule-texts";
import type { LinkFamily } from "./link-rules";

/**
 * Everything that sheets of ours say to people. The core holds no such texts; i18n gives them in the user's
 * language. {name} is replaced by a parameter. What is once written stays in that language until the next run.
 */
export type ScoreSheetTexts = Readonly<
  Record<
    // Sheet names.
    | "sheet.scheme"
    | "sheet.summary"
    | "sheet.adjustment"
    | "sheet.ranking"
    // Scheme sheet.
    | "scheme.title"
    | "scheme.note"
    | "scheme.general"
    | "scheme.fullTotal"
    | "scheme.fullTotal.note"
    | "scheme.digits"
    | "scheme.digits.note"
    | "scheme.unitShare"
    | "scheme.unitShare.note"
    | "scheme.weightSelf"
    | "scheme.weightLeader"
    | "scheme.weightRater"
    | "scheme.raterWeights.note"
    | "scheme.pool"
    | "scheme.pool.note"
    | "scheme.bands"
    | "scheme.band"
    | "scheme.bandFrom"
    | "scheme.bandShare"
    | "link.rules"
    | "link.rules.note"
    | "link.family"
    | `link.${LinkFamily}`
    | "link.coefficient"
    | "link.coefficient.from"
    | "link.shareBy"
    | "link.share.value"
    | "link.share"
    | "link.share.used"
    | `stay.${"title" | "note" | "periodFrom" | "periodTo" | "subject" | "unit" | "from" | "to" | "share" | "days" | "unitScore" | "score" | "date.error"}`
    | `special.${"title" | "note" | "subject" | "source" | "share" | "score" | "points"}`
    | "result.special"
    | `scope.${"title" | "note" | "kind" | "annual" | "special" | "name" | "approval" | "from" | "to" | "units"}`
    | "reason.out-of-scope"
    | `reason.${"stay" | "special" | "special-over" | "cycle"}`
    | "result.coefficient"
    | "reason.no-coefficient"
    | `choice.${Ties | RankingRules["bandsBy"] | RankingRules["quotaRounding"] | RankingRules["atLine"] | "yes" | "no"}`
    | `calculation.${"missing" | "rounding" | "roundAt" | "weightTotals" | "dropHighest" | "dropLowest" | "dropFrom"}`
    | "ranking.rules.ties"
    | "ranking.rules.bandsBy"
    | "ranking.rules.quotaRounding"
    | "ranking.rules.atLeastOne"
    | "ranking.rules.atLine"
    | "ranking.rules.minimumPool"
    | "ranking.rules.tieBreaker"
    | "scheme.bandFactor"
    | "sheet.factor"
    | `factor.${"title" | "note" | "factor"}`
    | "reason.no-grade"
    | "reason.not-best"
    | "reason.vetoed"
    | "reason.ineligible"
    | "scheme.bands.note"
    | "scheme.block"
    | "scheme.blocks.note"
    | "scheme.indicator"
    | "scheme.tableFullMark"
    | "scheme.tableWeight"
    | "scheme.fullMark"
    | "scheme.weight"
    | "scheme.coefficient"
    | "scheme.ok"
    | "scheme.scale"
    | "scheme.mean"
    | "scheme.best"
    | "scheme.links"
    | "scheme.links.note"
    | "scheme.linkGroup"
    | "scheme.linkUnit"
    | "scheme.linkScore"
    | "scheme.units"
    | "scheme.unit"
    | "scheme.unitScore"
    | "scheme.invalid.title"
    | "scheme.invalid"
    // Result columns.
    | "result.own"
    | "result.unit"
    | "result.adjustment"
    | "result.final"
    | "result.score"
    // Summary sheet.
    | "summary.title"
    | "summary.note"
    | "summary.block"
    | "summary.source"
    | "summary.subject"
    | "summary.group"
    | "summary.raterWeight"
    | "summary.notNumber"
    | "rater.self"
    | "rater.leader"
    | "rater.rater"
    // Adjustment sheet.
    | "adjustment.title"
    | "adjustment.note"
    | "adjustment.subject"
    | "adjustment.before"
    | "adjustment.points"
    | "adjustment.after"
    | "adjustment.reason"
    | "adjustment.approver"
    | "adjustment.date"
    | "adjustment.standing"
    | `standing.${Standing}`
    | "adjustment.subject.title"
    | "adjustment.subject.prompt"
    | "adjustment.subject.error"
    | "adjustment.points.title"
    | "adjustment.points.prompt"
    | "adjustment.points.error"
    // Ranking sheet.
    | "ranking.title"
    | "ranking.note"
    | "ranking.poolAll"
    | "ranking.poolUnits"
    | "ranking.poolPersons"
    | "ranking.poolOthers"
    | "ranking.poolValueMissing"
    | "ranking.pool"
    | "ranking.rank"
    | "ranking.subject"
    | "ranking.group"
    | "ranking.score"
    | "ranking.grade"
    | "ranking.reason"
    | "ranking.orderFits"
    | "ranking.orderStale"
    | "ranking.signature"
    | "ranking.footer"
    | "reason.marks"
    | "reason.entry-missing"
    | "reason.entry-text"
    | "reason.method"
    | "reason.entry-outside"
    | "reason.ticks-void"
    | "reason.deduction-sign"
    | "reason.rater-weights"
    | "reason.no-unit"
    | "reason.unit-unknown"
    | "reason.unit-ambiguous"
    | "reason.unit-not-final"
    | "reason.scale-unknown"
    | "reason.duplicate"
    | CalculationChoice
    | RuleSheetText,
    string
  >
>;

/** Replaces each {name} by its parameter. */
export function fillText(template: string, params: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}
