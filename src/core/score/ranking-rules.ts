import { compareExact, decimal, ONE, roundAt, WORKING_DIGITS, ZERO, type Exact } from "./decimal";

/** How equal scores are ranked: 1-2-2-4, 1-2-2-3, 1-2.5-2.5-4, or by the scheme's criteria and then 1-2-2-4. (RK-4, RK-11, RK-21) */
export const TIES = ["competition", "dense", "average", "tie-breakers"] as const;
export type Ties = (typeof TIES)[number];

/** Ranks without gaps and by criteria compare every pair in the sheet; larger pools are ranked with gaps, and that is said. (RK-11, RK-21) */
export const MAX_DENSE = 2_000;

/** How equal scores of a pool of this size are ranked. */
export function tiesIn(ties: Ties, size: number): Ties {
  return (ties === "dense" || ties === "tie-breakers") && size > MAX_DENSE ? "competition" : ties;
}

/** Whether the scheme's criteria tell equals of a pool of this size apart: in ranks, or where places of a share end. (RK-21, RK-22) */
export function breaksTies({ ties, ranking }: { readonly ties: Ties; readonly ranking: RankingRules }, size: number): { readonly inRanks: boolean; readonly atLine: boolean } {
  const within = size <= MAX_DENSE && ranking.tieBreakers.length > 0;
  return { inRanks: within && ties === "tie-breakers", atLine: within && ranking.bandsBy !== "cut-off" && ranking.atLine === "tie-breakers" };
}

/** What a band asks for: a score, a place among the pool's shares, or both. (RK-12) */
export const BANDS_BY = ["cut-off", "share", "both"] as const;
/** What becomes of the fraction of a place that a share leaves. (RK-13) */
export const QUOTA_ROUNDINGS = ["floor", "half-up", "ceil"] as const;
/** Whether equals of whom not all have a place are all in the band, or none of them, or those whom the scheme's criteria put ahead. (RK-14, RK-22) */
export const AT_LINE = ["all-in", "all-out", "tie-breakers"] as const;

export type RankingRules = {
  readonly bandsBy: (typeof BANDS_BY)[number];
  readonly quotaRounding: (typeof QUOTA_ROUNDINGS)[number];
  /** A share above 0 gives at least one place. */
  readonly atLeastOne: boolean;
  readonly atLine: (typeof AT_LINE)[number];
  /** Pools with fewer subjects join others that are too small; 0: none does. (RK-15) */
  readonly minimumPool: number;
  /** Criteria that tell equals apart, the first one first: names of indicators, or 个人得分 and 单位得分. (RK-21) */
  readonly tieBreakers: readonly string[];
};

export const DEFAULT_RANKING_RULES: RankingRules = { bandsBy: "cut-off", quotaRounding: "floor", atLeastOne: true, atLine: "all-in", minimumPool: 0, tieBreakers: [] };

/** A band of the scheme: highest first; decimal texts. `share`: of the pool's ranked subjects, "0" to "1"; `null`: as many as there are. */
export type Band = {
  readonly label: string;
  readonly from: string;
  readonly share: string | null;
  /** What the band is multiplied by in the list of factors, decimal text; none where nobody stated it. (RK-24) */
  readonly factor?: string;
};

/** Places of a band in a pool of `ranked` subjects. (RK-13) */
function places(share: string | null, ranked: number, { quotaRounding, atLeastOne }: RankingRules): number {
  if (share === null) return ranked;
  const part: Exact = decimal(share);
  // As the sheet does: noise is cut before the fraction is looked at.
  const exact = roundAt(part.mul(ranked), WORKING_DIGITS);
  const whole = Number(roundAt(exact, 0, quotaRounding === "floor" ? "down" : quotaRounding === "ceil" ? "up" : "half-away").n);
  return atLeastOne && compareExact(part, ZERO) > 0 ? Math.max(1, whole) : whole;
}

/** Places of each band and all above it: what a band leaves free goes to the next. (RK-13) */
export function quotas(bands: readonly Band[], ranked: number, rules: RankingRules): readonly number[] {
  let sum = 0;
  return bands.map(({ share }) => (sum += places(share, ranked, rules)));
}

/**
 * The band of a subject by shares: the first that has a place for it and, where scores count too, whose cut-off it reaches.
 * `position` of a band: the subject's place among all who may have it. (RK-12, RK-14, RK-22, RK-23)
 */
export function bandByShare(bands: readonly Band[], cumulative: readonly number[], score: Exact | null, position: (band: number) => number | null, rules: RankingRules): string | null {
  const found = bands.find((band, index) => {
    const place = position(index);
    if (place === null || place > (cumulative[index] ?? 0)) return false;
    return rules.bandsBy === "share" || (score !== null && compareExact(score, decimal(band.from)) >= 0);
  });
  return found?.label ?? null;
}

/** Rank of a subject with `better` ahead of it (of `distinctBetter` different scores) and `equal` of its score, itself among them. (RK-4, RK-11) */
export function rankOf(ties: Ties, better: number, equal: number, distinctBetter: number): number {
  if (ties === "dense") return distinctBetter + 1;
  return ties === "average" ? better + (equal + 1) / 2 : better + 1;
}

/** Whether shares are within 0 and 1 and together at most 1. */
export function sharesFit(bands: readonly Band[]): boolean {
  const total = bands.reduce((sum, { share }) => (share === null ? sum : sum.add(decimal(share))), ZERO);
  return compareExact(total, ONE) <= 0 && bands.every(({ share }) => share === null || (compareExact(decimal(share), ZERO) >= 0 && compareExact(decimal(share), ONE) <= 0));
}
