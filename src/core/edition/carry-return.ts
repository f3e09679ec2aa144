import type { CodeParams } from "../coded-error";
import type { Finding, Severity } from "../check/finding";
import { admitted, editionOf, isFilled, NO, reporter, YES, type IssuedTo } from "../collect/judge-return";
import { addressOf, type ReturnCell, type ReturnReading, type ReturnRow, type ReturnSheet } from "../collect/read-return";
import { isBlank, textOf } from "../grid/cell";
import type { Assigned } from "../issue/assign-templates";
import { ENTRY_FIELDS, ownRowOf, type EntryField } from "../issue/issued-words";
import { hasOwnRow, limitsOf, type FilledIn } from "../issue/issued-sheet";
import { foldKeyText } from "../template/keys";
import { markInCell } from "../template/mark-text";
import type { IssueTemplate, OutOfForce, TemplateIndicator } from "../template/template-book";
import { isMostlyThe } from "./edition-changes";

/** A filled cell of the old edition that a person has to look at: it was left out, or it came over and something about it changed. (ED-10) */
export type CarryNote = {
  readonly code: string;
  readonly severity: Severity;
  /** Whether the entry stands in the new workbook. */
  readonly carried: boolean;
  /** "own": what an indicator of the subject's own is. */
  readonly field: EntryField | "own";
  readonly key: string;
  readonly name: string;
  /** As it was filled in; a formula with its "=". */
  readonly value: string;
  readonly sheetName: string;
  readonly cell: string;
  readonly params: CodeParams;
};

/** One sheet of a return with what of it stands in the new edition, by indicator key. */
export type CarriedSheet = { readonly assigned: Assigned; readonly edition: number | null; readonly filled: ReadonlyMap<string, FilledIn>; readonly notes: readonly CarryNote[]; readonly sheet: ReturnSheet };

export type CarriedReturn = {
  readonly sheets: readonly CarriedSheet[];
  /** Subjects of whom there is a return of the new edition already. */
  readonly current: readonly string[];
  readonly notes: readonly CarryNote[];
  readonly findings: readonly Finding[];
};

/** Sheets refused for these reasons are of this season: what stands in them is listed. */
const LISTED: ReadonlySet<string> = new Set(["return.no-subject", "return.unknown-subject", "return.subject-differs", "return.wrong-template"]);

/**
 * Carries the entries of a return of an older edition into the new one, which `issued` describes. Sheets of another template
 * or period, of an unknown subject, or of a newer edition are refused and said; those of the new edition are left alone. Every
 * filled cell of a sheet that is taken stands afterwards in the new workbook, or in `notes`, or in both. (ED-9 to ED-12)
 */
export function carryReturn(reading: ReturnReading, issued: IssuedTo, outOfForce: readonly OutOfForce[]): CarriedReturn {
  const findings: Finding[] = [];
  const report = reporter(findings, null);
  const notes: CarryNote[] = [];
  const sheets: CarriedSheet[] = [];
  const current: string[] = [];
  if (reading.sheets.length === 0) report("return.not-recognized", "error", null, {});
  const ordered = [...reading.sheets].sort((a, b) => Number(b.recorded !== null) - Number(a.recorded !== null));
  for (const sheet of ordered) {
    const own: Finding[] = [];
    const say = reporter(own, sheet.sheetName);
    const edition = editionOf(sheet, reading);
    if (edition !== null && edition > issued.terms.edition) {
      say("migrate.newer-edition", "error", null, { edition, wanted: issued.terms.edition });
      findings.push(...own);
      continue;
    }
    // Everything but the edition must be as collecting wants it; content of another edition has another fingerprint.
    const renamed = underNewName(sheet, reading, issued);
    if (renamed !== sheet) say("migrate.template-renamed", "notice", null, { was: sheet.recorded?.template ?? "", now: renamed.recorded?.template ?? "" });
    const assigned = admitted(renamed, reading, { ...issued, terms: { ...issued.terms, edition: edition ?? issued.terms.edition } }, say);
    const told = own.filter(({ code }) => code !== "return.fingerprint");
    findings.push(...told);
    if (!assigned) {
      if (told.some(({ code }) => LISTED.has(code))) notes.push(...filledCells(sheet, "migrate.sheet-refused"));
    } else if (edition === issued.terms.edition) current.push(assigned.subject.key);
    else if (sheets.some((other) => other.assigned.subject.key === assigned.subject.key)) {
      findings.push({ code: "return.sheet-twice", severity: "error", sheetId: null, sheetName: sheet.sheetName, area: null, params: { name: assigned.subject.name, sheet: sheets.find((other) => other.assigned.subject.key === assigned.subject.key)?.sheet.sheetName ?? "" } });
      notes.push(...filledCells(sheet, "migrate.sheet-refused"));
    } else {
      if (edition === null) findings.push({ code: "migrate.edition-unknown", severity: "warning", sheetId: null, sheetName: sheet.sheetName, area: null, params: {} });
      sheets.push(carrySheet(sheet, assigned, edition, outOfForce));
    }
  }
  return { sheets, current, notes, findings };
}

/**
 * A sheet whose template is called otherwise in the new edition, as if it always had been: by its record of the same title, when the
 * subject's template of now has at least half of its indicators. Without a record nobody can tell a renamed template from a foreign one.
 */
function underNewName(sheet: ReturnSheet, { issue }: ReturnReading, { terms, templates, bySubject }: IssuedTo): ReturnSheet {
  const { recorded, strip } = sheet;
  if (!recorded || issue?.title !== terms.title || templates.some(({ name }) => foldKeyText(name) === foldKeyText(recorded.template))) return sheet;
  const template = bySubject.get(recorded.subject)?.template;
  const keys = sheet.rows.flatMap(({ key }) => (key === "" || ownRowOf(foldKeyText(key)) !== null ? [] : [{ key: foldKeyText(key) }]));
  if (!template || !isMostlyThe(keys, template.indicators)) return sheet;
  return { ...sheet, recorded: { ...recorded, template: template.name }, strip: { ...strip, template: template.name } };
}

function isCellFilled(cell: ReturnCell | undefined): cell is ReturnCell {
  return cell !== undefined && (cell.formula !== null || !isBlank(cell.value));
}

function shown(cell: ReturnCell): string {
  return cell.formula ?? textOf(cell.value);
}

/** Every filled entry cell of a sheet as left out, for one reason. */
export function filledCells(sheet: ReturnSheet, code: string, params: CodeParams = {}): readonly CarryNote[] {
  return sheet.rows.flatMap((row) => rowNotes(sheet, row, row.key, row.locked.name?.text ?? row.key, code, "error", params));
}

function rowNotes(sheet: ReturnSheet, row: ReturnRow, key: string, name: string, code: string, severity: Severity, params: CodeParams): readonly CarryNote[] {
  const note = (field: CarryNote["field"], value: string, cell: string): CarryNote => ({ code, severity, carried: false, field, key, name, value, sheetName: sheet.sheetName, cell, params: { name, ...params } });
  const own = ownText(row);
  return [
    ...(own === "" ? [] : [note("own", own, addressOf({ row: row.row, column: row.locked.name?.column ?? 0 }))]),
    ...ENTRY_FIELDS.flatMap((field) => {
      const cell = row.entries[field];
      return isCellFilled(cell) ? [note(field, shown(cell), addressOf(cell))] : [];
    }),
  ];
}

/** What somebody wrote of an indicator of their own: name, full mark, criterion, source; "" for other rows. */
export function ownText({ key, locked }: ReturnRow): string {
  if (ownRowOf(foldKeyText(key)) === null) return "";
  return [locked.name, locked.fullMark, locked.criterion, locked.source].flatMap((cell) => (cell && cell.text !== "" ? [cell.text] : [])).join("；");
}

function carrySheet(sheet: ReturnSheet, assigned: Assigned, edition: number | null, outOfForce: readonly OutOfForce[]): CarriedSheet {
  const { template } = assigned;
  const notes: CarryNote[] = [];
  const filled = new Map<string, FilledIn>();
  const { byIndicator, loose, own } = matchRows(sheet, template);
  for (const row of own) {
    const text = (field: "name" | "criterion" | "source"): string => row.locked[field]?.text ?? "";
    const mark = row.locked.fullMark?.text ?? "";
    const key = foldKeyText(row.key).toUpperCase();
    if (filled.has(key)) notes.push(...rowNotes(sheet, row, row.key, text("name") || row.key, "migrate.key-twice", "error", {}));
    else {
      const entry = carryRow(sheet, row, ownIndicator(row, mark), notes);
      filled.set(key, { ...entry, own: { name: text("name"), fullMark: /^\d+(\.\d+)?$/.test(mark) ? Number(mark) : mark || null, criterion: text("criterion"), source: text("source") } });
    }
  }
  for (const row of loose) {
    const name = row.locked.name?.text ?? row.key;
    const retired = outOfForce.find((line) => foldKeyText(line.template) === foldKeyText(template.name) && line.indicator.key === foldKeyText(row.key));
    const code = ownRowOf(foldKeyText(row.key)) === null ? "migrate.no-indicator" : "migrate.own-no-room";
    notes.push(...rowNotes(sheet, row, row.key, name, retired ? "migrate.retired" : code, "error", retired ? { day: retired.retired ?? retired.effective ?? "" } : {}));
  }
  for (const indicator of template.indicators) {
    const rows = (byIndicator.get(indicator.key) ?? []).filter(isFilled);
    const [row, second] = rows;
    if (second) notes.push(...rows.flatMap((twice) => rowNotes(sheet, twice, indicator.key, indicator.name, "migrate.key-twice", "error", {})));
    else if (row) filled.set(indicator.key, carryRow(sheet, row, indicator, notes));
  }
  return { assigned, edition, filled, notes, sheet };
}

/** An indicator of the subject's own as far as its entries are limited by it. */
function ownIndicator({ key, locked }: ReturnRow, mark: string): TemplateIndicator {
  return { key, name: locked.name?.text || key, path: [], fullMark: markInCell(mark, false)?.amount ?? null, weight: null, criterion: locked.criterion?.text ?? null, dataSource: null, zone: "own", interpretation: null, responsible: { undertake: "", execute: "", assess: "" } };
}

/** Rows by indicator: by key, else by a name that only one indicator has which no row has the key of. */
function matchRows(sheet: ReturnSheet, template: IssueTemplate): { readonly byIndicator: ReadonlyMap<string, readonly ReturnRow[]>; readonly loose: readonly ReturnRow[]; readonly own: readonly ReturnRow[] } {
  const { indicators } = template;
  const known = new Set(indicators.map(({ key }) => key));
  const byIndicator = new Map<string, ReturnRow[]>();
  const unknown: ReturnRow[] = [];
  const put = (key: string, row: ReturnRow): unknown => byIndicator.set(key, [...(byIndicator.get(key) ?? []), row]);
  const own: ReturnRow[] = [];
  for (const row of sheet.rows) {
    if (known.has(foldKeyText(row.key))) put(foldKeyText(row.key), row);
    else if (!hasOwnRow(template, foldKeyText(row.key))) unknown.push(row);
    else if (isFilled(row) || ownText(row) !== "") own.push(row);
  }
  const taken = new Set(byIndicator.keys());
  const loose: ReturnRow[] = [];
  for (const row of unknown) {
    const name = foldKeyText(row.locked.name?.text ?? "");
    const [only, second] = indicators.filter((indicator) => name !== "" && foldKeyText(indicator.name) === name && !taken.has(indicator.key));
    if (only && !second) put(only.key, row);
    else loose.push(row);
  }
  return { byIndicator, loose, own };
}

/** One row's entries in the new edition; what cannot be taken, and what should be looked at, goes to `notes`. */
function carryRow(sheet: ReturnSheet, row: ReturnRow, indicator: TemplateIndicator, notes: CarryNote[]): FilledIn {
  const { key, name, zone } = indicator;
  const note = (field: EntryField, cell: ReturnCell, code: string, severity: Severity, carried: boolean, params: CodeParams = {}): void => {
    notes.push({ code, severity, carried, field, key, name, value: shown(cell), sheetName: sheet.sheetName, cell: addressOf(cell), params: { name, ...params } });
  };
  const { score, chosen, remark } = row.entries;
  const wasOptional = row.locked.zone === undefined ? zone === "optional" : /自选|选考|可选|optional/iu.test(row.locked.zone.text);
  let choice: boolean | null = null;
  if (isCellFilled(chosen)) {
    const text = chosen.formula ?? foldKeyText(textOf(chosen.value)).toLowerCase();
    if (zone !== "optional") note("chosen", chosen, "migrate.now-mandatory", "notice", false);
    else if (YES.test(text)) choice = true;
    else if (NO.test(text)) choice = false;
    else note("chosen", chosen, "migrate.choice", "error", false);
  }
  let points: number | null = null;
  if (isCellFilled(score)) {
    const { value } = score;
    const { min, max, strict } = limitsOf(indicator);
    if (score.formula !== null) note("score", score, "migrate.formula", "error", false);
    else if (typeof value !== "number") note("score", score, "migrate.not-a-number", "error", false);
    else if (strict && (value < min || value > max)) note("score", score, "migrate.out-of-range", "error", false, { value, min, max });
    else {
      points = value;
      const mark = row.locked.fullMark && markInCell(row.locked.fullMark.text, false)?.amount;
      if (mark !== undefined && mark !== (indicator.fullMark ?? "")) note("score", score, "migrate.mark-changed", "warning", true, { was: mark, now: indicator.fullMark ?? "—" });
      const criterion = row.locked.criterion;
      if (criterion && foldKeyText(criterion.text) !== foldKeyText(indicator.criterion ?? "")) note("score", score, "migrate.reworded", "notice", true, { was: criterion.text, now: indicator.criterion ?? "" });
      if (zone === "optional" && choice !== true) note("score", score, wasOptional ? "migrate.not-chosen" : "migrate.now-optional", "warning", true);
      if (foldKeyText(row.key) !== key) note("score", score, "migrate.by-name", "warning", true, { key: row.key });
    }
  }
  return { chosen: choice, score: points, remark: isCellFilled(remark) ? shown(remark).trim() : "" };
}
