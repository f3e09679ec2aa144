import { foldKeyText } from "./keys";
import type { PointColumn } from "./point-columns";

/** An indicator that stands over several neighbouring columns, one for each of its raters. */
export type RatedIndicator = {
  readonly column: number;
  readonly columns: number;
  readonly name: string;
  readonly path: readonly string[];
  readonly fullMark: string | null;
  readonly weight: string | null;
};

/**
 * Indicators across, each with a column for every rater under it (指标一 over 自评, 领导评分, 评委): at least two, with
 * the same raters in the same order and without a gap. `null` where the raters' columns are anything else, such as one
 * 民主测评 over all of them. (ST-31)
 */
export function ratedIndicators(raters: readonly PointColumn[]): readonly RatedIndicator[] | null {
  const groups: PointColumn[][] = [];
  for (const column of raters) {
    const open = groups.at(-1);
    const last = open?.at(-1);
    if (open && last && column.column === last.column + 1 && pathOf(column) === pathOf(last)) open.push(column);
    else groups.push([column]);
  }
  const [first] = groups;
  if (!first || groups.length < 2 || first.length < 2 || pathOf(first[0]) === "") return null;
  const names = ratersOf(first);
  if (new Set(groups.map((group) => pathOf(group[0]))).size < groups.length || groups.some((group) => ratersOf(group) !== names)) return null;
  return groups.flatMap((group): readonly RatedIndicator[] => {
    const [left] = group;
    if (!left) return [];
    return [{ column: left.column, columns: group.length, name: left.path.at(-1) ?? "", path: left.path.slice(0, -1), ...left.above }];
  });
}

function pathOf(column: PointColumn | undefined): string {
  return foldKeyText((column?.path ?? []).join("\u001f"));
}

function ratersOf(group: readonly PointColumn[]): string {
  return group.map((column) => `${foldKeyText(column.name)}/${column.kind}`).join("\u001f");
}
