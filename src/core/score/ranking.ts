import type { Finding } from "../check/finding";
import { foldKeyText } from "../template/keys";
import type { Performance } from "../template/scoring-table";
import { headerFor } from "./attribute-header";
import type { Scores, ScoredBlock, SubjectScore, SubjectState, Withheld } from "./compute-scores";
import { comparableDecimal, compareDecimals, decimal, type ComparableDecimal, type Exact } from "./decimal";
import { bandByShare, breaksTies, quotas, rankOf, tiesIn } from "./ranking-rules";
import type { Scheme } from "./scheme";
import { tieOrder, type TieOrder } from "./tie-breakers";

/** Why a subject stands last without a rank. */
export type Unranked = Withheld | "duplicate" | "vetoed" | "ineligible";

export type RankedLine = {
  readonly score: SubjectScore;
  /** Score that the pool is ordered by: on the block's own scale where the whole pool has it, else on the full total. */
  readonly points: string | null;
  /** By the scheme's rule for ties; `null` without a score. (RK-4, RK-11) */
  readonly rank: number | null;
  readonly band: string | null;
  readonly unranked: Unranked | null;
  /** What keeps a ranked subject from a band, or from the best. (RK-23) */
  readonly standing: "no-grade" | "not-best" | null;
  /** Places among those who may have a band, and the best: what shares are compared with. `null`: not among them. */
  readonly positions: { readonly graded: number | null; readonly best: number | null };
  /** Subjects with a higher score. */
  readonly better: number;
};

export type PoolAttribute = { readonly header: string; readonly value: string | null };

/** Subjects that are ranked against each other, best first; those without a score last. (RK-1 to RK-6) */
export type RankedPool = {
  readonly performance: Performance | null;
  /** The sheet whose subjects these are, where a pool is kept apart by table; `null` otherwise. (RK-3) */
  readonly apart: string | null;
  readonly attributes: readonly PoolAttribute[];
  /** Scores were brought onto the full total because the pool has several scales. */
  readonly normalised: boolean;
  /** Blocks that the pool's subjects come from. */
  readonly blockIds: readonly string[];
  readonly lines: readonly RankedLine[];
};

export type Ranking = { readonly pools: readonly RankedPool[]; readonly findings: readonly Finding[] };

const MAX_NAMED_SUBJECTS = 12;

function folded(text: string): string {
  return foldKeyText(text).toLowerCase();
}

/** Finds the band of a score on the full total: the highest cut-off at or below it; without the highest of all where somebody cannot have that. (RK-5, RK-23) */
function bandFinder(bands: Scheme["bands"]): (score: string, exceptBest: boolean) => string | null {
  const ordered = bands.map(({ label, from }) => ({ label, from: comparableDecimal(from) })).sort((a, b) => compareDecimals(b.from, a.from));
  return (score, exceptBest) => {
    const known = comparableDecimal(score);
    return ordered.slice(exceptBest ? 1 : 0).find(({ from }) => compareDecimals(from, known) <= 0)?.label ?? null;
  };
}

/**
 * Blocks of one performance whose subjects may share pools. They are kept apart where a subject occurs in two of
 * them (two quarters, two tables about the same people), where the performance or the scale is not known. (RK-3)
 */
function poolGroups(blocks: readonly ScoredBlock[]): readonly { readonly performance: Performance | null; readonly apart: boolean; readonly blocks: readonly ScoredBlock[] }[] {
  const groups: { readonly performance: Performance | null; readonly apart: boolean; readonly blocks: readonly ScoredBlock[] }[] = [];
  for (const performance of ["unit", "person", null] as const) {
    const own = blocks.filter((scored) => scored.block.performance === performance);
    if (own.length === 0) continue;
    const seen = new Map<string, string>();
    let overlap = false;
    // In one table alone nobody occurs in two.
    for (const { block, lines } of own.length > 1 ? own : []) {
      for (const { score } of lines) {
        // The same person may have a staff number in one table and only a name in another.
        for (const id of [`key ${folded(score.subject.key)}`, `name ${folded(score.subject.name)} ${folded(score.subject.group ?? "")}`]) {
          const before = seen.get(id);
          if (before !== undefined && before !== block.blockId) overlap = true;
          seen.set(id, block.blockId);
        }
      }
    }
    const unknown = own.length > 1 && own.some((scored) => scored.marks.scale === null && scored.link === null);
    if (performance !== null && !overlap && !unknown) groups.push({ performance, apart: false, blocks: own });
    else for (const scored of own) groups.push({ performance, apart: own.length > 1 || performance === null, blocks: [scored] });
  }
  return groups;
}

function scaleOf(scored: ScoredBlock, fullTotal: Exact): Exact {
  return scored.link ? fullTotal : (scored.marks.scale ?? fullTotal);
}

/** Ranks every pool. Exact; independent of the order of rows. (RK-1 to RK-7, RK-11 to RK-16) */
export function rankScores(scores: Scores): Ranking {
  const { scheme } = scores;
  const fullTotal = decimal(scheme.fullTotal);
  const findings: Finding[] = [];
  const pools: RankedPool[] = [];
  for (const group of poolGroups(scores.blocks)) {
    const [first] = group.blocks;
    const subjects = group.blocks.flatMap((scored) => scored.lines.map((line) => line.score));
    const present = new Set<string>();
    for (const { subject } of subjects) for (const header in subject.attributes) present.add(header);
    const headers = scheme.poolBy.flatMap((attribute) => headerFor(attribute, present) ?? []);
    const scales = group.blocks.map((scored) => scaleOf(scored, fullTotal));
    const normalised = scales.some((scale) => !scale.equals(scales[0] ?? fullTotal));
    const foldedValues = new Map<string, string>();
    const foldedOnce = (value: string): string => {
      const known = foldedValues.get(value);
      if (known !== undefined) return known;
      const made = folded(value);
      foldedValues.set(value, made);
      return made;
    };
    const members = new Map<string, Member & { readonly scores: SubjectScore[] }>();
    for (const score of subjects) {
      const { attributes } = score.subject;
      let id = "";
      for (const header of headers) {
        const value = attributes[header];
        id += `${value === undefined ? "\u0000" : foldedOnce(value)}\u001f`;
      }
      const known = members.get(id);
      if (known) known.scores.push(score);
      else members.set(id, { attributes: headers.map((header): PoolAttribute => ({ header, value: attributes[header] ?? null })), scores: [score] });
    }
    for (const header of headers) {
      const without = subjects.filter((score) => score.subject.attributes[header] === undefined);
      if (without.length > 0) findings.push(groupFinding("rank.pool-unassigned", "warning", without, { attribute: header }));
    }
    const whole = [...members.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, member]) => member);
    const { pools: ordered, merged } = mergeSmallPools(whole, headers.length, scheme.ranking.minimumPool);
    for (const { into, from } of merged) findings.push(groupFinding("rank.pool-merged", "notice", into.scores, { pools: from.map((pool) => pool.attributes.map(({ value }) => value ?? "—").join(" · ")), minimum: scheme.ranking.minimumPool }));
    for (const member of ordered) {
      if (member.scores.length < scheme.ranking.minimumPool) findings.push(groupFinding("rank.pool-small", "warning", member.scores, { minimum: scheme.ranking.minimumPool }));
      const blockIds = new Set(member.scores.map((score) => score.blockId));
      pools.push({
        performance: group.performance,
        apart: group.apart && first ? nameOf(first) : null,
        attributes: member.attributes,
        normalised,
        blockIds: [...blockIds],
        lines: rankPool(member.scores, normalised, scheme, () => tieOrder(scheme, scores.blocks.filter(({ block }) => blockIds.has(block.blockId)))),
      });
    }
  }
  for (const { lines } of scores.blocks) {
    // Structuring tells equal keys apart by "~2", "~3": the same staff number, or the same name, stands in several rows.
    const numbered = lines.map((line) => line.score).filter((score) => /~\d+$/.test(score.subject.key));
    const keys = new Set(numbered.length === 0 ? [] : lines.map((line) => line.score.subject.key));
    const repeated = numbered.filter((score) => keys.has(score.subject.key.replace(/~\d+$/, "")));
    if (repeated.length > 0) findings.push(groupFinding("rank.subject-twice", "warning", repeated, {}));
  }
  const duplicates = scores.subjects.filter((score) => score.ambiguous);
  if (duplicates.length > 0) findings.push(groupFinding("rank.duplicate-subject", "error", duplicates, {}));
  return { pools, findings };
}

type Member = { readonly attributes: readonly PoolAttribute[]; readonly scores: readonly SubjectScore[] };

/**
 * Pools with fewer subjects than the minimum join each other where they differ in the last attribute only, then in the last two, and
 * so on; pools that are large enough stay as they are. (RK-15)
 */
export function mergeSmallPools(pools: readonly Member[], levels: number, minimum: number): { readonly pools: readonly Member[]; readonly merged: readonly { readonly into: Member; readonly from: readonly Member[] }[] } {
  let current = pools.map((pool) => ({ pool, from: [pool] as readonly Member[] }));
  for (let level = levels - 1; level >= 0; level--) {
    const groups = new Map<string, (typeof current)[number][]>();
    for (const entry of current) {
      if (entry.pool.scores.length >= minimum) continue;
      const id = JSON.stringify(entry.pool.attributes.slice(0, level).map(({ value }) => (value === null ? null : folded(value))));
      const group = groups.get(id);
      if (group) group.push(entry);
      else groups.set(id, [entry]);
    }
    const joinedBy = new Map<(typeof current)[number], (typeof current)[number] | null>();
    for (const group of groups.values()) {
      const [first] = group;
      if (!first || group.length < 2) continue;
      const attributes = first.pool.attributes.map((attribute, index): PoolAttribute => {
        if (index < level) return attribute;
        const values = [...new Set(group.flatMap(({ pool }) => pool.attributes[index]?.value?.split("、") ?? []))];
        return { header: attribute.header, value: values.length === 0 ? null : values.join("、") };
      });
      const joined = { pool: { attributes, scores: group.flatMap(({ pool }) => pool.scores) }, from: group.flatMap(({ from }) => from) };
      for (const entry of group) joinedBy.set(entry, entry === first ? joined : null);
    }
    current = current.flatMap((entry) => {
      const joined = joinedBy.get(entry);
      return joined === undefined ? [entry] : joined === null ? [] : [joined];
    });
  }
  return { pools: current.map(({ pool }) => pool), merged: current.flatMap(({ pool, from }) => (from.length > 1 ? [{ into: pool, from }] : [])) };
}

/** What people know a block by: its sheet, or the title that its forms share. */
function nameOf({ block }: ScoredBlock): string {
  const [table] = block.tables;
  const title = table?.table.title ?? "";
  return block.tables.length > 1 && title !== "" ? title : (table?.sheetName ?? "");
}

function groupFinding(code: string, severity: Finding["severity"], subjects: readonly SubjectScore[], params: Finding["params"]): Finding {
  const [first] = subjects;
  return {
    code,
    severity,
    sheetId: first?.sheetId ?? null,
    sheetName: first?.sheetName ?? null,
    area: null,
    params: { ...params, count: subjects.length, subjects: subjects.slice(0, MAX_NAMED_SUBJECTS).map((score) => score.label) },
  };
}

/** How a subject without a rank is told from the others, or `null`. */
function unrankedBy(score: SubjectScore): Unranked | null {
  if (score.ambiguous) return "duplicate";
  for (const { kind } of score.states) if (kind === "vetoed" || kind === "ineligible") return kind;
  return null;
}

/** The standing that keeps a ranked subject from a band: the stricter one. */
function standingOf(states: readonly SubjectState[]): RankedLine["standing"] {
  return states.some(({ kind }) => kind === "no-grade") ? "no-grade" : states.some(({ kind }) => kind === "not-best") ? "not-best" : null;
}

const NO_POSITIONS: RankedLine["positions"] = { graded: null, best: null };

/** How many of a pool are ahead of a subject, and how many have its score, itself among them: all ranked, those who may have a band, those who may have the best. */
type Counts = { ranked: number; graded: number; best: number };

function countOf(line: Sorted, counts: Counts): void {
  counts.ranked++;
  if (line.standing === "no-grade") return;
  counts.graded++;
  if (line.standing === null) counts.best++;
}

type Sorted = { readonly score: SubjectScore; readonly points: string | null; readonly value: ComparableDecimal | null; readonly unranked: Unranked | null; readonly standing: RankedLine["standing"] };

/** Best first, equal scores by the scheme's criteria and then by key. (RK-4, RK-6, RK-11 to RK-14, RK-16, RK-21 to RK-23) */
function rankPool(scores: readonly SubjectScore[], normalised: boolean, scheme: Scheme, orderOf: () => TieOrder | null): readonly RankedLine[] {
  const entries = scores.map((score): Sorted => {
    const unranked = unrankedBy(score);
    const points = unranked ? null : normalised ? score.comparable : score.final;
    return { score, unranked, points, value: points === null ? null : comparableDecimal(points), standing: score.states.length === 0 ? null : standingOf(score.states) };
  });
  const breaks = breaksTies(scheme, entries.length);
  const order = breaks.inRanks || breaks.atLine ? orderOf() : null;
  entries.sort((a, b) => {
    if (a.value && b.value) {
      const difference = compareDecimals(b.value, a.value);
      if (difference !== 0) return difference;
      const broken = order ? order(a.score, b.score) : 0;
      if (broken !== 0) return broken;
    } else if (a.value) return -1;
    else if (b.value) return 1;
    const [left, right] = a.score.subject.key === b.score.subject.key ? [a.score.scoreKey, b.score.scoreKey] : [a.score.subject.key, b.score.subject.key];
    return left < right ? -1 : left > right ? 1 : 0;
  });
  const bandOf = bandFinder(scheme.bands);
  const ties = tiesIn(scheme.ties, entries.length);
  const ranked = entries.filter(({ value }) => value !== null);
  const graded = ranked.filter(({ standing }) => standing !== "no-grade").length;
  const cumulative = scheme.ranking.bandsBy === "cut-off" ? [] : quotas(scheme.bands, graded, scheme.ranking);
  const atLine = scheme.ranking.atLine === "tie-breakers" && !breaks.atLine ? "all-in" : scheme.ranking.atLine;
  const lines: RankedLine[] = [];
  const ahead: Counts = { ranked: 0, graded: 0, best: 0 };
  let distinct = 0;
  for (let first = 0; first < ranked.length; ) {
    let next = first + 1;
    const lead = ranked[first];
    // Decimal texts of one score are one text.
    while (next < ranked.length && ranked[next]?.points === lead?.points) next++;
    const equal: Counts = { ranked: 0, graded: 0, best: 0 };
    for (const entry of ranked.slice(first, next)) countOf(entry, equal);
    const before = { ...ahead };
    /** Those whom the criteria put ahead, in the group of the last line. */
    let placed = { ...ahead };
    for (let index = first; index < next; index++) {
      const entry = ranked[index];
      if (!entry) continue;
      const above = ranked[index - 1];
      if (index === first || (order && above && order(above.score, entry.score) !== 0)) placed = { ...ahead };
      const { score, points, standing } = entry;
      const positionIn = (group: "graded" | "best"): number => (atLine === "all-in" ? before[group] + 1 : atLine === "all-out" ? before[group] + equal[group] : placed[group] + 1);
      const positions = { graded: standing === "no-grade" ? null : positionIn("graded"), best: standing === null ? positionIn("best") : null };
      const rank = rankOf(ties, breaks.inRanks ? placed.ranked : before.ranked, equal.ranked, distinct);
      const known = score.scaleKnown || score.link !== null ? score.comparable : null;
      const position = (band: number): number | null => (band === 0 ? positions.best : positions.graded);
      const band =
        standing === "no-grade"
          ? null
          : scheme.ranking.bandsBy === "cut-off"
            ? known && bandOf(known, standing === "not-best")
            : bandByShare(scheme.bands, cumulative, known === null ? null : decimal(known), position, scheme.ranking);
      lines.push({ score, points, rank, band, unranked: null, standing, positions, better: before.ranked });
      countOf(entry, ahead);
    }
    distinct++;
    first = next;
  }
  for (const { score, unranked, standing } of entries.slice(ranked.length)) {
    lines.push({ score, points: null, rank: null, band: null, unranked: unranked ?? score.withheld ?? "entry-missing", standing, positions: NO_POSITIONS, better: 0 });
  }
  return lines;
}
