import { quoteSheetName, toA1, type Rect } from "../grid/address";
import { isBlank, textOf, type CellValue } from "../grid/cell";
import { valueAt } from "../grid/snapshot";
import { drops, type CalculationRules, type DropRules } from "./calculation-rules";
import { isUsable, type ScoredBlock, type ScoredLine } from "./compute-scores";
import { toNumber, workingValue, type Exact } from "./decimal";
import { absolute, adjustmentFormula, columnFixed, entryFormula, escapeWildcards, hasWildcard, ifAll, quoted } from "./formula-text";
import { entryCells, presentGroups, slotValue, type GroupWeights, type SlotValue } from "./line-score";
import { admittedFormula, pointsFormula, ticksFormula } from "./method-formula";
import { okName, type NameLookup } from "./own-names";
import { LINE_HEIGHT, type OwnSheetContent } from "./own-sheet";
import { cell, HEADER, NOTE, SECTION, TITLE } from "./own-sheet-draft";
import { groupWeightName, meanFormula, raterFormula } from "./rater-formula";
import { blockScale, fillable, numberFormat, partFormulas, partValues, roundedItem, runReferences } from "./result-columns";
import { partsOf, resultRows, type ScorePart } from "./result-places";
import { keyColumnOf, RATER_GROUPS, type EntryCell, type RaterGroup, type ScoreBlock, type Slot } from "./score-block";
import type { ScoreLookUp } from "./score-look-up";
import { sheetDraft } from "./sheet-draft";
import { isRuled } from "./indicator-rule";
import { fillText, type ScoreSheetTexts } from "./sheet-texts";
import { pointsParts, sumOfParts, termRuns } from "./term-runs";
import { rowLink, type LinkContext } from "./link-formula";

/** Columns left of the entries. */
const KEY = 0;
const SUBJECT = 1;
const GROUP = 2;
const SOURCE = 3;
const FIRST_ENTRY = 4;

/** Hidden name of a block's score column on the summary sheet; its keys stand in column A of the same rows. */
export function summaryName(blockId: string): string {
  return `_TS_sum_${blockId}`;
}

/** Hidden name of a block's entries, limits of categories and parts on the summary sheet, header included. */
export function summaryEntriesName(blockId: string): string {
  return `_TS_ent_${blockId}`;
}

/** Names of the shapes above, so that stale ones can be taken away. */
export const SUMMARY_NAME = /^_TS_(?:sum|ent)_T\d+$/;

/** Where a block stands on the summary sheet. Rows are header and lines. */
export type SummaryPlace = {
  readonly header: number;
  readonly rows: number;
  readonly weightColumns: ReadonlyMap<RaterGroup, number>;
  readonly firstEntry: number;
  readonly entryColumns: number;
  /** The sum of each category within its limits. (SC-54) */
  readonly categoryColumns: ReadonlyMap<string, number>;
  readonly partColumns: ReadonlyMap<ScorePart, number>;
};

/** Lays blocks out below each other; nothing is written yet. */
export function placeOnSummary(blocks: readonly ScoredBlock[]): ReadonlyMap<string, SummaryPlace> {
  const places = new Map<string, SummaryPlace>();
  let row = 3;
  for (const { block, link, lines, rules } of blocks) {
    const categories = [...rules.caps.keys()].filter((category) => block.slots.some((slot) => slot.category === category));
    const weighted = (block.layout === "forms" || block.layout === "grid") && block.groups.length > 1 ? block.groups : [];
    const entries = block.layout === "raters" ? ratersOf(block).length : block.slots.length;
    const firstEntry = FIRST_ENTRY + weighted.length;
    const firstPart = firstEntry + entries + categories.length;
    places.set(block.blockId, {
      header: row + 1,
      rows: lines.length,
      weightColumns: new Map(weighted.map((group, index) => [group, FIRST_ENTRY + index] as const)),
      firstEntry,
      entryColumns: entries,
      categoryColumns: new Map(categories.map((category, index) => [category, firstEntry + entries + index] as const)),
      partColumns: new Map(partsOf(link).map((part, index) => [part, firstPart + index] as const)),
    });
    row += lines.length + 3;
  }
  return places;
}

function ratersOf(block: ScoreBlock): readonly { readonly column: number; readonly group: RaterGroup }[] {
  const place = block.lines[0]?.place;
  return place?.kind === "raters" ? place.raters : [];
}

/** A column of a block's rows, header included. */
export function summaryColumn(place: SummaryPlace, column: number): Rect {
  return { row: place.header, column, rows: place.rows + 1, columns: 1 };
}

/** How a cell of the user's is reached from here: by key where rows have one that is unique, else by its address. */
type Reach = (line: ScoredLine, cell: { readonly row: number; readonly column: number }) => string;

/** What a slot without a number shows: `blank` where nothing stands in its cells, `word` where something else does. Formulas. */
type Empty = { readonly blank: string; readonly word: string };

/** Required entries without a number show nothing, so that they are not counted; where blanks mean something a word must stand apart. (SC-62) */
function emptyOf(slot: Slot | undefined, notNumber: string): Empty {
  if (slot?.required === false) return { blank: "0", word: quoted(notNumber) };
  if (slot === undefined || slot.missing === "flag") return { blank: `""`, word: `""` };
  return { blank: slot.missing === "zero" ? "0" : `""`, word: quoted(notNumber) };
}

/** The same as the core expects it. */
function emptyValue(kind: Exclude<SlotValue["kind"], "number">, slot: Slot, notNumber: string): CellValue {
  if (kind === "blank") return !slot.required || slot.missing === "zero" ? 0 : "";
  return slot.required && slot.missing === "flag" ? "" : notNumber;
}

function reachOf(names: NameLookup, scored: ScoredBlock): Reach {
  const direct: Reach = (line, cell) => `${quoteSheetName(line.line.table.sheetName)}!${columnFixed(cell.row, cell.column)}`;
  const [table] = scored.block.tables;
  const key = table && scored.block.layout !== "forms" ? keyColumnOf(names, table) : null;
  const keys = scored.lines.map(({ line }) => line.keyText.toLowerCase());
  if (!table || !key || new Set(keys).size < keys.length) return direct;
  const rows = resultRows(table);
  const column = (index: number): string => absolute(table.sheetName, { row: rows.first, column: index, rows: rows.last - rows.first + 1, columns: 1 });
  return (line, cell) => {
    const place = line.line.place;
    const raw = place.kind === "down" ? null : valueAt(line.line.sheet, place.row, key.column);
    if (isBlank(raw) || raw === null) return direct(line, cell);
    const lookup = typeof raw === "number" ? String(raw) : quoted(escapeWildcards(textOf(raw)));
    return `INDEX(${column(cell.column)},MATCH(${lookup},${column(key.column)},0))`;
  };
}

/** Neighbouring cells of one row as few references as possible. */
function references(line: ScoredLine, cells: readonly EntryCell[], reach: Reach): readonly string[] {
  return cells.map((cell) => reach(line, cell));
}

/**
 * The formula that brings one slot's number here: the entry itself, or the weighted mean over the groups whose
 * weight stands in this row's weight columns. (SC-11, SC-12, SC-19)
 */
function slotFormula(line: ScoredLine, slot: number, block: ScoreBlock, cells: readonly EntryCell[], reach: Reach, weightAt: ReadonlyMap<RaterGroup, string>, notNumber: string, drop: DropRules): string {
  const ruled = block.slots[slot];
  const empty = emptyOf(ruled, notNumber);
  const [only] = cells;
  if (!only) return `=${empty.blank}`;
  if (ruled?.options) return `=IF(${okName(block.blockId)},${ticksFormula(ruled, block.blockId, slot + 1, references(line, cells, reach), empty.word)},"")`;
  const isStrict = empty.blank === empty.word;
  if (cells.length === 1) {
    const cell = reach(line, only);
    if (ruled && isRuled(ruled)) {
      const points = `IF(${admittedFormula(ruled, block.blockId, slot + 1, cell)},${pointsFormula(ruled, block.blockId, slot + 1, cell)},${empty.word})`;
      return `=IF(${okName(block.blockId)},${isStrict ? points : `IF(ISBLANK(${cell}),${empty.blank},${points})`},"")`;
    }
    return `=IF(ISNUMBER(${cell}),${cell},${isStrict ? empty.blank : `IF(ISBLANK(${cell}),${empty.blank},${empty.word})`})`;
  }
  const isWorkedOut = ruled !== undefined && isRuled(ruled);
  // Points of each rater's entry first, then their mean: AVERAGE itself passes blanks and words over.
  const meanOf = (own: readonly string[]): string =>
    isWorkedOut ? `(${own.map((cell) => `IF(ISNUMBER(${cell}),${pointsFormula(ruled, block.blockId, slot + 1, cell)},0)`).join("+")})/COUNT(${own.join(",")})` : meanFormula(own, drop);
  const groups = RATER_GROUPS.flatMap((group) => {
    const own = cells.filter((cell) => cell.group === group);
    if (own.length === 0) return [];
    const written = references(line, own, reach);
    return [{ weight: weightAt.get(group) ?? null, cells: written.join(","), mean: meanOf(written) }];
  });
  const combined = combinedFormula(groups, weightAt, ruled?.required !== false, empty);
  if (!isWorkedOut) return `=${combined}`;
  const admitted = references(line, cells, reach).map((cell) => `IF(ISNUMBER(${cell}),${admittedFormula(ruled, block.blockId, slot + 1, cell)},TRUE)`);
  return `=IF(${okName(block.blockId)},IF(AND(${admitted.join(",")}),${combined},${empty.word}),"")`;
}

type GroupCells = { readonly weight: string | null; readonly cells: string; readonly mean: string };

/** The weighted mean of the groups' means; `empty` where they gave none, or where words stand among optional points. */
function combinedFormula(groups: readonly GroupCells[], weightAt: ReadonlyMap<RaterGroup, string>, required: boolean, empty: Empty): string {
  const all = groups.map((group) => group.cells).join(",");
  const none = empty.blank === empty.word ? empty.blank : `IF(COUNTA(${all})>COUNT(${all}),${empty.word},${empty.blank})`;
  const [single] = groups;
  if (weightAt.size === 0 && single) {
    return required ? `IF(COUNT(${all})=0,${none},${single.mean})` : `IF(COUNTA(${all})>COUNT(${all}),${empty.word},IF(COUNT(${all})=0,${empty.blank},${single.mean}))`;
  }
  const weighted = groups.map((group) => ({ ...group, weight: group.weight ?? "0" }));
  const total = [...weightAt.values()].join("+");
  const sum = weighted.map((group) => `IF(COUNT(${group.cells})=0,0,${group.mean}*${group.weight})`).join("+");
  if (!required) return `IF(COUNTA(${all})>COUNT(${all}),${empty.word},IF(COUNT(${all})=0,${empty.blank},IF(${total}=0,"",(${sum})/(${total}))))`;
  const given = new Map(weighted.map((group) => [group.weight, group.cells] as const));
  const gaps = [...weightAt.values()].map((weight) => {
    const own = given.get(weight);
    return own === undefined ? `${weight}>0` : `AND(${weight}>0,COUNT(${own})=0)`;
  });
  return `IF(OR(${total}=0,${gaps.join(",")}),${none},(${sum})/(${total}))`;
}

export type SummarySheetInput = {
  readonly names: NameLookup;
  readonly blocks: readonly ScoredBlock[];
  readonly places: ReadonlyMap<string, SummaryPlace>;
  /** Blocks whose scores stand in their own tables; here they are explained. (SC-54) */
  readonly details: ReadonlySet<string>;
  readonly weights: GroupWeights;
  readonly digits: number;
  readonly calculation: CalculationRules;
  readonly links: LinkContext;
  readonly texts: ScoreSheetTexts;
};

/**
 * The summary sheet: one line for each form (or for each row of a table that has no room for results), its entries
 * brought here by live references, its score beside them. (SC-19)
 */
export function draftSummarySheet(input: SummarySheetInput): OwnSheetContent {
  const { texts, digits } = input;
  const draft = sheetDraft();
  const names: { name: string; area: Rect; hidden: boolean }[] = [];
  draft.value(0, SUBJECT, texts["summary.title"]);
  draft.style(cell(0, SUBJECT), TITLE);
  draft.value(1, SUBJECT, texts["summary.note"]);
  draft.style(cell(1, SUBJECT), NOTE);
  let widest = FIRST_ENTRY;
  let end = 3;
  const headers: number[] = [];
  for (const scored of input.blocks) {
    const place = input.places.get(scored.block.blockId);
    if (!place) continue;
    const width = place.firstEntry + place.entryColumns + place.categoryColumns.size + place.partColumns.size;
    widest = Math.max(widest, width);
    end = Math.max(end, place.header + 1 + place.rows);
    headers.push(place.header);
    draftBlock(input, scored, place, draft);
    draft.style({ row: place.header - 1, column: SUBJECT, rows: 1, columns: width - 1 }, SECTION);
    draft.style({ row: place.header, column: SUBJECT, rows: 1, columns: width - 1 }, HEADER);
    if (place.rows > 0) {
      const body = { row: place.header + 1, rows: place.rows };
      draft.style({ ...body, column: KEY, columns: 1 }, { numberFormat: "@" });
      draft.style({ ...body, column: SUBJECT, columns: width - 1 }, { border: "thin", vertical: "center" });
      if (place.entryColumns > 0) draft.style({ ...body, column: place.firstEntry, columns: place.entryColumns + place.categoryColumns.size }, { numberFormat: "0.0###", horizontal: "center" });
      for (const [part, column] of place.partColumns) {
        draft.style({ ...body, column, columns: 1 }, { numberFormat: numberFormat(digits, part === "score" || part === "adjustment" ? 0 : 4), horizontal: "center", bold: part === "score" });
      }
    }
    names.push({ name: summaryEntriesName(scored.block.blockId), area: { row: place.header, column: place.firstEntry, rows: place.rows + 1, columns: width - place.firstEntry }, hidden: true });
    const score = place.partColumns.get("score");
    if (score !== undefined && !input.details.has(scored.block.blockId)) names.push({ name: summaryName(scored.block.blockId), area: summaryColumn(place, score), hidden: true });
  }
  return {
    draft,
    names,
    merges: [],
    validations: [],
    columns: [
      { column: KEY, columns: 1, width: 4, hidden: true },
      { column: SUBJECT, columns: 1, width: 20 },
      { column: GROUP, columns: 2, width: 14 },
      { column: FIRST_ENTRY, columns: Math.max(1, widest - FIRST_ENTRY), width: 12 },
    ],
    heights: [
      { row: 0, rows: end, height: LINE_HEIGHT },
      { row: 0, rows: 1, height: 30 },
      ...headers.map((row) => ({ row, rows: 1, height: 2 * LINE_HEIGHT })),
    ],
    frozen: { rows: 0, columns: 2 },
    layout: { orientation: "landscape", fitToWidth: true, titleRows: null, footer: texts["ranking.footer"] },
  };
}

function draftBlock(input: SummarySheetInput, scored: ScoredBlock, place: SummaryPlace, draft: OwnSheetContent["draft"]): void {
  const { texts } = input;
  const { block } = scored;
  const [table] = block.tables;
  const title = table ? (table.table.title === "" ? table.sheetName : table.table.title) : "";
  draft.value(place.header - 1, SUBJECT, fillText(texts[input.details.has(block.blockId) ? "summary.detail" : "summary.block"], { title, count: scored.lines.length }));
  const header = (column: number, text: string): void => draft.value(place.header, column, text);
  header(SUBJECT, texts["summary.subject"]);
  header(GROUP, texts["summary.group"]);
  header(SOURCE, texts["summary.source"]);
  for (const [group, column] of place.weightColumns) header(column, fillText(texts["summary.raterWeight"], { group: texts[`rater.${group}`] }));
  const raters = ratersOf(block);
  if (block.layout === "raters") {
    const namesByColumn = new Map((table?.raters ?? []).map((rater) => [rater.column, rater.name] as const));
    raters.forEach((rater, index) => {
      header(place.firstEntry + index, namesByColumn.get(rater.column) ?? texts[`rater.${rater.group}`]);
    });
  } else {
    block.slots.forEach((slot, index) => {
      header(place.firstEntry + index, slot.indicator?.name ?? "");
    });
  }
  for (const [category, column] of place.categoryColumns) header(column, fillText(texts["summary.category"], { category: category === "bonus" || category === "deduction" ? texts[`caps.${category}`] : category }));
  for (const [part, column] of place.partColumns) header(column, partHeader(texts, part, scored.link));

  const reach = reachOf(input.names, scored);
  scored.lines.forEach((line, index) => {
    draftLine(input, scored, place, line, place.header + 1 + index, reach, draft);
  });
}

/** Header of a result column. */
export function partHeader(texts: ScoreSheetTexts, part: ScorePart, link: ScoredBlock["link"]): string {
  if (link === null) return texts["result.score"];
  if (link.family === "multiplicative" && part === "unit") return texts["result.coefficient"];
  return { own: texts["result.own"], unit: texts["result.unit"], special: texts["result.special"], adjustment: texts["result.adjustment"], score: texts["result.final"] }[part];
}

function draftLine(input: SummarySheetInput, scored: ScoredBlock, place: SummaryPlace, line: ScoredLine, row: number, reach: Reach, draft: OwnSheetContent["draft"]): void {
  const { block } = scored;
  const here = (column: number): string => columnFixed(row, column);
  draft.value(row, KEY, line.score.scoreKey);
  draft.value(row, SUBJECT, line.score.label);
  draft.value(row, GROUP, line.score.subject.group ?? "");
  draft.value(row, SOURCE, line.score.sheetName);

  const groups = presentGroups(block, line.line, input.weights);
  for (const [group, column] of place.weightColumns) {
    const cells = block.slots.flatMap((_, slot) => entryCells(line.line, slot)).filter((cell) => cell.group === group);
    const weight = groups.weights.get(group);
    draft.formula(row, column, `=IF(COUNT(${cellRuns(line, cells)})=0,0,${groupWeightName(group)})`, weight ? toNumber(weight) : 0);
  }
  const terms = entryTerms(input, scored, place, line, row, reach, draft);
  const key = line.score.ambiguous ? null : here(KEY);
  const escape = hasWildcard(line.score.scoreKey);
  const formulas = partFormulas(
    blockScale(block),
    terms,
    rowLink(scored, line, input.links, key, escape, (at) => reach(line, at)),
    adjustmentFormula(key, escape),
    (part) => here(place.partColumns.get(part) ?? -1),
    input.calculation.rounding,
    line.score.withheld !== "out-of-scope",
  );
  const values = partValues(line);
  for (const [part, column] of place.partColumns) draft.formula(row, column, formulas[part], values[part]);
}

/** Entry columns of a line, and the terms of its score over them. */
function entryTerms(
  input: SummarySheetInput,
  scored: ScoredBlock,
  place: SummaryPlace,
  line: ScoredLine,
  row: number,
  reach: Reach,
  draft: OwnSheetContent["draft"],
): { readonly conditions: readonly string[]; readonly points: string } {
  const { block } = scored;
  const { notNumber } = { notNumber: input.texts["summary.notNumber"] };
  if (line.line.place.kind === "raters") {
    const { raters, row: source } = line.line.place;
    raters.forEach((rater, index) => {
      const cell = reach(line, { row: source, column: rater.column });
      const value = valueAt(line.line.sheet, source, rater.column);
      draft.formula(row, place.firstEntry + index, `=IF(ISNUMBER(${cell}),${cell},"")`, typeof value === "number" ? value : "");
    });
    return roundedItem(
      raterFormula(
        block.groups.map((group) => ({ group, cells: runReferences(row, raters.flatMap((rater, index) => (rater.group === group ? [place.firstEntry + index] : []))) })),
        input.calculation.drop,
      ),
      input.calculation,
    );
  }
  const groups = presentGroups(block, line.line, input.weights);
  const weightAt = new Map([...place.weightColumns].map(([group, column]) => [group, columnFixed(row, column)] as const));
  const usable = isUsable(scored);
  block.slots.forEach((slot, index) => {
    const cells = entryCells(line.line, index);
    const ruled = slot.options !== null || isRuled(slot);
    // Too many cells for one formula: the scores are withheld anyway. (SC-47)
    const blocked = scored.gaps.some((gap) => gap.slot === index && (gap.gap === "raters" || gap.gap === "drop"));
    const value = ruled && !usable ? null : slotValue(line.line, index, slot, groups, scored.rules.fulls[index] ?? null, scored.rules.drop);
    const expected = value === null ? "" : value.kind === "number" ? pointsValue(value.value, slot, line.line, cells, ruled, input.calculation.drop) : emptyValue(value.kind, slot, notNumber);
    draft.formula(row, place.firstEntry + index, blocked ? `=""` : slotFormula(line, index, block, cells, reach, weightAt, notNumber, input.calculation.drop), expected);
  });
  const run = (from: number, count: number): string => (count === 1 ? columnFixed(row, place.firstEntry + from) : `${columnFixed(row, place.firstEntry + from)}:${columnFixed(row, place.firstEntry + from + count - 1)}`);
  const columnsOf = (test: (slot: Slot) => boolean): readonly number[] => block.slots.flatMap((slot, index) => (test(slot) ? [place.firstEntry + index] : []));
  const runs = termRuns(block, input.details.has(block.blockId));
  const parts = pointsParts(
    block,
    [...scored.rules.caps.keys()],
    runs,
    (term) => run(term.first, term.count),
    (term) => run(term.first, 1),
    input.calculation.roundAt === "item" ? input.calculation.rounding : null,
  );
  // A blank that counts 0 shows it; one that is filled or left out shows nothing, and words stand apart.
  const isStrict = (slot: Slot): boolean => slot.missing === "flag" || slot.missing === "zero";
  const strict = columnsOf(isStrict);
  const lacking = block.slots.filter((slot) => !isStrict(slot)).length;
  const counting = columnsOf((slot) => slot.required && slot.kind === "scored");
  const zeros = block.slots.flatMap((slot, index) => (slot.missing === "zero" ? entryCells(line.line, index) : []));
  const terms = {
    blockId: block.blockId,
    required: runReferences(row, strict),
    requiredCount: strict.length,
    optional: [],
    some: lacking > 0 ? runReferences(row, counting) : zeros.length > 0 ? [cellRuns(line, zeros)] : [],
    deductions: block.slots.flatMap((slot, index) => (slot.kind === "deduction" && slot.method.kind === "entered" ? [columnFixed(row, place.firstEntry + index)] : [])),
    admitted: [...(lacking > 0 ? [`COUNTIF(${run(0, block.slots.length)},${quoted(notNumber)})=0`] : []), ...fillable(block.blockId, runs, (term) => run(term.first, term.count))],
  };
  const categories = [...parts.categories].map(([category, sum]) => {
    const column = place.categoryColumns.get(category) ?? -1;
    // Binary sums are not compared. (SC-17)
    draft.formula(row, column, `=${ifAll(entryFormula({ ...terms, points: "" }).conditions, sum)}`, null);
    return columnFixed(row, column);
  });
  return entryFormula({ ...terms, points: sumOfParts([parts.free, ...categories]) });
}

/**
 * What an entry column is expected to hold. What a subtraction leaves, be it a method's, that of extremes or that of raters whose
 * entries have both signs, may end in binary noise and is not compared. (SC-17)
 */
function pointsValue(points: Exact, { method }: Slot, { sheet }: ScoredLine["line"], cells: readonly EntryCell[], ruled: boolean, drop: DropRules): CellValue {
  if (cells.length === 1 && !ruled) return toNumber(points);
  if (drops(drop)) return null;
  if (ruled && (method.kind === "deduct" || method.kind.startsWith("target"))) return null;
  return hasBothSigns(cells.map(({ row, column }) => valueAt(sheet, row, column))) ? null : workingValue(points);
}

function hasBothSigns(values: readonly CellValue[]): boolean {
  const numbers = values.filter((value) => typeof value === "number");
  return numbers.some((value) => value < 0) && numbers.some((value) => value > 0);
}

/** Cells of a form as references; neighbours below each other become one range. */
function cellRuns(line: ScoredLine, cells: readonly EntryCell[]): string {
  const sheet = quoteSheetName(line.line.table.sheetName);
  const byColumn = new Map<number, number[]>();
  for (const cell of cells) byColumn.set(cell.column, [...(byColumn.get(cell.column) ?? []), cell.row]);
  const runs: string[] = [];
  for (const [column, rows] of byColumn) {
    let start: number | null = null;
    let last = -2;
    const close = (): void => {
      if (start !== null) runs.push(`${sheet}!${toA1({ row: start, column, rows: last - start + 1, columns: 1 })}`);
    };
    for (const row of rows.sort((a, b) => a - b)) {
      if (row !== last + 1) {
        close();
        start = row;
      }
      last = row;
    }
    close();
  }
  return runs.join(",");
}

/** A final score on the summary sheet, looked up by key. */
export function summaryLookUp(sheetName: string, place: SummaryPlace, scoreKey: string): ScoreLookUp {
  const score = absolute(sheetName, summaryColumn(place, place.partColumns.get("score") ?? -1));
  return { key: escapeWildcards(scoreKey), found: (key) => `INDEX(${score},MATCH(${key},${absolute(sheetName, summaryColumn(place, KEY))},0))` };
}
