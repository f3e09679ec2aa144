import { parseReference } from "../template/own-cells";
import type { Area } from "../grid/address";
import type { SheetSnapshot, WorkbookSnapshot } from "../grid/snapshot";

/** Names of scheme cells that formulas use; visible, so that an auditor meets words instead of addresses. (SC-20) */
export const SCHEME_NAMES = {
  fullTotal: "TS_full",
  digits: "TS_digits",
  schemeKind: "TS_scheme_kind",
  schemeName: "TS_scheme_name",
  schemeApproval: "TS_scheme_approval",
  schemeFrom: "TS_scheme_from",
  schemeTo: "TS_scheme_to",
  schemeUnits: "TS_scheme_units",
  missing: "TS_missing",
  rounding: "TS_round",
  roundAt: "TS_round_at",
  weightTotals: "TS_weights",
  dropHighest: "TS_drop_high",
  dropLowest: "TS_drop_low",
  dropFrom: "TS_drop_from",
  unitShare: "TS_unit_share",
  linkFamily: "TS_link_by",
  coefficientFroms: "TS_coef_from",
  unitCoefficients: "TS_coef",
  weightSelf: "TS_w_self",
  weightLeader: "TS_w_leader",
  weightRater: "TS_w_rater",
  bandLabels: "TS_band_label",
  bandFroms: "TS_band_from",
  bandShares: "TS_band_share",
  bandFactors: "TS_band_factor",
  ties: "TS_ties",
  bandsBy: "TS_bands_by",
  quotaRounding: "TS_quota_rounding",
  atLeastOne: "TS_quota_min1",
  atLine: "TS_quota_ties",
  minimumPool: "TS_pool_min",
  linkGroups: "TS_link_group",
  linkUnits: "TS_link_unit",
  linkScores: "TS_link_score",
  unitLabels: "TS_unit_label",
  unitScores: "TS_unit_score",
  unitTotals: "TS_unit_total",
  shareBy: "TS_share_by",
  shareValues: "TS_share_value",
  shares: "TS_share",
  sharesUsed: "TS_share_used",
  periodFrom: "TS_period_from",
  periodTo: "TS_period_to",
  stayKeys: "TS_stay_key",
  stayFroms: "TS_stay_from",
  stayTos: "TS_stay_to",
  stayOks: "TS_stay_ok",
  stayWeights: "TS_stay_weight",
  stayUnits: "TS_stay_unit",
  stayScores: "TS_stay_score",
  specialKeys: "TS_special_key",
  specialSources: "TS_special_source",
  specialShares: "TS_special_share",
  specialPoints: "TS_special_points",
  specialFlaws: "TS_special_flaw",
  adjustmentKeys: "TS_adj_key",
  adjustmentPoints: "TS_adj_points",
  adjustmentStandings: "TS_adj_standing",
} as const;

/** Cells with the headers of pool attributes: TS_pool1 … */
export const POOL_NAMES = ["TS_pool1", "TS_pool2", "TS_pool3", "TS_pool4"] as const;

/** Cells with the criteria that tell equals apart: TS_tie1 … (RK-21) */
export const TIE_NAMES = ["TS_tie1", "TS_tie2", "TS_tie3"] as const;

/** Coefficients of the n-th run of indicator columns (from 1). */
export function coefficientName(blockId: string, run: number): string {
  return `TS_${blockId}_coef${run}`;
}

/** Means of the indicators of the n-th run (from 1), for blank entries. (SC-64) */
export function meanName(blockId: string, run: number): string {
  return `TS_${blockId}_mean${run}`;
}

/** Points on the total of the best entries of the n-th run (from 1). (SC-65) */
export function bestName(blockId: string, run: number): string {
  return `TS_${blockId}_best${run}`;
}

/** TRUE while the block's marks can be combined. */
export function okName(blockId: string): string {
  return `TS_${blockId}_ok`;
}

/** What the block's best entries add up to. */
export function scaleName(blockId: string): string {
  return `TS_${blockId}_scale`;
}

/** The block of marks on the scheme sheet, with its keys: read back on the next run. */
export function marksName(blockId: string): string {
  return `_TS_${blockId}_marks`;
}

/** Words that say yes and no, one cell each. (SC-45) */
export const ANSWER_NAMES = { yes: "TS_yes", no: "TS_no" } as const;

/** What a method's formula reads of one indicator (from 1): its parameters, its full mark, its thresholds and their points. */
export type RulePart = "target" | "step" | "floor" | "cap" | "full" | "from" | "points";

/** A cell or column of cells with a part of an indicator's method. (SC-52) */
export function ruleName(blockId: string, indicator: number, part: RulePart): string {
  return `TS_${blockId}_i${indicator}_${part}`;
}

/** The most or the least that the n-th category (from 1) may add up to. (SC-53) */
export function capName(blockId: string, n: number, side: "max" | "min"): string {
  return `TS_${blockId}_cap${n}_${side}`;
}

/** How single indicators count, with their keys: read back on the next run. */
export function rulesName(blockId: string): string {
  return `_TS_${blockId}_rules`;
}

/** The block's categories with their limits: read back on the next run. */
export function capsName(blockId: string): string {
  return `_TS_${blockId}_caps`;
}

/** Blocks of a scheme sheet by the names of the shape above. */
export const RULES_NAME = /^_TS_(T\d+)_(rules|caps)$/;

/** What people entered about who was where and who shares in which special score, on the scheme sheet. (LK-15, LK-18) */
export const ENTERED_NAMES = { stays: "_TS_stays", specials: "_TS_specials" } as const;

export type ResultPart = "own" | "unit" | "special" | "adjustment" | "score" | "rank" | "grade";

/** Hidden name of a result column that we wrote, header to last row. */
export function resultName(tableId: string, part: ResultPart): string {
  return `_TS_${tableId}_${part}`;
}

/** Names of the shape that this folder defines, so that stale ones can be taken away. */
export const BLOCK_NAME = /^(?:TS_T\d+_(?:(?:coef|mean|best)\d+|ok|scale|i\d+_(?:target|step|floor|cap|full|from|points)|cap\d+_(?:max|min))|TS_(?:yes|no)|_TS_T\d+_(?:marks|rules|caps|own|unit|special|adjustment|score))$/;

/** Looks up defined names of the whole workbook; built once per snapshot. */
export type NameLookup = {
  readonly area: (name: string) => { readonly sheet: SheetSnapshot; readonly area: Area } | null;
  readonly all: readonly string[];
};

export function lookUpNames(workbook: WorkbookSnapshot): NameLookup {
  const sheets = new Map(workbook.sheets.map((sheet) => [sheet.name.toLowerCase(), sheet] as const));
  const names = new Map(workbook.names.filter((name) => name.sheetId === null).map((name) => [name.name.toLowerCase(), name] as const));
  return {
    area(name) {
      const found = names.get(name.toLowerCase());
      const reference = found ? parseReference(found.refersTo) : null;
      const sheet = reference ? sheets.get(reference.sheetName.toLowerCase()) : undefined;
      return reference && sheet ? { sheet, area: { sheetId: sheet.sheetId, ...reference.rect } } : null;
    },
    all: [...names.values()].map((name) => name.name),
  };
}
