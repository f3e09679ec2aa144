import type { Finding, Severity } from "../check/finding";
import type { CodeParams } from "../coded-error";
import { toA1, type Rect } from "../grid/address";
import { valueAt, type WorkbookSnapshot } from "../grid/snapshot";
import type { Performance, ScoringTable, Subject } from "../template/scoring-table";
import { readAdjustments, type Adjustments } from "./adjustment-reading";
import type { WeightTotals } from "./calculation-rules";
import { compareExact, decimal, decimalText, ONE, roundScore, ZERO, type Exact } from "./decimal";
import { gather, MAX_NAMED_SUBJECTS, single, tableFinding } from "./gathered-findings";
import { isOpenTickForm, methodFull, placeRules, ruledBlock } from "./indicator-rule";
import { entryCells, fullRowOf, presentGroups, scoreLine, slotValue, UNSCORED, type Cell, type GroupWeights, type LineProblem, type LineRules, type LineScore } from "./line-score";
import type { LinkFamily } from "./link-rules";
import { linkBlocks, linkedScore, linkFindings, linkTerms, onFullTotal, type BlockLink, type CategoryReader, type EnteredLinks, type LinkOutcome, type OwnBlock, type OwnLine } from "./link-scores";
import { combineMarks, type CombinedMarks, type Marks } from "./marks";
import { methodFindings, methodProblems, type MethodProblem } from "./method-findings";
import { meansOf, withMissing } from "./missing-entries";
import type { Scheme } from "./scheme";
import { mergeOverrides, type MarkOverrides } from "./scheme-draft";
import { readMarkOverrides } from "./scheme-sheet-reading";
import { scopeOf } from "./scheme-scope";
import { ambiguousKeys, scoreBlocks, type ScoreBlock, type ScoreLine } from "./score-block";
import { readSpecialShares } from "./special-shares";
import type { Standing } from "./standing";
import { subjectLabels } from "./subject-labels";
import type { UnitMatch } from "./unit-link";
import { readStays } from "./unit-stays";

/** Why there is no final score. */
export type Withheld = LineProblem | "marks" | "method" | "no-unit" | "unit-unknown" | "unit-ambiguous" | "unit-not-final" | "scale-unknown" | "no-coefficient" | "stay" | "special" | "special-over" | "cycle" | "out-of-scope";

/**
 * What holds of a subject beside its score, which stays as computed. "vetoed": veto indicators, by name, were hit (SC-51); "ineligible": it was
 * decided that the subject is not ranked (RK-20); "no-grade", "not-best": that it has no band, or not the best (RK-23).
 */
export type SubjectState = { readonly kind: "vetoed"; readonly indicators: readonly string[] } | { readonly kind: "ineligible" | "no-grade" | "not-best"; readonly reason: string };

/** A term of a linked score on the full total, at working precision; `isExact`: nothing was rounded away. */
export type LinkTerm = { readonly value: Exact | null; readonly isExact: boolean };

/** The score of one subject in one table, with its terms. Exact numbers; decimal texts where rounded. */
export type SubjectScore = {
  /** "T1/key": unique in the workbook. */
  readonly scoreKey: string;
  readonly blockId: string;
  readonly tableId: string;
  readonly sheetId: string;
  readonly sheetName: string;
  readonly performance: Performance | null;
  readonly subject: Subject;
  /** Unique among all subjects of the workbook. */
  readonly label: string;
  /** Row of the table, or `null` for a form. */
  readonly row: number | null;
  /** Own points on the block's scale, not rounded; `null`: withheld. */
  readonly own: Exact | null;
  /** Terms of a linked score; `null` where the score is not linked. (LK-1) */
  readonly link: { readonly group: string; readonly unitLabel: string | null; readonly own: LinkTerm; readonly unit: LinkTerm; readonly special: LinkTerm } | null;
  /** Sum of the subject's adjustments. */
  readonly adjustment: Exact;
  /** Final score at the stated digit, decimal text; `null`: withheld. */
  readonly final: string | null;
  /** Another row has the same key: neither can be looked up, adjusted, linked to or ranked. (SC-25) */
  readonly ambiguous: boolean;
  /** Whether it is known what the best entries add up to. */
  readonly scaleKnown: boolean;
  /** The final score brought onto the full total, decimal text: what pools and bands compare. (SC-16) */
  readonly comparable: string | null;
  /** `comparable` ends within the working digits; where it does not, binary arithmetic leaves its last digit open. */
  readonly comparableIsExact: boolean;
  readonly withheld: Withheld | null;
  /** Empty for nearly everybody. */
  readonly states: readonly SubjectState[];
};

export type ScoredLine = { readonly line: ScoreLine; readonly result: LineScore; readonly score: SubjectScore };

/** A block with everything that its sheets need to say. */
export type ScoredBlock = {
  readonly block: ScoreBlock;
  readonly marks: CombinedMarks;
  /** Marks in force, by slot: the table's, or what somebody typed on the scheme sheet. */
  readonly stated: readonly Marks[];
  readonly overridden: readonly Partial<Marks>[];
  /** How its entries become points. */
  readonly rules: LineRules;
  /** Indicators whose method cannot be used; scores are withheld. (SC-47) */
  readonly gaps: readonly MethodProblem[];
  /** How scores are linked; `null` where they are not. */
  readonly link: (BlockLink & { readonly family: LinkFamily }) | null;
  readonly lines: readonly ScoredLine[];
};

/** Marks can be combined and every stated method can be used; else nothing in the block is scored. (SC-5, SC-6, SC-47) */
export function isUsable({ marks, gaps }: Pick<ScoredBlock, "marks" | "gaps">): boolean {
  return marks.problem === null && gaps.length === 0;
}

/** How a text in a person table was read as a unit, one for each text. */
export type GroupLink = { readonly group: string; readonly match: UnitMatch };

export type Scores = {
  readonly scheme: Scheme;
  readonly blocks: readonly ScoredBlock[];
  readonly subjects: readonly SubjectScore[];
  readonly groupLinks: readonly GroupLink[];
  /** Units by label, in table order. */
  readonly units: readonly SubjectScore[];
  /** The attribute that shares of units are given by, and the texts of it in the tables; `null`: none is. (LK-14) */
  readonly category: CategoryReader | null;
  readonly categories: readonly string[];
  /** Whether there are units and people, so that something can be linked. */
  readonly linkable: boolean;
  readonly enteredLinks: EnteredLinks;
  readonly adjustments: Adjustments;
  readonly findings: readonly Finding[];
};

const NO_STATES: readonly SubjectState[] = [];
/** Whom the scheme does not hold for: not scored, and said. (SC-72) */
function outOfScope(own: readonly OwnBlock[], holdsFor: (line: ScoreLine, block: ScoreBlock) => boolean): readonly Finding[] {
  const gathering = gather();
  for (const { block, lines } of own) for (const { line } of lines) if (!holdsFor(line, block)) gathering.add(line.table, "out", [], line.subject.name);
  return own.flatMap(({ block }) =>
    block.tables.flatMap((table) => {
      const found = gathering.of(table, "out");
      return found ? [tableFinding(table, "score.out-of-scope", "notice", table.table.range, { count: found.subjectCount, subjects: found.subjects })] : [];
    }),
  );
}

/** Means of what is entered for each indicator whose blanks take them, over all lines of the block. (SC-64) */
function slotMeans(block: ScoreBlock, rules: LineRules, weights: GroupWeights): readonly (Exact | null)[] {
  if (block.slots.every(({ missing }) => missing !== "item-mean")) return [];
  const entered: Exact[][] = block.slots.map(() => []);
  for (const line of block.lines) {
    const groups = presentGroups(block, line, weights);
    block.slots.forEach((slot, index) => {
      const value = slot.missing === "item-mean" ? slotValue(line, index, slot, groups, rules.fulls[index] ?? null, rules.drop) : null;
      if (value?.kind === "number") entered[index]?.push(value.value);
    });
  }
  return meansOf(entered);
}

function statesOf(block: ScoreBlock, { vetoes }: LineScore, decided: ReadonlyMap<Standing, string> | undefined): readonly SubjectState[] {
  if (vetoes.length === 0 && decided === undefined) return NO_STATES;
  return [
    ...(vetoes.length === 0 ? [] : [{ kind: "vetoed" as const, indicators: vetoes.map((slot) => block.slots[slot]?.indicator?.name ?? "") }]),
    ...[...(decided ?? [])].map(([standing, reason]) => ({ kind: standing === "unranked" ? ("ineligible" as const) : standing, reason })),
  ];
}

function statedMarks(block: ScoreBlock, overrides: ReadonlyMap<string, Partial<Marks>> | undefined): { readonly stated: readonly Marks[]; readonly overridden: readonly Partial<Marks>[] } {
  const overridden = block.slots.map(({ indicator }) => (indicator ? (overrides?.get(indicator.key) ?? {}) : {}));
  return {
    overridden,
    stated: block.slots.map(({ indicator }, index) => ({
      fullMark: indicator?.fullMark ?? null,
      weight: indicator?.weight ?? null,
      ...overridden[index],
    })),
  };
}

function marksOf(block: ScoreBlock, stated: readonly Marks[], fullTotal: Exact, weightTotals: WeightTotals): CombinedMarks {
  // What raters give for a subject as a whole are points on the full total. (SC-12)
  if (block.layout === "raters") return { mode: "none", coefficients: [ONE], scale: fullTotal, problem: null };
  return combineMarks(
    block.slots.map(({ kind }, index) => ({ kind, fullMark: stated[index]?.fullMark ?? null, weight: stated[index]?.weight ?? null })),
    fullTotal,
    weightTotals,
  );
}

function percent(value: Exact): string {
  return `${decimalText(value.mul(100))}%`;
}

function marksFinding(block: ScoreBlock, marks: CombinedMarks): Finding | null {
  const [table] = block.tables;
  if (!table) return null;
  const area = headerArea(block, table);
  const named = (indexes: readonly number[]): CodeParams => ({ indicators: indexes.slice(0, MAX_NAMED_SUBJECTS).map((index) => block.slots[index]?.indicator?.name ?? ""), count: indexes.length });
  const { problem } = marks;
  if (problem?.code === "weights-total") {
    return tableFinding(table, "score.weights-total", "error", area, { total: percent(problem.total), difference: percent(problem.difference) });
  }
  if (problem) return tableFinding(table, `score.${problem.code}`, "error", area, named(problem.indexes));
  if (block.layout !== "raters" && marks.scale === null) return tableFinding(table, "score.no-marks", "warning", area);
  return null;
}

/** Up to here doubles hold as many digits as the formulas round at: for half away from zero, and for the other ways. (SC-70) */
const LARGEST_SCALE = { "half-away": 10_000_000, others: 10_000 } as const;

/** Scores of a scale at which a spreadsheet's numbers have too few digits for the last one kept to be sure. (SC-70) */
function largeScale(block: ScoreBlock, { scale, problem }: CombinedMarks, { calculation }: Scheme): readonly Finding[] {
  const limit = LARGEST_SCALE[calculation.rounding === "half-away" ? "half-away" : "others"];
  const [table] = block.tables;
  if (!table || problem || !scale || compareExact(scale, decimal(String(limit))) <= 0) return [];
  return [tableFinding(table, "score.large-scale", "warning", headerArea(block, table), { scale: decimalText(scale), limit })];
}

function headerArea(block: ScoreBlock, table: ScoringTable): Rect {
  const rows = table.table.headerRows;
  const place = block.lines[0]?.place;
  if (rows && place?.kind === "across") {
    const first = Math.min(...place.columns);
    return { row: rows.last, column: first, rows: 1, columns: Math.max(...place.columns) - first + 1 };
  }
  return table.table.range;
}

/** Problems of entries, one finding for each table and cause. (SC-13, SC-14) */
function entryFindings(scored: readonly { readonly block: ScoreBlock; readonly lines: readonly { readonly line: ScoreLine; readonly result: LineScore }[] }[]): readonly Finding[] {
  const gathering = gather();
  const findings: Finding[] = [];
  const severities: Readonly<Record<LineProblem, Severity>> = { "entry-missing": "warning", "entry-text": "error", "entry-outside": "error", "ticks-void": "error", "deduction-sign": "error", "rater-weights": "error" };
  const tables = new Map<string, ScoringTable>();
  const touched = new Set<string>();
  const counts = new Map<string, number>();
  for (const { lines } of scored) {
    for (const { line, result } of lines) {
      tables.set(line.table.tableId, line.table);
      counts.set(line.table.tableId, (counts.get(line.table.tableId) ?? 0) + 1);
      if (!result.untouched) touched.add(line.table.tableId);
      if (result.problem) gathering.add(line.table, result.problem, result.cells, line.subject.name);
    }
  }
  for (const table of tables.values()) {
    if (!touched.has(table.tableId)) {
      findings.push(tableFinding(table, "score.nothing-entered", "notice", table.table.range, { count: counts.get(table.tableId) ?? 0 }));
      continue;
    }
    for (const problem of ["entry-missing", "entry-text", "entry-outside", "ticks-void", "deduction-sign", "rater-weights"] as const) {
      const found = gathering.of(table, problem);
      if (!found) continue;
      const [first] = found.cells;
      findings.push(
        tableFinding(table, `score.${problem}`, severities[problem], first ? single(first) : table.table.range, {
          subjects: found.subjects,
          count: found.subjectCount,
          cells: found.cells.map((cell) => toA1(single(cell))),
          cellCount: found.cellCount,
        }),
      );
    }
  }
  return findings;
}

/** Entries above their full mark count as they were entered, and are named. (SC-15) */
function aboveFullMark(block: ScoreBlock, stated: readonly Marks[]): readonly Finding[] {
  const limits = stated.map((marks, index) => {
    const kind = block.slots[index]?.kind;
    // Where a method reads the entry, it is no number of points. (SC-40)
    if (kind === "deduction" || kind === "veto" || block.slots[index]?.method.kind !== "entered") return null;
    return marks.fullMark !== null ? Number(marks.fullMark) : kind === "scored" && marks.weight !== null ? 100 : null;
  });
  if (limits.every((limit) => limit === null)) return [];
  const gathering = gather();
  for (const line of block.lines) {
    const cells: Cell[] = [];
    const look = (row: number, column: number, limit: number): void => {
      const value = valueAt(line.sheet, row, column);
      if (typeof value === "number" && value > limit) cells.push({ row, column });
    };
    limits.forEach((limit, slot) => {
      if (limit === null) return;
      const { place } = line;
      if (place.kind === "across") look(place.row, place.columns[slot] ?? -1, limit);
      else if (place.kind === "grid") for (const { column } of place.slots[slot] ?? []) look(place.row, column, limit);
      else for (const cell of entryCells(line, slot)) look(cell.row, cell.column, limit);
    });
    if (cells.length > 0) gathering.add(line.table, "above", cells, line.subject.name);
  }
  return block.tables.flatMap((table) => {
    const found = gathering.of(table, "above");
    const first = found?.cells[0];
    if (!found || !first) return [];
    return [tableFinding(table, "score.entry-above-full-mark", "error", single(first), { cells: found.cells.map((cell) => toA1(single(cell))), cellCount: found.cellCount, subjects: found.subjects })];
  });
}

/** Veto indicators that were hit, and optional indicators that nobody has to fill in but that count nothing so: said, not hidden. (SC-50, SC-51) */
function statedFindings(block: ScoreBlock, lines: readonly OwnLine[]): readonly Finding[] {
  const optional = block.slots.flatMap((slot, index) => (slot.kind === "scored" && !slot.required ? [index] : []));
  const vetoed = lines.filter(({ result }) => result.vetoes.length > 0);
  if (optional.length === 0 && vetoed.length === 0) return [];
  const gathering = gather();
  const names = new Map<string, Set<string>>();
  const note = (line: ScoreLine, cause: string, slots: readonly number[]): void => {
    gathering.add(line.table, cause, slots.flatMap((slot) => entryCells(line, slot)), line.subject.name);
    const id = `${line.table.tableId}/${cause}`;
    const known = names.get(id) ?? new Set<string>();
    names.set(id, known);
    for (const slot of slots) known.add(block.slots[slot]?.indicator?.name ?? "");
  };
  for (const { line, result } of vetoed) note(line, "vetoed", result.vetoes);
  for (const { line, result } of lines) {
    if (result.own === null || result.untouched || result.complete) continue;
    const blank = optional.filter((slot) => entryCells(line, slot).every((cell) => valueAt(line.sheet, cell.row, cell.column) === null));
    if (blank.length > 0) note(line, "optional-blank", blank);
  }
  return block.tables.flatMap((table) =>
    (["vetoed", "optional-blank"] as const).flatMap((cause) => {
      const found = gathering.of(table, cause);
      const first = found?.cells[0];
      if (!found || !first) return [];
      const indicators = [...(names.get(`${table.tableId}/${cause}`) ?? [])].slice(0, MAX_NAMED_SUBJECTS);
      return [
        tableFinding(table, `score.${cause}`, cause === "vetoed" ? "warning" : "notice", single(first), {
          count: found.subjectCount,
          subjects: found.subjects,
          indicators,
          cells: found.cells.map((cell) => toA1(single(cell))),
          cellCount: found.cellCount,
        }),
      ];
    }),
  );
}

/** Blank entries that got what the scheme says: said, not hidden. (SC-62) */
function filledFindings(block: ScoreBlock, lines: readonly OwnLine[]): readonly Finding[] {
  const gathering = gather();
  for (const { line, result } of lines) {
    const bySlot = result.own === null ? [] : result.filled;
    for (const slot of bySlot) gathering.add(line.table, block.slots[slot]?.missing ?? "flag", entryCells(line, slot), line.subject.name);
  }
  return block.tables.flatMap((table) =>
    (["zero", "item-mean", "renormalise"] as const).flatMap((policy) => {
      const found = gathering.of(table, policy);
      const first = found?.cells[0];
      if (!found || !first) return [];
      return [tableFinding(table, `score.missing-${policy}`, "warning", single(first), { count: found.subjectCount, subjects: found.subjects, cells: found.cells.map((cell) => toA1(single(cell))), cellCount: found.cellCount })];
    }),
  );
}

function raterName(table: ScoringTable, column: number): string {
  const named = table.raters.find((rater) => rater.column === column)?.name;
  return named ?? table.table.columns.find((candidate) => candidate.column === column)?.headerPath.at(-1) ?? "";
}

/** Groups that are missing, and single raters who left a cell blank, where several score the same. (SC-12) */
function raterFindings(block: ScoreBlock, lines: readonly OwnLine[]): readonly Finding[] {
  // Options side by side are no raters. (SC-46)
  if (block.slots.some((slot) => slot.options !== null) || block.lines.every((line) => entryCells(line, 0).length < 2)) return [];
  const gathering = gather();
  const absent = new Map<string, Set<string>>();
  for (const { line, result } of lines) {
    if (result.own === null || result.complete) continue;
    const cells = block.slots.flatMap((_, slot) => entryCells(line, slot));
    const isNumber = (cell: Cell): boolean => typeof valueAt(line.sheet, cell.row, cell.column) === "number";
    const given = new Set(cells.filter(isNumber).map((cell) => cell.group));
    const without = block.groups.filter((group) => !given.has(group));
    if (without.length > 0) {
      gathering.add(line.table, "absent", cells.filter((cell) => without.includes(cell.group)), line.subject.name);
      const groups = absent.get(line.table.tableId) ?? new Set<string>();
      absent.set(line.table.tableId, groups);
      // People know the columns by their headers, not by our groups.
      for (const cell of cells) if (without.includes(cell.group)) groups.add(raterName(line.table, cell.column));
    }
    const gaps = cells.filter((cell) => given.has(cell.group) && !isNumber(cell));
    if (gaps.length > 0) gathering.add(line.table, "gaps", gaps, line.subject.name);
  }
  return block.tables.flatMap((table) =>
    (["absent", "gaps"] as const).flatMap((cause) => {
      const found = gathering.of(table, cause);
      const first = found?.cells[0];
      if (!found || !first) return [];
      const params = { count: found.subjectCount, subjects: found.subjects, cells: found.cells.map((cell) => toA1(single(cell))), cellCount: found.cellCount };
      return cause === "absent"
        ? [tableFinding(table, "score.rater-group-absent", "warning", single(first), { ...params, groups: [...(absent.get(table.tableId) ?? [])] })]
        : [tableFinding(table, "score.rater-missing", "notice", single(first), params)];
    }),
  );
}

/**
 * Scores every subject of the tables under the scheme. Exact; depends on no order of rows. Reads marks typed on
 * the scheme sheet, units chosen there and the adjustment sheet from the same snapshot; `drafted` marks count before those
 * typed there. (SC-*, LK-*)
 */
export function computeScores(workbook: WorkbookSnapshot, tables: readonly ScoringTable[], stated: Scheme, drafted: MarkOverrides = new Map()): Scores {
  const found = scoreBlocks(workbook, tables);
  const { indicatorRules, categoryCaps, unplaced } = placeRules(found, stated);
  const scheme = indicatorRules === stated.indicatorRules && categoryCaps === stated.categoryCaps ? stated : { ...stated, indicatorRules, categoryCaps };
  const blocks = found.filter((block) => !isOpenTickForm(block, indicatorRules)).map((block) => ruledBlock(block, indicatorRules, categoryCaps));
  const fullTotal = decimal(scheme.fullTotal);
  const weights: GroupWeights = { self: decimal(scheme.raterWeights.self), leader: decimal(scheme.raterWeights.leader), rater: decimal(scheme.raterWeights.rater) };
  const typed = readMarkOverrides(workbook, blocks);
  const overrides = mergeOverrides(blocks, typed.overrides, drafted);
  const allLines = blocks.flatMap((block) => block.lines);
  const labels = subjectLabels(allLines);
  const ambiguous = ambiguousKeys(allLines);
  const isAmbiguous = (line: ScoreLine): boolean => ambiguous.size > 0 && ambiguous.has(line.scoreKey.toLowerCase());
  let keysByLabel: ReadonlyMap<string, string> | null = null;
  // Most workbooks have nothing that is entered by label.
  const labelled = (): ReadonlyMap<string, string> => (keysByLabel ??= new Map(allLines.flatMap((line, index) => (isAmbiguous(line) ? [] : [[labels[index] ?? line.scoreKey, line.scoreKey] as const]))));
  const adjustments = readAdjustments(workbook, labelled);
  let placed = 0;
  const scope = scopeOf(scheme.scope, blocks);

  const own = blocks.map((ruled): OwnBlock => {
    const { stated: ownMarks, overridden } = statedMarks(ruled, overrides.get(ruled.blockId));
    const marks = marksOf(ruled, ownMarks, fullTotal, scheme.calculation.weightTotals);
    const block = withMissing(ruled, scheme.missing, marks);
    const bare: LineRules = {
      coefficients: marks.coefficients,
      fulls: ownMarks.map(methodFull),
      caps: new Map(scheme.categoryCaps.flatMap((cap) => (cap.block === block.blockId ? [[cap.category, cap] as const] : []))),
      means: [],
      scale: marks.scale,
      itemRounding: scheme.calculation.roundAt === "item" ? { digits: scheme.digits, mode: scheme.calculation.rounding } : null,
      drop: scheme.calculation.drop,
    };
    const rules: LineRules = { ...bare, means: slotMeans(block, bare, weights) };
    const gaps = methodProblems(block, rules);
    const fullRow = fullRowOf(block, marks.problem ? { ...rules, coefficients: block.slots.map(() => ONE) } : rules, weights);
    const lines = block.lines.map((line): OwnLine => ({ line, result: gaps.length > 0 || !scope.holdsFor(line, ruled) ? UNSCORED : scoreLine(block, line, rules, weights, fullRow), label: labels[placed++] ?? line.scoreKey, ambiguous: isAmbiguous(line) }));
    return { block, marks, stated: ownMarks, overridden, rules, gaps, lines };
  });
  const unitLabels = new Set(own.flatMap(({ block, lines }) => (block.performance === "unit" ? lines.map(({ label }) => label) : [])));
  const entered: EnteredLinks = { stays: readStays(workbook, labelled, unitLabels), specials: readSpecialShares(workbook, labelled, unitLabels) };
  const findings: Finding[] = [...scope.findings, ...outOfScope(own, scope.holdsFor), ...typed.findings, ...adjustments.findings, ...entered.stays.findings, ...entered.specials.findings];
  if (unplaced > 0) findings.push({ code: "scheme.rules-unplaced", severity: "warning", sheetId: null, sheetName: null, area: null, params: { count: unplaced } });
  for (const { block, marks, stated, gaps, lines } of own) {
    findings.push(...methodFindings(block, gaps));
    const finding = marksFinding(block, marks);
    if (finding) findings.push(finding);
    if (!marks.problem) findings.push(...aboveFullMark(block, stated));
    findings.push(...largeScale(block, marks, scheme));
    findings.push(...raterFindings(block, lines));
    findings.push(...statedFindings(block, lines));
    findings.push(...filledFindings(block, lines));
    if (marks.normalised) findings.push(...block.tables.slice(0, 1).map((table) => tableFinding(table, "score.weights-normalised", "notice", headerArea(block, table), { total: percent(marks.normalised ?? ONE) })));
  }
  findings.push(...entryFindings(scheme.scope.units.length === 0 ? own : own.map(({ block, lines }) => ({ block, lines: lines.filter(({ line }) => scope.holdsFor(line, block)) }))));

  /** A line's score; `linkedOf` where it is linked. */
  const scoreOf = ({ block, marks, gaps }: OwnBlock, { line, result, label, ambiguous }: OwnLine, linkedOf: ((own: Pick<SubjectScore, "own" | "adjustment" | "withheld">) => LinkOutcome) | null = null): SubjectScore => {
    const adjustment = adjustments.totals.get(line.scoreKey) ?? ZERO;
    const own = marks.problem ? null : result.own;
    const withheld: Withheld | null = !scope.holdsFor(line, block) ? "out-of-scope" : marks.problem ? "marks" : gaps.length > 0 ? "method" : result.problem;
    const linked = linkedOf && linkedOf({ own, adjustment, withheld });
    const final = own === null || linked ? null : roundScore(adjustment === ZERO ? own : own.add(adjustment), scheme.digits, scheme.calculation.rounding);
    const comparable = linked ? null : onFullTotal(final, marks.scale ?? fullTotal, fullTotal);
    return {
      scoreKey: line.scoreKey,
      blockId: block.blockId,
      tableId: line.table.tableId,
      sheetId: line.table.sheetId,
      sheetName: line.table.sheetName,
      performance: block.performance,
      subject: line.subject,
      label,
      ambiguous,
      row: line.place.kind === "down" ? null : line.place.row,
      own,
      link: linked && linked.link,
      adjustment,
      final: linked ? linked.final : final && decimalText(final),
      scaleKnown: marks.scale !== null,
      comparable: linked ? linked.final : comparable && comparable.value && decimalText(comparable.value),
      comparableIsExact: comparable === null || comparable.isExact,
      withheld: linked ? linked.withheld : withheld,
      states: statesOf(block, result, adjustments.standings.get(line.scoreKey)),
    };
  };

  const linking = linkBlocks(workbook, own, scoreOf, scheme, entered);
  findings.push(...linking.findings);
  const terms = linkTerms(linking, scheme, entered, fullTotal);

  const scoredBlocks = own.map((entry): ScoredBlock => {
    const { block, marks } = entry;
    const link = linking.blocks.get(block.blockId);
    const lines = entry.lines.map((item): ScoredLine => {
      const { line, result } = item;
      const score = scoreOf(entry, item, link ? (base) => linkedScore(base, line, marks.scale, link, linking.matches.get(line) ?? null, terms, scheme) : null);
      return { line, result, score };
    });
    return { ...entry, link: link ? { ...link, family: scheme.link.family } : null, lines };
  });
  const unitFindings = scoredBlocks.flatMap((block) => (block.link ? linkFindings(block) : []));
  findings.push(...unitFindings);
  return {
    scheme,
    blocks: scoredBlocks,
    subjects: scoredBlocks.flatMap((block) => block.lines.map((line) => line.score)),
    groupLinks: linking.groupLinks,
    units: linking.units,
    category: linking.category,
    categories: linking.categories,
    linkable: linking.linkable,
    enteredLinks: entered,
    adjustments,
    findings,
  };
}

