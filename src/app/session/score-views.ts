import type { Scores } from "../../core/score/compute-scores";
import { distributionOf } from "../../core/score/distribution";
import { poolLabel } from "../../core/score/plan-ranking";
import type { Ranking } from "../../core/score/ranking";
import type { ScoreSheetTexts } from "../../core/score/sheet-texts";
import type { PoolView, ScorePreviewView } from "./session";

/** Pools as the ranking sheet will show them. */
export function poolViews(ranking: Ranking, texts: ScoreSheetTexts): readonly PoolView[] {
  return ranking.pools.map((pool) => ({
    label: poolLabel(pool, texts),
    performance: pool.performance,
    normalised: pool.normalised,
    lines: pool.lines.map(({ score, points, rank, band, unranked }) => ({
      scoreKey: score.scoreKey,
      name: score.subject.name,
      group: score.subject.group,
      sheetId: score.sheetId,
      row: score.row,
      score: points,
      rank,
      band,
      unranked,
    })),
  }));
}

/** How the scores of each performance are spread, as far as they are known on the full total. (SE-13) */
export function distributions({ subjects }: Scores): ScorePreviewView["distributions"] {
  return (["unit", "person", null] as const).flatMap((performance) => {
    const scores = subjects.flatMap((score) =>
      score.performance === performance && score.comparable !== null && (score.scaleKnown || score.link !== null) ? [Number(score.comparable)] : [],
    );
    return scores.length === 0 ? [] : [{ performance, distribution: distributionOf(scores) }];
  });
}
