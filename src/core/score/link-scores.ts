import type { Finding } from "../check/finding";
import type { Area } from "../grid/address";
import { textOf } from "../grid/cell";
import { foldText } from "../grid/fold-text";
import { valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import { foldKeyText } from "../template/keys";
import type { ScoringTable } from "../template/scoring-table";
import { headerFor } from "./attribute-header";
import type { GroupLink, LinkTerm, ScoredBlock, SubjectScore, Withheld } from "./compute-scores";
import { compareExact, decimal, decimalText, ONE, roundAt, roundScore, WORKING_DIGITS, ZERO, type Exact } from "./decimal";
import { gather, MAX_NAMED_SUBJECTS, single, tableFinding } from "./gathered-findings";
import { entryCells, type Cell, type LineScore } from "./line-score";
import { formulaPath } from "./link-cycles";
import { coefficientOf, shareFinder } from "./link-rules";
import { lookUpNames, resultName } from "./own-names";
import type { Scheme } from "./scheme";
import { readUnitChoices } from "./scheme-sheet-reading";
import type { ScoreBlock, ScoreLine } from "./score-block";
import type { SpecialShares } from "./special-shares";
import { unitMatcher, type UnitMatch } from "./unit-link";
import { meanOfStays, type Stay, type Stays } from "./unit-stays";

/** `label`: unique among all subjects of the workbook. `ambiguous`: another row has its key. */
export type OwnLine = { readonly line: ScoreLine; readonly result: LineScore; readonly label: string; readonly ambiguous: boolean };
/** A block with the scores of its own entries. */
export type OwnBlock = Pick<ScoredBlock, "block" | "marks" | "stated" | "overridden" | "rules" | "gaps"> & { readonly lines: readonly OwnLine[] };

/** A text of a person's row, exactly as formulas will meet it; without a cell where it stands in none of the row's. */
export type RowText = { readonly text: string; readonly cell: Cell | null };

const NO_TEXT: RowText = { text: "", cell: null };
export const NO_TERM: LinkTerm = { value: null, isExact: true };

/** The text in a table that says which unit a person belongs to. */
export function groupTextOf(line: ScoreLine): RowText {
  const group = line.subject.group ?? "";
  const wanted = group.replace(/\s+/gu, "");
  if (wanted === "") return NO_TEXT;
  if (line.place.kind === "down") {
    for (const { valueCell } of line.table.table.meta) {
      if (valueCell && textOf(valueAt(line.sheet, valueCell.row, valueCell.column)).replace(/\s+/gu, "") === wanted) {
        return { text: textOf(valueAt(line.sheet, valueCell.row, valueCell.column)), cell: { row: valueCell.row, column: valueCell.column } };
      }
    }
    return { text: group, cell: null };
  }
  const { row } = line.place;
  for (const column of line.table.table.columns) {
    if (column.role !== "subjectGroup" && column.role !== "other" && column.role !== "owner") continue;
    const text = textOf(valueAt(line.sheet, row, column.column));
    if (text.replace(/\s+/gu, "") === wanted) return { text, cell: { row, column: column.column } };
  }
  return { text: group, cell: null };
}

/** Says what the attribute that shares are given by reads in a line; `null` where shares are not given by one, or no table has it. (LK-14) */
export type CategoryReader = (line: ScoreLine) => RowText;

function categoryReader(header: string): CategoryReader {
  const columns = new Map<string, number | null>();
  return (line) => {
    const value = line.subject.attributes[header];
    if (value === undefined || line.place.kind === "down") return NO_TEXT;
    const { tableId, table } = line.table;
    const known = columns.get(tableId);
    const column = known !== undefined ? known : (table.columns.find(({ headerPath }) => foldText(headerPath.at(-1) ?? "") === header)?.column ?? null);
    if (known === undefined) columns.set(tableId, column);
    const text = column === null ? "" : textOf(valueAt(line.sheet, line.place.row, column));
    return column !== null && foldKeyText(text) === foldKeyText(value) ? { text, cell: { row: line.place.row, column } } : { text: value, cell: null };
  };
}

/** How a block of people is linked. */
export type BlockLink = {
  /** Their unit's score is a term. */
  readonly unit: boolean;
  /** Special scores are one. (LK-18) */
  readonly special: boolean;
  /** The link would run in a circle: all of its scores are withheld. (LK-20) */
  readonly cyclic: boolean;
};

type LineMatch = { readonly group: string; readonly match: UnitMatch | null };

/** What is linked to what. */
export type Linking = {
  readonly blocks: ReadonlyMap<string, BlockLink>;
  /** Units by label, in table order. */
  readonly units: readonly SubjectScore[];
  readonly matches: ReadonlyMap<ScoreLine, LineMatch>;
  readonly groupLinks: readonly GroupLink[];
  readonly category: CategoryReader | null;
  /** Texts of that attribute in linked tables. */
  readonly categories: readonly string[];
  /** There are units and people: links can be stated. */
  readonly linkable: boolean;
  readonly findings: readonly Finding[];
};

/** What people entered about links on the scheme sheet. */
export type EnteredLinks = { readonly stays: Stays; readonly specials: SpecialShares };

/** The unit's score counts at all: somebody's share of it is above 0, or it is a factor. */
export function unitsCount({ link, unitShare }: Pick<Scheme, "link" | "unitShare">): boolean {
  const some = (share: string): boolean => !decimal(share).equals(ZERO);
  return link.family === "multiplicative" || some(unitShare) || (link.shareBy !== "" && link.shares.some(({ share }) => some(share)));
}

/** Which blocks are linked, and whom each of their lines belongs to. (LK-2 to LK-5, LK-14 to LK-20) */
export function linkBlocks(
  workbook: WorkbookSnapshot,
  own: readonly OwnBlock[],
  baseOf: (block: OwnBlock, line: OwnLine) => SubjectScore,
  scheme: Scheme,
  { stays, specials }: EnteredLinks,
): Linking {
  const unitLines = own.flatMap((entry) => (entry.block.performance === "unit" ? entry.lines.map((item) => ({ entry, item })) : []));
  const people = own.filter(({ block }) => block.performance === "person");
  const nothing: Linking = { blocks: new Map(), units: [], matches: new Map(), groupLinks: [], category: null, categories: [], linkable: false, findings: [] };
  if (unitLines.length === 0 || people.length === 0) return nothing;
  const wantsUnits = unitsCount(scheme);
  const units = unitLines.map(({ entry, item }) => baseOf(entry, item)).map((unit) => (unit.ambiguous ? { ...unit, final: null, comparable: null } : unit));
  const findings: Finding[] = [];
  const matched = wantsUnits ? matchUnits(people, unitLines, readUnitChoices(workbook), stays, specials, findings) : { linked: new Set<string>(), matches: new Map<ScoreLine, LineMatch>(), groupLinks: [] };
  const hasSpecial = (block: ScoreBlock): boolean => specials.byKey.size > 0 && block.lines.some(({ scoreKey }) => specials.byKey.has(scoreKey));
  const linked = people.flatMap(({ block }) => {
    const [unit, special] = [matched.linked.has(block.blockId), hasSpecial(block)];
    return unit || special ? [{ block, unit, special }] : [];
  });
  const cycle = findCycle(workbook, own.filter(({ block }) => block.performance === "unit"), linked.map(({ block }) => block));
  if (cycle) findings.push(cycle);
  const blocks = new Map(linked.map(({ block, unit, special }) => [block.blockId, { unit, special, cyclic: cycle !== null }] as const));
  const { category, categories } = categoriesOf(linked.filter(({ unit }) => unit).map(({ block }) => block), scheme, findings);
  return { blocks, units, matches: matched.matches, groupLinks: matched.groupLinks, category, categories, linkable: true, findings };
}

function matchUnits(
  people: readonly OwnBlock[],
  unitLines: readonly { readonly entry: OwnBlock; readonly item: OwnLine }[],
  choices: ReadonlyMap<string, string>,
  stays: Stays,
  specials: SpecialShares,
  findings: Finding[],
): { readonly linked: ReadonlySet<string>; readonly matches: ReadonlyMap<ScoreLine, LineMatch>; readonly groupLinks: readonly GroupLink[] } {
  const grouped = people.filter(({ block }) => block.lines.some((line) => (line.subject.group ?? "").trim() !== "" || stays.byKey.has(line.scoreKey)));
  // A ballot beside a scored table is one of its sources, not another linked score.
  const byIndicators = grouped.filter(({ block }) => block.layout !== "raters");
  const persons = byIndicators.length > 0 ? byIndicators : grouped;
  const candidates = unitLines.map(({ item: { line, label } }) => ({ label, name: line.subject.name, key: line.subject.key, tableId: line.table.tableId }));
  // A table whose scores are shared out one by one is a special scheme's: its units are meant only where no other table has them. (LK-19)
  const sources = new Set(specials.lines.flatMap(({ source }) => (source === null ? [] : [source])));
  const special = new Set(candidates.filter(({ label }) => sources.has(label)).map(({ tableId }) => tableId));
  const ordinary = candidates.filter(({ tableId }) => !special.has(tableId));
  const [among, amongAll] = [unitMatcher(ordinary, new Map()), unitMatcher(candidates, choices)];
  const match = (group: string): UnitMatch => {
    const found = amongAll(group);
    if (found.kind !== "ambiguous") return found;
    const narrowed = among(group);
    return narrowed.kind === "unit" ? narrowed : found;
  };
  const linked = new Set<string>();
  const matches = new Map<ScoreLine, LineMatch>();
  const byGroup = new Map<string, UnitMatch>();
  for (const { block } of persons) {
    const lines = block.lines.map((line): { readonly line: ScoreLine } & LineMatch => {
      const group = groupTextOf(line).text;
      if (group === "") return { line, group, match: null };
      const known = byGroup.get(group) ?? match(group);
      byGroup.set(group, known);
      return { line, group, match: known };
    });
    if (!lines.some((item) => (item.match !== null && item.match.kind !== "unknown") || stays.byKey.has(item.line.scoreKey))) {
      const [table] = block.tables;
      if (table) findings.push(tableFinding(table, "link.no-unit-matches", "warning", table.table.range));
      continue;
    }
    linked.add(block.blockId);
    for (const { line, group, match: found } of lines) matches.set(line, { group, match: found });
  }
  for (const [group, found] of byGroup) {
    if (found.kind !== "unit" || found.by !== "suffix") continue;
    findings.push({ code: "link.unit-by-suffix", severity: "notice", sheetId: null, sheetName: null, area: null, params: { group, unit: found.label } });
  }
  const used = new Set([...matches.values()].map((item) => item.group));
  const groupLinks = [...byGroup].filter(([group]) => used.has(group)).map(([group, found]) => ({ group, match: found }));
  return { linked, matches, groupLinks };
}

/** How the attribute of shares is read in the linked blocks, and which texts stand there. (LK-14) */
function categoriesOf(blocks: readonly ScoreBlock[], { link }: Scheme, findings: Finding[]): { readonly category: CategoryReader | null; readonly categories: readonly string[] } {
  if (link.family !== "additive" || link.shareBy === "" || blocks.length === 0) return { category: null, categories: [] };
  const present = new Set(blocks.flatMap(({ lines }) => lines.flatMap((line) => Object.keys(line.subject.attributes))));
  const header = headerFor(link.shareBy, present);
  if (header === null) {
    findings.push({ code: "link.share-header-unknown", severity: "warning", sheetId: null, sheetName: null, area: null, params: { header: link.shareBy } });
    return { category: null, categories: [] };
  }
  const category = categoryReader(header);
  const texts = new Set(blocks.flatMap(({ lines }) => lines.map((line) => category(line).text)));
  texts.delete("");
  return { category, categories: [...texts] };
}

/** Units' entries that are calculated from the results of people who are linked to units. (LK-20) */
function findCycle(workbook: WorkbookSnapshot, units: readonly OwnBlock[], people: readonly ScoreBlock[]): Finding | null {
  const starts = units.flatMap(({ block, lines }) =>
    lines.flatMap(({ line }) => block.slots.flatMap((_, slot) => entryCells(line, slot).filter(({ row, column }) => hasFormula(line.sheet, row, column)).map((cell) => ({ sheet: line.sheet, cell, line })))),
  );
  if (starts.length === 0 || people.length === 0) return null;
  const names = lookUpNames(workbook);
  const targets = people.flatMap(({ blockId, tables }) => [...tables.flatMap((table) => resultAreas(table, names)), ...[names.area(`_TS_sum_${blockId}`)?.area ?? []].flat()]);
  const found = formulaPath(workbook, names, starts, targets);
  const start = found && starts.find(({ sheet, cell }) => sheet === found.start.sheet && cell.row === found.start.cell.row && cell.column === found.start.cell.column);
  if (!found || !start) return null;
  const path = [start.line.subject.name, ...found.path, start.line.subject.name];
  return tableFinding(start.line.table, "link.cycle", "error", single(start.cell), { subject: start.line.subject.name, path: path.join(" → ") });
}

function hasFormula(sheet: SheetSnapshot, row: number, column: number): boolean {
  return sheet.used !== null && typeof sheet.formulas[row - sheet.used.row]?.[column - sheet.used.column] === "string";
}

/** Columns of a table with what linking decides: the user's own results, or ours of an earlier run. */
function resultAreas(table: ScoringTable, names: ReturnType<typeof lookUpNames>): readonly Area[] {
  const earlier = (["unit", "special", "score"] as const).flatMap((part) => names.area(resultName(table.tableId, part))?.area ?? []);
  if (earlier.length > 0) return earlier;
  const { range } = table.table;
  return table.results.map(({ column }) => ({ sheetId: table.sheetId, row: range.row, column, rows: range.rows, columns: 1 }));
}

/** What linking needs of a unit, once for all of its people. */
type UnitTerm = { readonly score: Exact | null; readonly coefficient: Exact | null; readonly scaleKnown: boolean; readonly shown: LinkTerm };

/** What linking needs besides a line, once for all. */
export type LinkTerms = {
  readonly units: ReadonlyMap<string, UnitTerm>;
  readonly shareOf: (line: ScoreLine) => Exact;
  readonly entered: EnteredLinks;
  readonly fullTotal: Exact;
};

export function linkTerms(linking: Linking, scheme: Scheme, entered: EnteredLinks, fullTotal: Exact): LinkTerms {
  const general = decimal(scheme.unitShare);
  const { category } = linking;
  const stated = shareFinder(scheme.link.shares);
  const shares = new Map<string, Exact>();
  const shareOf = (line: ScoreLine): Exact => {
    if (!category) return general;
    const { text } = category(line);
    const known = shares.get(text) ?? (text === "" ? general : decimal(stated(text) ?? scheme.unitShare));
    shares.set(text, known);
    return known;
  };
  return { units: new Map(linking.units.map((unit) => [unit.label, unitTerm(unit, scheme, fullTotal)] as const)), shareOf, entered, fullTotal };
}

function unitTerm(unit: SubjectScore, { link }: Scheme, fullTotal: Exact): UnitTerm {
  const score = unit.comparable === null ? null : decimal(unit.comparable);
  const coefficient = score === null || link.family === "additive" ? null : coefficientOf(score, fullTotal, link.coefficients);
  const shown: LinkTerm = { value: unit.scaleKnown ? (link.family === "additive" ? score : coefficient) : null, isExact: unit.comparableIsExact };
  return { score, coefficient, scaleKnown: unit.scaleKnown, shown };
}

/** A value brought onto the full total, at working precision. */
export function onFullTotal(value: Exact | null, scale: Exact, fullTotal: Exact): LinkTerm {
  if (value === null) return NO_TERM;
  const exact = scale.equals(fullTotal) ? value : value.mul(fullTotal).div(scale);
  const rounded = roundAt(exact, WORKING_DIGITS);
  return { value: rounded, isExact: rounded.equals(exact) };
}

type Term = { readonly term: LinkTerm; readonly withheld: Withheld | null };

/** The unit's term of a line: of the stays that are entered, else of the unit that its group means. (LK-3, LK-5, LK-12, LK-16) */
function unitTermOf(match: UnitMatch | null, stays: readonly Stay[] | undefined, { units }: LinkTerms, { link }: Scheme): Term {
  const without = (unit: UnitTerm | undefined): Withheld | null =>
    !unit || unit.score === null ? "unit-not-final" : !unit.scaleKnown ? "scale-unknown" : link.family === "multiplicative" && unit.coefficient === null ? "no-coefficient" : null;
  if (stays) {
    if (stays.some(({ usable }) => !usable)) return { term: NO_TERM, withheld: "stay" };
    const reason = stays.map(({ unitLabel }) => without(units.get(unitLabel ?? ""))).find((each) => each !== null);
    if (reason) return { term: NO_TERM, withheld: reason };
    const value = meanOfStays(stays, (label) => units.get(label)?.shown.value ?? null);
    // Means of several units end in binary noise.
    return { term: { value, isExact: false }, withheld: value === null ? "stay" : null };
  }
  if (match?.kind !== "unit") return { term: NO_TERM, withheld: match === null ? "no-unit" : match.kind === "unknown" ? "unit-unknown" : "unit-ambiguous" };
  const unit = units.get(match.label);
  return { term: unit?.shown ?? NO_TERM, withheld: without(unit) };
}

/** Special scores by their shares, and the sum of the shares. (LK-18) */
function specialTermOf(lines: SpecialShares["lines"], { units }: LinkTerms): Term & { readonly share: Exact } {
  let [sum, share] = [ZERO, ZERO];
  for (const line of lines) {
    const unit = line.source === null ? undefined : units.get(line.source);
    if (!line.usable || line.share === null || !unit || unit.score === null || !unit.scaleKnown) return { term: NO_TERM, share, withheld: "special" };
    sum = sum.add(line.share.mul(unit.score));
    share = share.add(line.share);
  }
  return { term: { value: roundAt(sum, WORKING_DIGITS), isExact: false }, share, withheld: null };
}

/** What linking makes of a line's own score. */
export type LinkOutcome = { readonly link: NonNullable<SubjectScore["link"]>; readonly final: string | null; readonly withheld: Withheld | null };

/**
 * `a·unit + special + (1−a−b)·own + adjustment`, or `((1−b)·own + special) × coefficient + adjustment`: terms on the full total at working precision, `b` the
 * sum of the special shares. (LK-1, LK-6, LK-11, LK-14 to LK-18)
 */
export function linkedScore(base: Pick<SubjectScore, "own" | "adjustment" | "withheld">, line: ScoreLine, scale: Exact | null, block: BlockLink, lineMatch: LineMatch | null, terms: LinkTerms, scheme: Scheme): LinkOutcome {
  const { fullTotal, entered } = terms;
  const { digits, calculation, link } = scheme;
  const ownTerm = onFullTotal(scale === null ? null : base.own, scale ?? fullTotal, fullTotal);
  const own = ownTerm.value;
  const match = lineMatch?.match ?? null;
  const unit = block.unit ? unitTermOf(match, entered.stays.byKey.get(line.scoreKey), terms, scheme) : null;
  const special = block.special ? specialTermOf(entered.specials.byKey.get(line.scoreKey) ?? [], terms) : null;
  const additive = link.family === "additive";
  const share = unit && additive ? terms.shareOf(line) : ZERO;
  const rest = ONE.sub(share).sub(special?.share ?? ZERO);
  const cyclic = block.cyclic && unit !== null;
  const withheld: Withheld | null =
    base.withheld ??
    (own === null ? "scale-unknown" : null) ??
    (block.cyclic ? "cycle" : null) ??
    unit?.withheld ??
    special?.withheld ??
    (compareExact(rest, ZERO) < 0 ? "special-over" : null);
  let final: Exact | null = null;
  if (withheld === null && own !== null) {
    const others = special?.term.value ? rest.mul(own).add(special.term.value) : rest.equals(ONE) ? own : rest.mul(own);
    const linked = unit?.term.value ? (additive ? share.mul(unit.term.value).add(others) : others.mul(unit.term.value)) : others;
    final = roundScore(base.adjustment === ZERO ? linked : linked.add(base.adjustment), digits, calculation.rounding);
  }
  return {
    link: {
      group: lineMatch?.group ?? "",
      unitLabel: match?.kind === "unit" ? match.label : null,
      own: ownTerm,
      unit: unit && !cyclic ? unit.term : NO_TERM,
      special: special && !block.cyclic ? special.term : NO_TERM,
    },
    final: final && decimalText(final),
    withheld,
  };
}

const CAUSES = ["no-unit", "unit-unknown", "unit-ambiguous", "unit-not-final", "scale-unknown", "no-coefficient", "stay", "special", "special-over"] as const;

/** What keeps people from a linked score, one finding for each table and cause. (LK-5, LK-7) */
export function linkFindings(scored: ScoredBlock): readonly Finding[] {
  const gathering = gather();
  const groups = new Map<string, Set<string>>();
  for (const { line, score } of scored.lines) {
    const cause = CAUSES.find((candidate) => candidate === score.withheld);
    if (!cause) continue;
    const at = groupTextOf(line);
    const cell = at.cell ?? (score.row === null ? null : { row: score.row, column: line.table.table.range.column });
    gathering.add(line.table, cause, cell ? [cell] : [], line.subject.name);
    const id = `${line.table.tableId}/${cause}`;
    groups.set(id, (groups.get(id) ?? new Set<string>()).add(at.text));
  }
  return scored.block.tables.flatMap((table) =>
    CAUSES.flatMap((cause) => {
      const found = gathering.of(table, cause);
      if (!found) return [];
      const [first] = found.cells;
      return [
        tableFinding(table, `link.${cause}`, "error", first ? single(first) : table.table.range, {
          subjects: found.subjects,
          count: found.subjectCount,
          groups: [...(groups.get(`${table.tableId}/${cause}`) ?? [])].slice(0, MAX_NAMED_SUBJECTS),
        }),
      ];
    }),
  );
}
