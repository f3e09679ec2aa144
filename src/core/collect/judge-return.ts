import type { CodeParams } from "../coded-error";
import type { Finding, Severity } from "../check/finding";
import { isBlank, textOf } from "../grid/cell";
import { decimalTextOf, shiftDecimal } from "../grid/number-text";
import type { Assigned } from "../issue/assign-templates";
import { limitsOf } from "../issue/issued-sheet";
import { printedFingerprint, sheetFingerprint, type IssueTerms } from "../issue/issue-record";
import { decimalText, parseDecimal, ZERO, type Exact } from "../score/decimal";
import { indicatorKind } from "../score/indicator-kind";
import { foldKeyText, indicatorKey, subjectKey } from "../template/keys";
import { markInCell } from "../template/mark-text";
import type { IssueTemplate, ParentEdition, TemplateIndicator } from "../template/template-book";
import { zoneOf, type IndicatorField } from "../template/template-words";
import { ownRowOf } from "../issue/issued-words";
import { addressOf, type ReturnCell, type ReturnReading, type ReturnRow, type ReturnSheet } from "./read-return";

/** What was issued: by subject's key. */
export type IssuedTo = {
  readonly terms: IssueTerms;
  /** Check code of the templates, as those who derive from them keep it (ED-15). */
  readonly code: string;
  readonly templates: readonly IssueTemplate[];
  readonly bySubject: ReadonlyMap<string, Assigned>;
};

/** One indicator of one subject as it came back. */
export type Entry = {
  readonly indicator: TemplateIndicator;
  /** Always true but for optional indicators. */
  readonly chosen: boolean;
  /** Exact decimal text; `null`: nothing that counts. */
  readonly score: string | null;
  readonly remark: string;
  /** What stood where a score belongs and does not count; "" otherwise. */
  readonly instead: string;
  /** Code of what is wrong with it, or `null`. */
  readonly problem: string | null;
  readonly sheetName: string;
  /** "M8"; "" where the row is gone. */
  readonly cell: string;
};

/** A sheet that belongs to somebody of this issue. */
export type JudgedSheet = { readonly assigned: Assigned; readonly entries: readonly Entry[]; readonly findings: readonly Finding[] };

export type JudgedReturn = {
  /** Sheets whose entries can be collected. */
  readonly sheets: readonly JudgedSheet[];
  /** Whom refused sheets are about, as far as that can be told. */
  readonly refused: readonly string[];
  /** About the file and all of its sheets. */
  readonly findings: readonly Finding[];
};

/** So many are named one by one. */
const MAX_UNKNOWN_ROWS = 20;

export const YES = /^(是|选|选择|√|✓|✔|y|yes|true|1)$/u;
export const NO = /^(否|不选|×|n|no|false|0)$/u;

export type Report = (code: string, severity: Severity, cell: { readonly row: number; readonly column: number } | null, params: CodeParams) => void;

export function reporter(findings: Finding[], sheetName: string | null): Report {
  return (code, severity, cell, params) => {
    findings.push({ code, severity, sheetId: null, sheetName, area: cell && { row: cell.row, column: cell.column, rows: 1, columns: 1 }, params });
  };
}

/** Judges a return against what was issued. Sheets that belong to something else are refused, each with its reason; the others are taken. (CO-5 to CO-12) */
export function judgeReturn(reading: ReturnReading, issued: IssuedTo): JudgedReturn {
  const findings: Finding[] = [];
  const report = reporter(findings, null);
  if (reading.record !== "kept") report(reading.record === "lost" ? "return.by-content" : "return.record-unusable", "notice", null, {});
  if (reading.sheets.length === 0) report("return.not-recognized", "error", null, {});
  for (const recorded of reading.gone) {
    const name = issued.bySubject.get(recorded.subject)?.subject.name ?? recorded.subject;
    report("return.sheet-missing", "error", null, { name });
  }
  const sheets = new Map<string, JudgedSheet>();
  const refused: string[] = [];
  const derived = derivedFrom(reading, issued);
  if (derived) {
    report("return.derived", "notice", null, { title: reading.issue?.title ?? "", edition: reading.issue?.edition ?? 0 });
    if (derived.code !== issued.code) report("return.derived-differs", "warning", null, { title: reading.issue?.title ?? "" });
  }
  // What the record knows goes before what is known by its content alone.
  const ordered = [...reading.sheets].sort((a, b) => Number(b.recorded !== null) - Number(a.recorded !== null));
  for (const sheet of ordered) {
    const own: Finding[] = [];
    const say = reporter(own, sheet.sheetName);
    const assigned = admitted(sheet, reading, issued, say, sheet.recorded ? derived : null);
    const before = assigned && sheets.get(assigned.subject.key);
    if (before) say("return.sheet-twice", "error", null, { name: assigned.subject.name, sheet: before.entries[0]?.sheetName ?? "" });
    if (assigned && !before) sheets.set(assigned.subject.key, { assigned, entries: judgeRows(sheet, assigned, derived !== null && sheet.recorded !== null, say), findings: own });
    else if (!assigned) refused.push(...subjectOf(sheet, issued).filter((key) => key !== null));
    findings.push(...own);
  }
  return { sheets: [...sheets.values()], refused, findings };
}

/** The parent named by a return of another level's edition, where it is the one that was issued here; `null`: it is no such return. (CO-23) */
function derivedFrom({ issue }: ReturnReading, { terms }: IssuedTo): ParentEdition | null {
  return issue?.parent && !sameText(issue.title, terms.title) && sameText(issue.parent.title, terms.title) ? issue.parent : null;
}

/** The one that a sheet is about: by the record, the code on it, its name; `null` where it names nobody of this issue. */
function subjectOf({ recorded, strip }: ReturnSheet, issued: IssuedTo): readonly [string | null] {
  if (recorded) return [issued.bySubject.has(recorded.subject) ? recorded.subject : null];
  const code = foldKeyText(strip.code ?? "");
  if (issued.bySubject.has(code)) return [code];
  if (strip.subject === undefined) return [null];
  const byName = subjectKey(null, strip.subject);
  if (issued.bySubject.has(byName)) return [byName];
  if (code !== "") return [null];
  const alike = [...issued.bySubject.values()].filter(({ subject }) => foldKeyText(subject.name) === foldKeyText(strip.subject ?? ""));
  return [alike.length === 1 ? (alike[0]?.subject.key ?? null) : null];
}

/** The edition that a sheet says it is of, by its record or its strip; `null` where it says none. */
export function editionOf({ recorded, strip }: ReturnSheet, { issue }: ReturnReading): number | null {
  if (issue && recorded) return issue.edition;
  const stated = /\d+/.exec(strip.edition ?? "")?.[0];
  return stated === undefined ? null : Number(stated);
}

/** Whose sheet of this issue it is, or `null` after saying why it is not taken. `derived`: the sheet is of another level's edition, of this parent. (CO-5, CO-6, CO-23) */
export function admitted(sheet: ReturnSheet, reading: ReturnReading, issued: IssuedTo, say: Report, derived: ParentEdition | null = null): Assigned | null {
  const { recorded, strip } = sheet;
  const { terms } = issued;
  const [key] = subjectOf(sheet, issued);
  const assigned = key === null ? undefined : issued.bySubject.get(key);
  const template = recorded?.template ?? strip.template;
  const known = template === undefined ? undefined : issued.templates.find(({ name }) => sameText(name, template));
  const isForeign = recorded ? !known || (reading.issue?.title !== terms.title && !derived) : template === undefined ? !sharesKeys(sheet, issued.templates) : !known;
  if (isForeign) return refuse("return.foreign-template", { template: template ?? "" });
  const period = reading.issue && recorded ? reading.issue.period : strip.period;
  if (period !== undefined && !sameText(period, terms.period)) return refuse("return.other-period", { period, wanted: terms.period });
  const edition = derived?.edition ?? editionOf(sheet, reading) ?? terms.edition;
  if (edition !== terms.edition) return refuse("return.other-edition", { edition, wanted: terms.edition });
  if (!assigned) return refuse(strip.subject === undefined && strip.code === undefined && !recorded ? "return.no-subject" : "return.unknown-subject", { name: strip.subject ?? strip.code ?? recorded?.subject ?? "" });
  if (recorded && strip.code !== undefined && foldKeyText(strip.code) !== assigned.subject.key) return refuse("return.subject-differs", { name: assigned.subject.name, now: `${strip.subject ?? ""} ${strip.code}`.trim() });
  if (template !== undefined && !sameText(template, assigned.template.name)) return refuse("return.wrong-template", { name: assigned.subject.name, template, wanted: assigned.template.name });
  if (strip.subject !== undefined && strip.subject !== assigned.subject.name) say("return.name-differs", "warning", null, { name: assigned.subject.name, now: strip.subject });
  if (derived) return assigned;
  const fingerprint = sheetFingerprint(assigned, terms);
  const differs = recorded ? recorded.fingerprint !== fingerprint : strip.fingerprint !== undefined && strip.fingerprint !== printedFingerprint(fingerprint);
  if (differs) say("return.fingerprint", "warning", null, { name: assigned.subject.name });
  return assigned;

  function refuse(code: string, params: CodeParams): null {
    say(code, "error", null, params);
    return null;
  }
}

function sameText(a: string, b: string): boolean {
  return foldKeyText(a) === foldKeyText(b);
}

/** A sheet without a strip is of a template whose indicators it has, at least half of them. */
function sharesKeys(sheet: ReturnSheet, templates: readonly IssueTemplate[]): boolean {
  const keys = new Set(sheet.rows.map(({ key }) => foldKeyText(key)));
  return templates.some(({ indicators }) => indicators.filter(({ key }) => keys.has(key)).length * 2 >= indicators.length);
}

/** Every indicator of the template with its entry, found by key wherever its row stands. (CO-7 to CO-11) */
function judgeRows(sheet: ReturnSheet, { template }: Assigned, isDerived: boolean, say: Report): readonly Entry[] {
  const found = rowsByKey(sheet, template, isDerived, say);
  const missing: string[] = [];
  const blank: string[] = [];
  const entries = template.indicators.map((indicator): Entry => {
    const row = found.get(indicator.key);
    if (!row) {
      if (indicator.zone !== "optional") missing.push(indicator.name);
      return { indicator, chosen: indicator.zone !== "optional", score: null, remark: "", instead: "", problem: indicator.zone === "optional" ? null : "return.row-missing", sheetName: sheet.sheetName, cell: "" };
    }
    if (row === "twice") return { indicator, chosen: indicator.zone !== "optional", score: null, remark: "", instead: "", problem: "return.key-twice", sheetName: sheet.sheetName, cell: "" };
    compareLocked(sheet, row, indicator, isDerived, say);
    const entry = judgeEntry(sheet, row, indicator, say);
    if (entry.problem === "return.blank") blank.push(indicator.name);
    return entry;
  });
  if (missing.length > 0) say("return.row-missing", "error", null, { names: missing });
  if (blank.length > 0) say("return.blank", "error", null, { names: blank });
  checkOptional(template, entries, say);
  return [...entries, ...judgeOwnRows(sheet, template, isDerived, say)];
}

/** Rows by indicator key. A row that lost its key is known by its name where only one indicator is called so. (CO-7) */
function rowsByKey(sheet: ReturnSheet, template: IssueTemplate, isDerived: boolean, say: Report): ReadonlyMap<string, ReturnRow | "twice"> {
  const known = new Map(template.indicators.map((indicator) => [indicator.key, indicator]));
  const rows = new Map<string, ReturnRow[]>();
  const loose: ReturnRow[] = [];
  let unknown = 0;
  for (const row of sheet.rows) {
    const key = foldKeyText(row.key);
    if (isOwnRow(row, template, isDerived)) continue;
    if (known.has(key)) rows.set(key, [...(rows.get(key) ?? []), row]);
    else if (row.locked.name?.text || isFilled(row)) loose.push(row);
  }
  for (const row of loose) {
    const alike = template.indicators.filter(({ key, name }) => sameText(name, row.locked.name?.text ?? "") && !rows.has(key));
    const [only, second] = alike;
    if (only && !second && row.key === "") {
      rows.set(only.key, [row]);
      if (sheet.headers.key !== undefined) say("return.key-by-name", "warning", { row: row.row, column: row.locked.key?.column ?? 0 }, { name: only.name });
    } else if (++unknown <= MAX_UNKNOWN_ROWS) say("return.row-unknown", "warning", { row: row.row, column: row.locked.key?.column ?? row.locked.name?.column ?? 0 }, { name: row.locked.name?.text || row.key });
  }
  if (unknown > MAX_UNKNOWN_ROWS) say("return.rows-unknown", "warning", null, { count: unknown - MAX_UNKNOWN_ROWS });
  if (sheet.headers.key === undefined) say("return.no-key-column", "warning", null, {});
  return new Map(
    [...rows].map(([key, all]): readonly [string, ReturnRow | "twice"] => {
      // A copy that nobody filled in says nothing.
      const filled = all.filter(isFilled);
      const [first, second] = filled.length > 0 ? filled : all.slice(0, 1);
      if (first && !second) return [key, first];
      say("return.key-twice", "error", { row: second?.row ?? 0, column: second?.locked.key?.column ?? 0 }, { name: known.get(key)?.name ?? key });
      return [key, "twice"];
    }),
  );
}

export function isFilled({ entries }: ReturnRow): boolean {
  return Object.values(entries).some(({ value, formula }) => formula !== null || !isBlank(value));
}

/** What belongs to the template and reads otherwise now. (CO-10) */
function compareLocked(sheet: ReturnSheet, row: ReturnRow, indicator: TemplateIndicator, isDerived: boolean, say: Report): void {
  const wanted: Partial<Record<IndicatorField, string>> = {
    level1: indicator.path.join(" / "),
    name: indicator.name,
    fullMark: indicator.fullMark ?? "",
    weight: indicator.weight === null ? "" : shiftDecimal(indicator.weight, 2),
    criterion: indicator.criterion ?? "",
    interpretation: indicator.interpretation ?? "",
    // Whoever derives assigns them anew (ED-16).
    ...(isDerived ? {} : indicator.responsible),
    source: indicator.dataSource ?? "",
  };
  const differs = (field: IndicatorField, was: string, now: string): boolean => {
    if (field === "fullMark" || field === "weight") return (markInCell(now, false)?.amount ?? "") !== was;
    return !sameText(was, now);
  };
  for (const [field, was] of Object.entries(wanted) as [IndicatorField, string][]) {
    const cell = row.locked[field];
    if (cell && differs(field, was, cell.text)) say("return.changed", "warning", { row: row.row, column: cell.column }, { name: indicator.name, field: sheet.headers[field] ?? field, was, now: cell.text });
  }
  const zone = row.locked.zone;
  if (zone && zoneOf(zone.text) !== indicator.zone) say("return.changed", "warning", { row: row.row, column: zone.column }, { name: indicator.name, field: sheet.headers.zone ?? "zone", was: indicator.zone, now: zone.text });
}

/** A score that counts, or why there is none. (CO-8, CO-9) */
function judgeEntry(sheet: ReturnSheet, row: ReturnRow, indicator: TemplateIndicator, say: Report): Entry {
  const cell: ReturnCell = row.entries.score ?? { value: null, formula: null, row: row.row, column: 0 };
  const chosen = indicator.zone !== "optional" ? true : choiceIn(row.entries.chosen, indicator, say);
  const base = { indicator, chosen: chosen === true, remark: remarkIn(row.entries.remark), sheetName: sheet.sheetName, cell: addressOf(cell) };
  const wrong = (code: string, instead: string, params: CodeParams): Entry => {
    say(code, "error", cell, { name: indicator.name, ...params });
    return { ...base, score: null, instead, problem: code };
  };
  const { value, formula } = cell;
  if (formula !== null) return wrong("return.formula", formula, { formula });
  if (isBlank(value)) {
    const isExpected = chosen === true && indicatorKind({ ...indicator, owner: null }) === "scored";
    return { ...base, score: null, instead: "", problem: chosen === null ? "return.choice" : isExpected ? "return.blank" : null };
  }
  const score = typeof value === "number" ? decimalTextOf(value) : null;
  if (typeof value !== "number" || score === null) return wrong("return.not-a-number", textOf(value), { text: textOf(value) });
  const { min, max, strict } = limitsOf(indicator);
  const isOutside = value < min || value > max;
  if (isOutside && strict) return wrong("return.out-of-range", score, { value: score, min, max });
  if (isOutside) say("return.unusual", "warning", cell, { name: indicator.name, value: score, min, max });
  if (chosen !== true) return wrong(chosen === null ? "return.choice" : "return.not-chosen", score, { text: textOf(row.entries.chosen?.value) });
  return { ...base, score, instead: "", problem: null };
}

/** `null`: neither yes nor no. */
function choiceIn(cell: ReturnCell | undefined, indicator: TemplateIndicator, say: Report): boolean | null {
  const text = foldKeyText(textOf(cell?.value)).toLowerCase();
  if (text === "" || NO.test(text)) return false;
  if (YES.test(text)) return true;
  say("return.choice", "error", cell ?? null, { name: indicator.name, text: textOf(cell?.value) });
  return null;
}

/** A remark is text, whatever it begins with. */
function remarkIn(cell: ReturnCell | undefined): string {
  return cell === undefined ? "" : (cell.formula ?? textOf(cell.value).trim());
}

/** A row for own indicators, of a template that has such rows; of another level's edition every row that has a code and is none of the template's. */
export function isOwnRow({ key }: ReturnRow, { own, indicators }: IssueTemplate, isDerived = false): boolean {
  const folded = foldKeyText(key);
  return own !== undefined && (ownRowOf(folded) !== null || (isDerived && folded !== "" && !indicators.some((indicator) => indicator.key === folded)));
}

/** Indicators of the subject's own, by name, each with its entry. What is not as the free zone wants it does not count and is said. (CO-21) */
function judgeOwnRows(sheet: ReturnSheet, template: IssueTemplate, isDerived: boolean, say: Report): readonly Entry[] {
  const { own, indicators } = template;
  if (!own) return [];
  const names = new Set<string>();
  const allowed = new Set(own.sources.map(foldKeyText));
  const entries = sheet.rows
    .filter((row) => isOwnRow(row, template, isDerived) && (isFilled(row) || [row.locked.name, row.locked.fullMark, row.locked.criterion, row.locked.source].some((cell) => (cell?.text ?? "") !== "")))
    .map((row): Entry => {
      const text = (field: "name" | "criterion" | "source"): string => row.locked[field]?.text ?? "";
      const at = { row: row.row, column: row.locked.name?.column ?? 0 };
      const name = text("name") || row.key;
      const mark = markInCell(row.locked.fullMark?.text ?? "", false)?.amount ?? null;
      const indicator: TemplateIndicator = {
        key: `OWN-${indicatorKey(null, [], name)}`,
        name,
        path: [],
        fullMark: mark,
        weight: null,
        criterion: text("criterion") || null,
        dataSource: text("source") || null,
        zone: "own",
        interpretation: null,
        responsible: { undertake: "", execute: "", assess: "" },
      };
      const problem = ownProblem();
      names.add(foldKeyText(name));
      if (indicators.some((other) => sameText(other.name, name))) say("return.own-same-name", "warning", at, { name });
      const cell = row.entries.score;
      if (problem === null) return judgeEntry(sheet, row, indicator, say);
      say(problem, "error", at, { name, source: text("source") || "—", allowed: own.sources });
      return { indicator, chosen: true, score: null, remark: remarkIn(row.entries.remark), instead: cell ? (cell.formula ?? textOf(cell.value)) : "", problem, sheetName: sheet.sheetName, cell: cell ? addressOf(cell) : "" };

      function ownProblem(): string | null {
        if (text("name") === "") return "return.own-no-name";
        if (names.has(foldKeyText(name))) return "return.own-twice";
        if (mark === null || Number(mark) === 0) return "return.own-no-mark";
        return allowed.size > 0 && !allowed.has(foldKeyText(text("source"))) ? "return.own-source" : null;
      }
    });
  const excess = ownExcess(template, entries);
  if (excess.count) say("return.own-count", "error", null, { count: entries.length, max: own.maxCount ?? 0 });
  if (excess.points) say("return.own-points", "error", null, { points: decimalText(pointsOf(entries)), max: own.maxPoints ?? "" });
  return entries;
}

function pointsOf(entries: readonly Entry[]): Exact {
  return entries.reduce((sum, { indicator }) => sum.add(parseDecimal(indicator.fullMark ?? "0") ?? ZERO), ZERO);
}

/** Whether own indicators are more, or have more points, than the template allows. (CO-21) */
export function ownExcess({ own }: IssueTemplate, entries: readonly Entry[]): { readonly count: boolean; readonly points: boolean } {
  const limit = own?.maxPoints ? parseDecimal(own.maxPoints) : null;
  return { count: entries.length > (own?.maxCount ?? Infinity), points: limit !== null && pointsOf(entries).compare(limit) > 0 };
}

/** Points of chosen optional indicators together, by their full marks. (CO-11) */
function checkOptional({ optional, indicators }: IssueTemplate, entries: readonly Entry[], say: Report): void {
  if (!indicators.some(({ zone }) => zone === "optional")) return;
  const chosen = entries.filter((entry) => entry.indicator.zone === "optional" && entry.chosen);
  const { minCount, maxCount, maxPoints } = optional;
  if ((minCount !== null && chosen.length < minCount) || (maxCount !== null && chosen.length > maxCount)) {
    say("return.optional-count", "error", null, { count: chosen.length, min: minCount ?? 0, max: maxCount ?? "—" });
  }
  const points = pointsOf(chosen);
  const limit = maxPoints === null ? null : parseDecimal(maxPoints);
  if (limit !== null && points.compare(limit) > 0) say("return.optional-points", "error", null, { points: decimalText(points), max: maxPoints ?? "" });
}
