import { CodedError, type CodeParams } from "../coded-error";
import type { Finding, Severity } from "../check/finding";
import { isBlank, textOf, type CellValue } from "../grid/cell";
import { styleAt, valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import { shiftDecimal } from "../grid/number-text";
import { decimalText, ONE, parseDecimal, ZERO } from "../score/decimal";
import { dayOf } from "./day-text";
import { ownSheetIds } from "../store/anchors";
import { fieldText, findHeaderTable, headerText, seenValue, type HeaderTable } from "./header-table";
import { foldKeyText, indicatorKey } from "./keys";
import { markInCell, weightShares, type MarkCell } from "./mark-text";
import { RESPONSIBILITIES, type EditionLine, type IssueTemplate, type OptionalLimits, type OutOfForce, type OwnLimits, type ParentEdition, type ProfileRow, type TemplateBook, type TemplateIndicator } from "./template-book";
import { EDITION_WORDS, FACT_WORDS, isAnyValue, LIBRARY_NAME, LIMIT_WORDS, TEMPLATE_NAME, TEMPLATE_WORDS, zoneOf, type EditionField, type LimitColumn, type TemplateField } from "./template-words";

/** A line of an indicator, in force or not. */
export type TemplateRow = { readonly table: HeaderTable<TemplateField>; readonly row: number; readonly template: string; readonly key: string; readonly inForce: boolean };

/** Where things stand in a template workbook, so that its next edition can be written into it. */
export type TemplatePlaces = {
  readonly tables: readonly HeaderTable<TemplateField>[];
  readonly rows: readonly TemplateRow[];
  /** The cell that says the edition; `null` where no cell but the list of editions does. */
  readonly edition: Place | null;
  readonly log: HeaderTable<EditionField> | null;
  readonly limits: readonly { readonly table: HeaderTable<LimitColumn>; readonly row: number; readonly template: string }[];
  /** Cells that name the parent. */
  readonly parent: Readonly<Record<keyof ParentEdition, Place>> | null;
};
type Place = { readonly sheetId: string; readonly row: number; readonly column: number };

export type TemplateReading = { readonly book: TemplateBook; readonly findings: readonly Finding[]; readonly places: TemplatePlaces };

const NO_LIMITS: OptionalLimits = { minCount: null, maxCount: null, maxPoints: null };
const MAX_FACT_ROWS = 60;

type Draft = { readonly name: string; readonly indicators: TemplateIndicator[]; readonly keys: Set<string> };
/** What reading the sheets of indicators adds to. */
type Gathered = { readonly drafts: Map<string, Draft>; readonly outOfForce: OutOfForce[]; readonly rows: TemplateRow[]; readonly findings: Finding[] };

/**
 * What a template workbook says, read by header words: sheets with indicators, one of profiles, one of limits, one of
 * editions, and cells that name edition, period and deadline. `workbook` must have been read with values and styles. `day`
 * ("2026-10-10") decides which indicators are in force; without it, the day of the workbook's edition. Error (CodedError):
 * "template.not-found" where no sheet has a header with an indicator's name and its full mark or weight. (TL-1 to TL-9, ED-1, ED-2)
 */
export function readTemplateBook(workbook: WorkbookSnapshot, day: string | null = null): TemplateReading {
  const findings: Finding[] = [];
  const own = ownSheetIds(workbook);
  const sheets = workbook.sheets.filter(({ sheetId }) => !own.has(sheetId));
  const tables = sheets.flatMap((sheet) => indicatorTable(sheet) ?? []);
  if (tables.length === 0) throw new CodedError("template.not-found");
  const indicatorSheets = new Set(tables.map(({ sheet }) => sheet.sheetId));
  const others = sheets.filter((sheet) => !indicatorSheets.has(sheet.sheetId));
  const facts = readFacts(workbook, sheets);
  const { log, editions } = readEditions(workbook, others);
  const edition = facts.edition ?? editions.at(-1)?.edition ?? 1;
  const asOf = day ?? [...editions].reverse().find((line) => line.edition === edition)?.date ?? null;
  const gathered: Gathered = { drafts: new Map(), outOfForce: [], rows: [], findings };
  const isLibrary = ({ sheet }: HeaderTable<TemplateField>): boolean => LIBRARY_NAME.test(sheet.name) && tables.some((other) => !LIBRARY_NAME.test(other.sheet.name));
  for (const table of tables) if (!isLibrary(table)) readIndicators(workbook, table, asOf, gathered, false);
  for (const table of tables) if (isLibrary(table)) readIndicators(workbook, table, asOf, gathered, true);
  const limitPlaces: TemplatePlaces["limits"][number][] = [];
  const limits = readLimits(others, findings, limitPlaces);
  const templates = [...gathered.drafts.values()].map((draft): IssueTemplate => ({ name: draft.name, indicators: draft.indicators, ...(limits.get(foldKeyText(draft.name)) ?? { optional: NO_LIMITS }) }));
  for (const template of templates) {
    checkWeights(template, findings);
    checkDuplicates(template, gathered.rows, findings);
  }
  const profiles = readProfiles(others, templates, findings);
  if (profiles === null && templates.length > 1) findings.push(found("template.no-profiles", "error", null, null, { templates: templates.map(({ name }) => name) }));
  return {
    book: { title: facts.title ?? templates[0]?.name ?? "", edition, period: facts.period, deadline: facts.deadline, templates, editions, outOfForce: gathered.outOfForce, parent: facts.parent, profiles },
    findings,
    places: { tables, rows: gathered.rows, edition: facts.editionCell, log, limits: limitPlaces, parent: facts.parentCells },
  };
}

function found(code: string, severity: Severity, sheet: SheetSnapshot | null, cell: { readonly row: number; readonly column: number } | null, params: CodeParams): Finding {
  return { code, severity, sheetId: sheet?.sheetId ?? null, sheetName: sheet?.name ?? null, area: cell && { ...cell, rows: 1, columns: 1 }, params };
}

/** A sheet of indicators names them and says how much they count. */
function indicatorTable(sheet: SheetSnapshot): HeaderTable<TemplateField> | null {
  const candidates = (["name", "level3", "level2"] as const).map((field) => findHeaderTable(sheet, TEMPLATE_WORDS, [field]));
  return candidates.find((table) => table !== null && (table.columns.has("fullMark") || table.columns.has("weight"))) ?? null;
}

function readIndicators(workbook: WorkbookSnapshot, table: HeaderTable<TemplateField>, asOf: string | null, { drafts, outOfForce, rows: places, findings }: Gathered, isLibrary: boolean): void {
  const { sheet } = table;
  const day = (row: number, field: "effective" | "retired"): string | null => {
    const column = table.columns.get(field);
    const value = column === undefined ? null : seenValue(sheet, row, column);
    if (column === undefined || isBlank(value)) return null;
    const read = dayOf(value, workbook.date1904);
    if (read === null) findings.push(found("template.not-a-day", "error", sheet, { row, column }, { text: textOf(value) }));
    return read;
  };
  const nameField = (["name", "level3", "level2"] as const).find((field) => table.columns.has(field)) ?? "name";
  const levels = (["level1", "level2", "level3"] as const).filter((field) => field !== nameField && table.columns.has(field));
  const rows = table.bodyRows.filter((row) => fieldText(table, row, nameField) !== "" && (hasMark(table, row) || fieldText(table, row, "key") !== ""));
  const mark = (row: number, field: "fullMark" | "weight"): MarkCell | null => {
    const column = table.columns.get(field);
    if (column === undefined) return null;
    const value = seenValue(sheet, row, column);
    const percent = styleAt(workbook, sheet, row, column)?.numberFormat.includes("%") === true;
    const read = markInCell(value, percent);
    if (read === null && !isBlank(value)) findings.push(found("template.not-a-number", "error", sheet, { row, column }, { text: textOf(value) }));
    return read;
  };
  const weightColumn = table.columns.get("weight");
  const inPercent = weightColumn !== undefined && headerText(valueAt(sheet, table.headerRow, weightColumn)).includes("%");
  const weightCells = rows.map((row) => mark(row, "weight"));
  const weights = inPercent ? weightCells.map((cell) => cell && shiftDecimal(cell.amount, -2)) : weightShares(weightCells);
  rows.forEach((row, index) => {
    const at = (field: TemplateField): { readonly row: number; readonly column: number } => ({ row, column: table.columns.get(field) ?? table.columns.get(nameField) ?? 0 });
    const text = (field: TemplateField): string | null => fieldText(table, row, field) || null;
    const name = fieldText(table, row, nameField);
    const path = levels.flatMap((field) => fieldText(table, row, field).split(" / ")).filter((level) => level !== "");
    const zoneText = fieldText(table, row, "zone");
    const zone = isLibrary ? (zoneText === "" ? "optional" : zoneOf(zoneText)) : zoneOf(zoneText);
    if (zone === null) findings.push(found("template.zone", "error", sheet, at("zone"), { name, text: zoneText }));
    else if (isLibrary && zone !== "optional") findings.push(found("template.library-zone", "error", sheet, at("zone"), { name, text: zoneText }));
    const key = indicatorKey(text("key"), path, name);
    const indicator: TemplateIndicator = {
      key,
      name,
      path,
      fullMark: mark(row, "fullMark")?.amount ?? null,
      weight: weights[index] ?? null,
      criterion: text("criterion"),
      dataSource: text("source"),
      zone: isLibrary ? "optional" : (zone ?? "mandatory"),
      interpretation: text("interpretation"),
      responsible: { undertake: fieldText(table, row, "undertake"), execute: fieldText(table, row, "execute"), assess: fieldText(table, row, "assess") },
    };
    const [effective, retired] = [day(row, "effective"), day(row, "retired")];
    const inForce = (retired === null || (asOf !== null && asOf < retired)) && (effective === null || asOf === null || asOf >= effective);
    const templateNames = isLibrary ? libraryTemplates(text("template") ?? "", drafts, (unknown) => findings.push(found("template.library-unknown", "error", sheet, at("template"), { name, template: unknown }))) : [text("template") ?? sheet.name];
    let isTaken = false;
    for (const template of templateNames) {
      places.push({ table, row, template, key, inForce });
      if (!inForce) {
        outOfForce.push({ template, indicator, effective, retired });
        continue;
      }
      const draft = drafts.get(foldKeyText(template)) ?? { name: template, indicators: [], keys: new Set<string>() };
      drafts.set(foldKeyText(template), draft);
      if (draft.keys.has(key)) {
        // A template's own line goes before the library's.
        findings.push(isLibrary ? found("template.library-twice", "warning", sheet, at("key"), { name, template: draft.name }) : found("template.key-twice", "error", sheet, at("key"), { name, key, template: draft.name }));
        places.pop();
        continue;
      }
      draft.keys.add(key);
      draft.indicators.push(indicator);
      isTaken = true;
    }
    if (isTaken) checkIndicator(indicator, sheet, at, findings);
  });
}

/** Templates to which a line of the library belongs: those named, else all. (TL-11) */
function libraryTemplates(text: string, drafts: ReadonlyMap<string, Draft>, unknown: (name: string) => void): readonly string[] {
  const all = [...drafts.values()].map(({ name }) => name);
  if (isAnyValue(text)) return all;
  return text.split(/[、,，;；\n]/u).flatMap((part) => {
    const wanted = part.trim();
    if (wanted === "") return [];
    const name = drafts.get(foldKeyText(wanted))?.name;
    if (name === undefined) unknown(wanted);
    return name ?? [];
  });
}

/** An optional indicator that is called like one which everybody of the template has anyway: it would count twice. (TL-12) */
function checkDuplicates({ name: template, indicators }: IssueTemplate, rows: readonly TemplateRow[], findings: Finding[]): void {
  const fixed = new Map(indicators.filter(({ zone }) => zone !== "optional").map(({ name, key }) => [foldKeyText(name), key] as const));
  for (const { zone, name, key } of indicators) {
    const other = zone === "optional" ? fixed.get(foldKeyText(name)) : undefined;
    if (other === undefined) continue;
    const place = rows.find((row) => row.inForce && row.key === key && foldKeyText(row.template) === foldKeyText(template));
    const column = place?.table.columns.get("name");
    findings.push(found("template.optional-duplicate", "warning", place?.table.sheet ?? null, place && column !== undefined ? { row: place.row, column } : null, { name, template, key: other }));
  }
}

function hasMark(table: HeaderTable<TemplateField>, row: number): boolean {
  return fieldText(table, row, "fullMark") !== "" || fieldText(table, row, "weight") !== "";
}

/** What an indicator must say before it is passed down. (TL-7) */
function checkIndicator(indicator: TemplateIndicator, sheet: SheetSnapshot, at: (field: TemplateField) => { readonly row: number; readonly column: number }, findings: Finding[]): void {
  const { name, responsible } = indicator;
  if (indicator.fullMark === null) findings.push(found("template.no-full-mark", "warning", sheet, at("fullMark"), { name }));
  if (indicator.interpretation === null) findings.push(found("template.no-interpretation", "notice", sheet, at("interpretation"), { name }));
  if (RESPONSIBILITIES.some((role) => responsible[role] === "")) findings.push(found("template.no-responsibility", "notice", sheet, at("name"), { name }));
  if (responsible.execute !== "" && foldKeyText(responsible.execute) === foldKeyText(responsible.assess)) {
    findings.push(found("template.self-assessed", "warning", sheet, at("assess"), { name, who: responsible.assess }));
  }
}

/** Weights of a template without optional indicators make up the whole. (TL-7) */
function checkWeights(template: IssueTemplate, findings: Finding[]): void {
  const { indicators } = template;
  if (indicators.some(({ zone }) => zone === "optional") || indicators.some(({ weight }) => weight === null)) return;
  const sum = indicators.reduce((total, { weight }) => total.add(parseDecimal(weight ?? "0") ?? ZERO), ZERO);
  if (!sum.equals(ONE)) findings.push(found("template.weights", "warning", null, null, { template: template.name, sum: decimalText(sum.mul(100)) }));
}

function readLimits(sheets: readonly SheetSnapshot[], findings: Finding[], places: TemplatePlaces["limits"][number][]): ReadonlyMap<string, Pick<IssueTemplate, "optional" | "own">> {
  const limits = new Map<string, Pick<IssueTemplate, "optional" | "own">>();
  for (const sheet of sheets) {
    const table = findHeaderTable(sheet, LIMIT_WORDS, ["template"]);
    if (!table || table.columns.size < 2) continue;
    for (const row of table.bodyRows) {
      const name = fieldText(table, row, "template");
      if (name === "") continue;
      const amount = (field: Exclude<LimitColumn, "template" | "ownSources">): string | null => {
        const column = table.columns.get(field);
        const value = column === undefined ? null : valueAt(sheet, row, column);
        if (column === undefined || isBlank(value)) return null;
        const read = markInCell(value, false);
        if (read === null || (field !== "maxPoints" && field !== "ownPoints" && read.amount.includes("."))) {
          findings.push(found("template.not-a-number", "error", sheet, { row, column }, { text: textOf(value) }));
          return null;
        }
        return read.amount;
      };
      const count = (field: "minCount" | "maxCount" | "ownCount"): number | null => {
        const read = amount(field);
        return read === null ? null : Number(read);
      };
      const own: OwnLimits = { maxCount: count("ownCount"), maxPoints: amount("ownPoints"), sources: fieldText(table, row, "ownSources").split(/[、,，;；\n]/u).map((source) => source.trim()).filter((source) => source !== "") };
      const mayAdd = own.maxCount !== null || own.maxPoints !== null || own.sources.length > 0;
      places.push({ table, row, template: name });
      limits.set(foldKeyText(name), { optional: { minCount: count("minCount"), maxCount: count("maxCount"), maxPoints: amount("maxPoints") }, ...(mayAdd ? { own } : {}) });
    }
  }
  return limits;
}

function readProfiles(sheets: readonly SheetSnapshot[], templates: readonly IssueTemplate[], findings: Finding[]): TemplateBook["profiles"] {
  for (const sheet of sheets) {
    if ((findHeaderTable(sheet, LIMIT_WORDS, ["template"])?.columns.size ?? 0) > 1) continue;
    const table = findHeaderTable(sheet, { template: TEMPLATE_NAME }, ["template"]);
    if (!table || table.others.length === 0) continue;
    const rows: ProfileRow[] = [];
    for (const row of table.bodyRows) {
      const name = fieldText(table, row, "template");
      if (name === "") continue;
      const template = templates.find((candidate) => foldKeyText(candidate.name) === foldKeyText(name));
      if (!template) findings.push(found("template.profile-unknown", "error", sheet, { row, column: table.columns.get("template") ?? 0 }, { template: name }));
      const wanted = table.others
        .map(({ column, header }) => ({ attribute: header, value: textOf(seenValue(sheet, row, column)).trim() }))
        .filter(({ value }) => !isAnyValue(value));
      rows.push({ template: template?.name ?? name, wanted, row });
    }
    return { sheetId: sheet.sheetId, sheetName: sheet.name, rows };
  }
  return null;
}

type Facts = {
  readonly title: string | null;
  readonly edition: number | null;
  readonly editionCell: TemplatePlaces["edition"];
  readonly period: string | null;
  readonly deadline: string | null;
  readonly parent: ParentEdition | null;
  readonly parentCells: TemplatePlaces["parent"];
};

/** Labels with their value in the next filled cell to the right. (TL-6) */
function readFacts(workbook: WorkbookSnapshot, sheets: readonly SheetSnapshot[]): Facts {
  type Fact = keyof typeof FACT_WORDS;
  const values = new Map<Fact, Place & { readonly value: CellValue }>();
  for (const sheet of sheets) {
    const { used } = sheet;
    if (!used || sheet.visibility !== "visible") continue;
    for (let r = 0; r < Math.min(used.rows, MAX_FACT_ROWS); r++) {
      const cells = sheet.values[r] ?? [];
      // Two cells of a row: a header row of a table has more.
      if (cells.filter((value) => !isBlank(value)).length > 4) continue;
      cells.forEach((cell, c) => {
        if (typeof cell !== "string") return;
        const label = headerText(cell);
        const field = (Object.keys(FACT_WORDS) as Fact[]).find((fact) => FACT_WORDS[fact].test(label));
        const next = cells.findIndex((other, index) => index > c && !isBlank(other));
        const value = cells[next];
        if (field && value !== undefined && !values.has(field)) values.set(field, { value, sheetId: sheet.sheetId, row: used.row + r, column: used.column + next });
      });
    }
  }
  const text = (field: Fact): string | null => textOf(values.get(field)?.value).trim() || null;
  const edition = editionOf(text("edition") ?? "");
  const placeOf = (field: Fact): Place | null => {
    const found = values.get(field);
    return found ? { sheetId: found.sheetId, row: found.row, column: found.column } : null;
  };
  const parent = { title: text("parentTitle"), edition: editionOf(text("parentEdition") ?? ""), code: text("parentCode") };
  const cells = { title: placeOf("parentTitle"), edition: placeOf("parentEdition"), code: placeOf("parentCode") };
  return {
    title: text("title"),
    edition,
    editionCell: edition === null ? null : placeOf("edition"),
    period: text("period"),
    deadline: dayOf(values.get("deadline")?.value ?? null, workbook.date1904),
    parent: parent.title !== null && parent.edition !== null ? { title: parent.title, edition: parent.edition, code: parent.code ?? "" } : null,
    parentCells: cells.title && cells.edition && cells.code ? { title: cells.title, edition: cells.edition, code: cells.code } : null,
  };
}

/** "2", "第2版"; `null` where there is no number from 1. */
function editionOf(text: string): number | null {
  const edition = Number(/\d+/.exec(text)?.[0] ?? 0);
  return edition < 1 ? null : edition;
}

/** The list of editions: a sheet whose header names edition and reason. A line without a number is none. (ED-1) */
function readEditions(workbook: WorkbookSnapshot, sheets: readonly SheetSnapshot[]): { readonly log: HeaderTable<EditionField> | null; readonly editions: readonly EditionLine[] } {
  for (const sheet of sheets) {
    const log = findHeaderTable(sheet, EDITION_WORDS, ["edition", "reason"]);
    if (!log) continue;
    const date = log.columns.get("date");
    const editions = log.bodyRows.flatMap((row): readonly EditionLine[] => {
      const edition = editionOf(fieldText(log, row, "edition"));
      if (edition === null) return [];
      return [{ edition, date: date === undefined ? null : dayOf(seenValue(sheet, row, date), workbook.date1904), reason: fieldText(log, row, "reason"), approver: fieldText(log, row, "approver") }];
    });
    return { log, editions: [...editions].sort((a, b) => a.edition - b.edition) };
  }
  return { log: null, editions: [] };
}
