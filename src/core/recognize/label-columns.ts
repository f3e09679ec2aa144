import { COLUMN_FEATURES, type ColumnFeature, type DescribedColumn } from "./column-features";
import { COLUMN_WEIGHTS, LABEL_ORDER } from "./column-weights";
import type { HeaderCell } from "./header-cell";
import type { ColumnRole, Reason } from "./table";
import type { WordRole } from "./vocabulary";

/** A column's role with how sure it is and why. */
export type LabelledColumn = {
  readonly role: ColumnRole;
  readonly confidence: number;
  readonly reasons: readonly Reason[];
  readonly alternative: { readonly role: ColumnRole; readonly confidence: number } | null;
};

type FeatureWeight = { readonly feature: ColumnFeature; /** Place in `COLUMN_FEATURES`. */ readonly at: number; readonly weight: number };

/** What counts for each role, in the order of the features: most weights of most roles are 0. */
const ROLE_WEIGHTS = (Object.keys(COLUMN_WEIGHTS) as WordRole[]).map((role) => ({
  role,
  weights: COLUMN_FEATURES.flatMap((feature, at): readonly FeatureWeight[] => {
    const weight = COLUMN_WEIGHTS[role][feature] ?? 0;
    return weight === 0 ? [] : [{ feature, at, weight }];
  }),
}));
const MAX_LABEL_COLUMNS = 12;
const LEVELS = ["level1", "level2", "level3", "level4"] as const;

type Scored = { readonly values: Float64Array; readonly scores: Map<WordRole, number> };

/**
 * Gives every column a role: each role's weighted features are added up, then the label columns are decided together
 * (levels left of one indicator; one subject), since which label is the leaf shows only beside the others. Roles that were
 * chosen by hand (by index) are taken as they are, and the others are decided beside them. Rules RC-22, RC-23, RC-61.
 */
export function labelColumns(columns: readonly DescribedColumn[], byHand: ReadonlyMap<number, ColumnRole> = new Map()): readonly LabelledColumn[] {
  const scored = columns.map((column): Scored => {
    const values = featureValues(column);
    return { values, scores: new Map(ROLE_WEIGHTS.map(({ role, weights }) => [role, scoreOf(column, values, role, weights)])) };
  });
  keepOneSubject(columns, scored);
  const { roles: chosen, indicatorAt } = decideLabels(byHand.size === 0 ? scored : scoredBeside(scored, byHand));
  let level = 0;
  return columns.map((column, i) => {
    const given = byHand.get(i);
    if (given !== undefined) return chosenLabel(scored[i]?.scores ?? new Map<WordRole, number>(), given);
    const word = chosen[i] ?? "other";
    const role: ColumnRole = word === "level" ? (LEVELS[Math.min(level++, 3)] ?? "level4") : word;
    const scores = scored[i]?.scores ?? new Map<WordRole, number>();
    const { confidence, second } = certainty(scores, word, indicatorAt[i] ?? 0);
    return {
      role,
      confidence,
      reasons: reasonsOf(column, scored[i]?.values ?? featureValues(column), word),
      alternative: second === null ? null : { role: second.role === "level" ? (LEVELS[Math.min(level, 3)] ?? "level1") : second.role, confidence: second.confidence },
    };
  });
}

/** So much that nothing outweighs a choice. */
const CERTAIN = 1e6;

function wordOf(role: ColumnRole): WordRole {
  return (LEVELS as readonly ColumnRole[]).includes(role) ? "level" : (role as WordRole);
}

/** Scores in which chosen columns can be nothing else, and no other column is the subject or the indicator where one was chosen. */
function scoredBeside(scored: readonly Scored[], byHand: ReadonlyMap<number, ColumnRole>): readonly Scored[] {
  const single = (["subject", "indicator"] as const).filter((role) => [...byHand.values()].includes(role));
  return scored.map(({ values, scores }, i): Scored => {
    const given = byHand.get(i);
    const next = new Map(scores);
    if (given !== undefined) for (const role of next.keys()) next.set(role, role === wordOf(given) ? CERTAIN : -CERTAIN);
    else for (const role of single) next.set(role, -CERTAIN);
    return { values, scores: next };
  });
}

/** A chosen role, with what the column would have been taken for alone as the alternative. */
function chosenLabel(scores: ReadonlyMap<WordRole, number>, role: ColumnRole): LabelledColumn {
  const alone = best(scores, (word) => word !== wordOf(role));
  const highest = Math.max(...scores.values());
  const sum = [...scores.values()].reduce((total, score) => total + Math.exp(score - highest), 0);
  return {
    role,
    confidence: 1,
    reasons: [{ code: "recognition.column.chosen", params: {} }],
    alternative: { role: alone.role === "level" ? "level1" : alone.role, confidence: Math.exp(alone.score - highest) / sum },
  };
}

/** A table evaluates one kind of subject: only the best column may be it, unless another's header says so outright. */
function keepOneSubject(columns: readonly DescribedColumn[], scored: readonly Scored[]): void {
  let best = -1;
  scored.forEach(({ scores }, i) => {
    if (best < 0 || (scores.get("subject") ?? 0) > (scored[best]?.scores.get("subject") ?? 0)) best = i;
  });
  scored.forEach(({ scores }, i) => {
    if (i !== best && (columns[i]?.words.get("subject") ?? 0) < 0.85) scores.set("subject", (scores.get("subject") ?? 0) - 4);
  });
}

/** The column's features in the order of `COLUMN_FEATURES`; 0 for those that depend on the role. */
function featureValues({ vector }: DescribedColumn): Float64Array {
  const values = new Float64Array(COLUMN_FEATURES.length);
  COLUMN_FEATURES.forEach((feature, at) => {
    if (feature !== "word" && feature !== "parentWord") values[at] = vector[feature];
  });
  return values;
}

function contribution(column: DescribedColumn, values: Float64Array, role: WordRole, { feature, at, weight }: FeatureWeight): number {
  if (feature === "word") return weight * (column.words.get(role) ?? 0);
  if (feature === "parentWord") return weight * (column.parentWords.get(role) ?? 0);
  return weight * (values[at] ?? 0);
}

function scoreOf(column: DescribedColumn, values: Float64Array, role: WordRole, weights: readonly FeatureWeight[]): number {
  let score = 0;
  for (const weight of weights) score += contribution(column, values, role, weight);
  return score;
}

/** Tries each column as the one indicator; levels may only stand left of it. At most 12 columns are tried. */
function decideLabels(scored: readonly Scored[]): { readonly roles: readonly WordRole[]; readonly indicatorAt: readonly number[] } {
  const others = scored.map(({ scores }) => best(scores, (role) => role !== "level" && role !== "indicator"));
  const asLevel = scored.map(({ scores }) => Math.max(scores.get("level") ?? 0, (scores.get("indicator") ?? 0) * LABEL_ORDER.indicatorWordAsLevel) + LABEL_ORDER.levelLeft);
  const rest = (from: number): number => others.slice(from).reduce((sum, other) => sum + other.score, 0);
  let top = { total: rest(0) + LABEL_ORDER.noIndicator, at: -1 };
  const totals: number[] = [];
  let left = 0;
  let levels = 0;
  const limit = Math.min(scored.length, MAX_LABEL_COLUMNS);
  for (let i = 0; i < limit; i++) {
    const total = left + (scored[i]?.scores.get("indicator") ?? 0) + rest(i + 1);
    totals.push(total);
    if (total > top.total) top = { total, at: i };
    const other = others[i]?.score ?? 0;
    const level = (asLevel[i] ?? 0) + (levels >= 2 ? LABEL_ORDER.thirdLevel : 0);
    if (level > other) levels++;
    left += Math.max(other, level);
  }
  let given = 0;
  const asLevelHere = (level: number, other: number): boolean => {
    const wins = level + (given >= 2 ? LABEL_ORDER.thirdLevel : 0) > other;
    if (wins) given++;
    return wins;
  };
  const weights = totals.map((total) => Math.exp(total - top.total));
  const sum = weights.reduce((a, b) => a + b, Math.exp(rest(0) + LABEL_ORDER.noIndicator - top.total));
  const roles = scored.map(({ scores }, i): WordRole => {
    if (i === top.at) return "indicator";
    const other = others[i] ?? { role: "other" as const, score: 0 };
    if (top.at >= 0 && i < top.at) return asLevelHere(asLevel[i] ?? 0, other.score) ? "level" : other.role;
    if (top.at < 0) return asLevelHere(scores.get("level") ?? 0, other.score) ? "level" : other.role;
    return (scores.get("level") ?? 0) + LABEL_ORDER.levelRight > other.score ? "level" : other.role;
  });
  return { roles, indicatorAt: weights.map((weight) => weight / sum) };
}

function best(scores: ReadonlyMap<WordRole, number>, allowed: (role: WordRole) => boolean): { readonly role: WordRole; readonly score: number } {
  let top: { role: WordRole; score: number } = { role: "other", score: -Infinity };
  for (const [role, score] of scores) if (allowed(role) && score > top.score) top = { role, score };
  return top;
}

/**
 * Probability of the chosen role, and the next best: the softmax of the scores, in which level and indicator share what
 * the joint decision gave the column as the indicator's place.
 */
function certainty(
  scores: ReadonlyMap<WordRole, number>,
  chosen: WordRole,
  indicatorHere: number,
): { readonly confidence: number; readonly second: { readonly role: WordRole; readonly confidence: number } | null } {
  const highest = Math.max(...scores.values());
  let sum = 0;
  for (const score of scores.values()) sum += Math.exp(score - highest);
  const alone = (role: WordRole): number => Math.exp((scores.get(role) ?? -Infinity) - highest) / sum;
  const label = alone("level") + alone("indicator");
  const probability = (role: WordRole): number => (role === "indicator" ? label * indicatorHere : role === "level" ? label * (1 - indicatorHere) : alone(role));
  let second: { role: WordRole; confidence: number } | null = null;
  for (const role of scores.keys()) {
    const confidence = probability(role);
    if (role !== chosen && confidence >= 0.02 && confidence > (second?.confidence ?? 0)) second = { role, confidence };
  }
  return { confidence: probability(chosen), second };
}

/** The three features that spoke most for the role. */
function reasonsOf(column: DescribedColumn, values: Float64Array, role: WordRole): readonly Reason[] {
  const leaf = column.header[column.header.length - 1];
  const weights = ROLE_WEIGHTS.find((entry) => entry.role === role)?.weights ?? [];
  return weights
    .filter(({ feature }) => feature !== "bias")
    .map((weight) => ({ feature: weight.feature, value: contribution(column, values, role, weight) }))
    .filter(({ value }) => value > 0.3)
    .sort((a, b) => b.value - a.value)
    .slice(0, 3)
    .map(({ feature }) => ({
      code: `recognition.column.${feature}`,
      params: headerParam(feature === "word" ? leaf : feature === "parentWord" ? column.header[0] : undefined),
    }));
}

function headerParam(cell: HeaderCell | undefined): Reason["params"] {
  return cell ? { header: cell.info.text.slice(0, 40) } : {};
}
