import { CodedError, type CodeParams } from "../coded-error";
import type { Finding, Severity } from "../check/finding";
import { isBlank, textOf, type CellValue } from "../grid/cell";
import { styleAt, valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import { shiftDecimal } from "../grid/number-text";
import { decimalText, ONE, parseDecimal, ZERO } from "../score/decimal";
import { dayOf } from "./day-text";
import { fieldText, findHeaderTable, headerText, seenValue, type HeaderTable } from "./header-table";
import { foldKeyText, indicatorKey } from "./keys";
import { markInCell, weightShares, type MarkCell } from "./mark-text";
import { RESPONSIBILITIES, type IssueTemplate, type OptionalLimits, type ProfileRow, type TemplateBook, type TemplateIndicator } from "./template-book";
import { FACT_WORDS, isAnyValue, LIMIT_WORDS, TEMPLATE_NAME, TEMPLATE_WORDS, zoneOf, type TemplateField } from "./template-words";

export type TemplateReading = { readonly book: TemplateBook; readonly findings: readonly Finding[] };

const NO_LIMITS: OptionalLimits = { minCount: null, maxCount: null, maxPoints: null };
const MAX_FACT_ROWS = 60;

type Draft = { readonly name: string; readonly indicators: TemplateIndicator[]; readonly rows: Map<string, number> };

/**
 * What a template workbook says, read by header words: sheets with indicators, one of profiles, one of limits, and cells
 * that name edition, period and deadline. `workbook` must have been read with values and styles. Error (CodedError):
 * "template.not-found" where no sheet has a header with an indicator's name and its full mark or weight. (TL-1 to TL-9)
 */
export function readTemplateBook(workbook: WorkbookSnapshot): TemplateReading {
  const findings: Finding[] = [];
  const drafts = new Map<string, Draft>();
  const indicatorSheets = new Set<string>();
  for (const sheet of workbook.sheets) {
    const table = indicatorTable(sheet);
    if (!table) continue;
    indicatorSheets.add(sheet.sheetId);
    readIndicators(workbook, table, drafts, findings);
  }
  if (indicatorSheets.size === 0) throw new CodedError("template.not-found");
  const others = workbook.sheets.filter((sheet) => !indicatorSheets.has(sheet.sheetId));
  const limits = readLimits(others, findings);
  const templates = [...drafts.values()].map((draft): IssueTemplate => ({ name: draft.name, indicators: draft.indicators, optional: limits.get(foldKeyText(draft.name)) ?? NO_LIMITS }));
  for (const template of templates) checkWeights(template, findings);
  const profiles = readProfiles(others, templates, findings);
  if (profiles === null && templates.length > 1) findings.push(found("template.no-profiles", "error", null, null, { templates: templates.map(({ name }) => name) }));
  const facts = readFacts(workbook);
  return {
    book: {
      title: facts.title ?? templates[0]?.name ?? "",
      edition: facts.edition ?? 1,
      period: facts.period,
      deadline: facts.deadline,
      templates,
      profiles,
    },
    findings,
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

function readIndicators(workbook: WorkbookSnapshot, table: HeaderTable<TemplateField>, drafts: Map<string, Draft>, findings: Finding[]): void {
  const { sheet } = table;
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
    const zone = zoneOf(fieldText(table, row, "zone"));
    if (zone === null) findings.push(found("template.zone", "error", sheet, at("zone"), { name, text: fieldText(table, row, "zone") }));
    const templateName = text("template") ?? sheet.name;
    const key = indicatorKey(text("key"), path, name);
    const draft = drafts.get(foldKeyText(templateName)) ?? { name: templateName, indicators: [], rows: new Map<string, number>() };
    drafts.set(foldKeyText(templateName), draft);
    if (draft.rows.has(key)) {
      findings.push(found("template.key-twice", "error", sheet, at("key"), { name, key, template: draft.name }));
      return;
    }
    draft.rows.set(key, row);
    const indicator: TemplateIndicator = {
      key,
      name,
      path,
      fullMark: mark(row, "fullMark")?.amount ?? null,
      weight: weights[index] ?? null,
      criterion: text("criterion"),
      dataSource: text("source"),
      zone: zone ?? "mandatory",
      interpretation: text("interpretation"),
      responsible: { undertake: fieldText(table, row, "undertake"), execute: fieldText(table, row, "execute"), assess: fieldText(table, row, "assess") },
    };
    draft.indicators.push(indicator);
    checkIndicator(indicator, sheet, at, findings);
  });
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

function readLimits(sheets: readonly SheetSnapshot[], findings: Finding[]): ReadonlyMap<string, OptionalLimits> {
  const limits = new Map<string, OptionalLimits>();
  for (const sheet of sheets) {
    const table = findHeaderTable(sheet, LIMIT_WORDS, ["template"]);
    if (!table || table.columns.size < 2) continue;
    for (const row of table.bodyRows) {
      const name = fieldText(table, row, "template");
      if (name === "") continue;
      const amount = (field: "minCount" | "maxCount" | "maxPoints"): string | null => {
        const column = table.columns.get(field);
        const value = column === undefined ? null : valueAt(sheet, row, column);
        if (column === undefined || isBlank(value)) return null;
        const read = markInCell(value, false);
        if (read === null || (field !== "maxPoints" && read.amount.includes("."))) {
          findings.push(found("template.not-a-number", "error", sheet, { row, column }, { text: textOf(value) }));
          return null;
        }
        return read.amount;
      };
      const count = (field: "minCount" | "maxCount"): number | null => {
        const read = amount(field);
        return read === null ? null : Number(read);
      };
      limits.set(foldKeyText(name), { minCount: count("minCount"), maxCount: count("maxCount"), maxPoints: amount("maxPoints") });
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

type Facts = { readonly title: string | null; readonly edition: number | null; readonly period: string | null; readonly deadline: string | null };

/** Labels with their value in the next filled cell to the right. (TL-6) */
function readFacts(workbook: WorkbookSnapshot): Facts {
  const values = new Map<keyof Facts, CellValue>();
  for (const sheet of workbook.sheets) {
    const { used } = sheet;
    if (!used || sheet.visibility !== "visible") continue;
    for (let r = 0; r < Math.min(used.rows, MAX_FACT_ROWS); r++) {
      const cells = sheet.values[r] ?? [];
      // Two cells of a row: a header row of a table has more.
      if (cells.filter((value) => !isBlank(value)).length > 4) continue;
      cells.forEach((value, c) => {
        if (typeof value !== "string") return;
        const label = headerText(value);
        const field = (Object.keys(FACT_WORDS) as (keyof Facts)[]).find((fact) => FACT_WORDS[fact].test(label));
        const next = field && cells.slice(c + 1).find((other) => !isBlank(other));
        if (field && next !== undefined && !values.has(field)) values.set(field, next);
      });
    }
  }
  const text = (field: keyof Facts): string | null => textOf(values.get(field)).trim() || null;
  const edition = /\d+/.exec(text("edition") ?? "")?.[0];
  return {
    title: text("title"),
    edition: edition === undefined || Number(edition) < 1 ? null : Number(edition),
    period: text("period"),
    deadline: dayOf(values.get("deadline") ?? null, workbook.date1904),
  };
}
