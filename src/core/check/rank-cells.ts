import type { TableView } from "./table-view";

const FORMER = /(?:上|前)(?:一)?(?:个)?(?:期|月度?|季度?|年度?|次|半年)(?:的)?(?:名次|排名|排序|位次)|去年(?:名次|排名|位次)|(?:previous|prior|last|former)(?:period|month|quarter|year)?(?:'s)?(?:rank|position|place)/iu;

/** "上期名次", "Last month's rank": a rank of another period, which today's scores say nothing about. */
export function isFormerRank(header: string): boolean {
  return FORMER.test(header.normalize("NFKC").replace(/\s/gu, ""));
}

/** "3", "第3名", "３" → 3; `null` for anything else. */
export function rankAt(view: TableView, row: number, column: number): number | null {
  const value = view.value(row, column);
  if (typeof value === "number") return value;
  if (typeof value !== "string") return null;
  const match = /^(?:第|no\.?)?(\d{1,6}(?:\.5)?)(?:名|位)?$/i.exec(value.normalize("NFKC").replace(/\s/g, ""));
  return match?.[1] === undefined ? null : Number(match[1]);
}
