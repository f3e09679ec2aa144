import type { Session } from "../../app/session/session";
import { decimal, decimalText, HUNDRED, parseDecimal } from "../../core/score/decimal";
import { POOL_NAMES } from "../../core/score/own-names";
import { checkScheme } from "../../core/score/scheme-check";

/** Scheme and changed marks that scores are previewed under. */
export type ScoreDraft = Parameters<Session["previewScores"]>[0];

/** A part of the scheme that a person edits. */
export const SCHEME_PARTS = ["total", "digits", "share", "raters", "calculation", "pools", "bands", "ranking", "scope", "marks", "methods"] as const;
export type SchemePart = (typeof SCHEME_PARTS)[number];

/** The scheme sheet has a cell for each. */
export const MAX_POOL_ATTRIBUTES = POOL_NAMES.length;

/** Parts of the draft that cannot be used as they are; empty: it can be previewed. (PN-42) */
export function unusableParts(draft: ScoreDraft): ReadonlySet<SchemePart> {
  const marks = new Map(Object.entries(draft.marks).map(([blockId, byKey]) => [blockId, new Map(Object.entries(byKey))]));
  return new Set(checkScheme(draft.scheme, marks).map(({ code }) => partOf(code)));
}

function partOf(code: string): SchemePart {
  if (code === "scheme.full-total") return "total";
  if (code === "scheme.digits") return "digits";
  if (code === "scheme.unit-share" || code === "scheme.coefficient" || code === "scheme.category-share") return "share";
  if (code === "scheme.round-missing" || code === "scheme.rater-drop") return "calculation";
  if (code.startsWith("scheme.rater") || code.startsWith("scheme.weight-")) return "raters";
  if (code.startsWith("scheme.pools")) return "pools";
  if (code === "scheme.validity" || code === "scheme.scope-many") return "scope";
  if (code.startsWith("scheme.tie")) return "ranking";
  if (code.startsWith("scheme.rule") || code.startsWith("scheme.cap")) return "methods";
  return code.startsWith("scheme.band") ? "bands" : "marks";
}

/** "0.3" → "30"; a text that is no number stays as it is, so that a person can go on typing. */
export function percentOfShare(share: string): string {
  return parseDecimal(share) === null ? share : decimalText(decimal(share).mul(HUNDRED));
}

/** "30", "30%" or "３０" → "0.3". */
export function shareOfPercent(percent: string): string {
  const value = parseDecimal(percent.normalize("NFKC").trim().replace(/%$/, ""));
  return value === null ? percent : decimalText(value.div(HUNDRED));
}

/** What is left of the whole: "0.3" → "0.7". */
export function remainder(share: string): string {
  const value = parseDecimal(share);
  return value === null ? "" : decimalText(decimal("1").sub(value));
}
