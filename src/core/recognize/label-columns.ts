import { COLUMN_FEATURES, type ColumnFeature, type DescribedColumn } from "./column-features";
import { contribution, decideRoles, roleScores, WORD_ROLES } from "./column-model";
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

const LEVELS = ["level1", "level2", "level3", "level4"] as const;
/** So much that nothing outweighs a choice. */
const CERTAIN = 1e6;

/**
 * Gives every column a role: each role's weighted features are added up, and all columns are decided together (levels left of one
 * indicator), since which label is the leaf shows only beside the others. The confidence is the role's probability over all ways to
 * decide. Roles that were chosen by hand (by index) are taken as they are, and the others are decided beside them. Rules RC-22, RC-23, RC-61.
 */
export function labelColumns(columns: readonly DescribedColumn[], byHand: ReadonlyMap<number, ColumnRole> = new Map()): readonly LabelledColumn[] {
  const scores = columns.map((column) => roleScores(column, COLUMN_WEIGHTS));
  const { roles, probabilities } = decideRoles(byHand.size === 0 ? scores : scoresBeside(scores, byHand), LABEL_ORDER);
  let level = 0;
  return columns.map((column, i): LabelledColumn => {
    const given = byHand.get(i);
    if (given !== undefined) return chosenLabel(scores[i] ?? new Float64Array(0), given);
    const word = WORD_ROLES[roles[i] ?? 0] ?? "other";
    const role: ColumnRole = word === "level" ? (LEVELS[Math.min(level++, 3)] ?? "level4") : word;
    const own = probabilities[i] ?? new Float64Array(0);
    let second: { role: WordRole; confidence: number } | null = null;
    own.forEach((confidence, r) => {
      const other = WORD_ROLES[r] ?? "other";
      if (other !== word && confidence >= 0.02 && confidence > (second?.confidence ?? 0)) second = { role: other, confidence };
    });
    const next = second as { role: WordRole; confidence: number } | null;
    return {
      role,
      confidence: own[roles[i] ?? 0] ?? 0,
      reasons: reasonsOf(column, word),
      alternative: next && { role: next.role === "level" ? (LEVELS[Math.min(level, 3)] ?? "level1") : next.role, confidence: next.confidence },
    };
  });
}

function wordOf(role: ColumnRole): WordRole {
  return (LEVELS as readonly ColumnRole[]).includes(role) ? "level" : (role as WordRole);
}

/** What a chosen subject speaks against an indicator in the same table, and the other way round, in log-odds. */
const EITHER = -4;

/** Scores in which chosen columns can be nothing else, and no other column is the subject or the indicator where one was chosen. */
function scoresBeside(scores: readonly Float64Array[], byHand: ReadonlyMap<number, ColumnRole>): readonly Float64Array[] {
  const both = ["subject", "indicator"] as const;
  const single = both.filter((role) => [...byHand.values()].includes(role));
  return scores.map((own, i) => {
    const given = byHand.get(i);
    return Float64Array.from(own, (score, r) => {
      const role = WORD_ROLES[r];
      if (given !== undefined) return role === wordOf(given) ? CERTAIN : -CERTAIN;
      if (single.some((one) => one === role)) return -CERTAIN;
      return single.length > 0 && both.some((one) => one === role) ? score + EITHER : score;
    });
  });
}

/** A chosen role, with what the column would have been taken for alone as the alternative. */
function chosenLabel(scores: Float64Array, role: ColumnRole): LabelledColumn {
  const chosen = wordOf(role);
  let other = "other" as WordRole;
  let top = -Infinity;
  let highest = -Infinity;
  scores.forEach((score, r) => {
    highest = Math.max(highest, score);
    if (WORD_ROLES[r] !== chosen && score > top) [other, top] = [WORD_ROLES[r] ?? "other", score];
  });
  const sum = scores.reduce((total, score) => total + Math.exp(score - highest), 0);
  return {
    role,
    confidence: 1,
    reasons: [{ code: "recognition.column.chosen", params: {} }],
    alternative: { role: other === "level" ? "level1" : other, confidence: Math.exp(top - highest) / sum },
  };
}

/** The three features that spoke most for the role. */
function reasonsOf(column: DescribedColumn, role: WordRole): readonly Reason[] {
  const leaf = column.header[column.header.length - 1];
  return COLUMN_FEATURES.filter((feature) => feature !== "bias")
    .map((feature): { readonly feature: ColumnFeature; readonly value: number } => ({ feature, value: contribution(column, role, feature, COLUMN_WEIGHTS[role][feature] ?? 0) }))
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
