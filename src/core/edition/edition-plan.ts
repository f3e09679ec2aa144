import { CodedError } from "../coded-error";
import type { Finding } from "../check/finding";
import { quoteSheetName } from "../grid/address";
import { isBlank } from "../grid/cell";
import { valueAt, type WorkbookSnapshot } from "../grid/snapshot";
import type { Edit, EditValue } from "../plan/edit";
import { fillText } from "../score/sheet-texts";
import { foldKeyText } from "../template/keys";
import type { TemplateReading } from "../template/read-template";
import type { OutOfForce, TemplateBook } from "../template/template-book";
import { changeLine, changeSummary } from "./change-lines";
import { editionChanges, isMade, sameUnderAnotherKey, templatePairs, type EditionChange } from "./edition-changes";
import type { EditionTexts } from "./edition-texts";
import { rebalanced } from "./rebalance";
import { freeRow, HEADER_LOOK, templateWriter, unusedName, weightValue } from "./template-writer";

/** What an edition is registered with. */
export type EditionTerms = { /** "2026-10-10". */ readonly date: string; readonly reason: string; readonly approver: string; readonly rebalance: boolean };

export type EditionPlan = {
  /** The number that the new edition gets: the old one's and one more. */
  readonly edition: number;
  readonly changes: readonly EditionChange[];
  readonly findings: readonly Finding[];
  /** On the workbook of the new edition; none where nothing changed. */
  readonly edits: readonly Edit[];
};

const LOG = "edition-log";
const CHANGES = "edition-changes";

/**
 * Makes the changed workbook of a template its next edition: number, list of editions, days on which indicators begin and
 * end, lines of retired ones, and a sheet that compares it with the edition before. `workbook` is that of `now`, which was
 * read as of `terms.date`. Errors (CodedError): "edition.logged", "edition.date-order". (ED-1 to ED-7)
 */
export function planEdition(workbook: WorkbookSnapshot, before: TemplateReading, now: TemplateReading, terms: EditionTerms, texts: EditionTexts): EditionPlan {
  const { book: old } = before;
  const edition = old.edition + 1;
  const last = [...old.editions, ...now.book.editions].flatMap(({ date }) => date ?? []).sort().at(-1);
  if (now.book.editions.some((line) => line.edition >= edition)) throw new CodedError("edition.logged", { edition });
  if (last !== undefined && terms.date < last) throw new CodedError("edition.date-order", { date: terms.date, last });
  const findings: Finding[] = [...now.findings];
  if (now.book.edition !== old.edition && now.book.edition !== edition) findings.push(finding("edition.number", "warning", { was: old.edition, stated: now.book.edition, now: edition }));
  if (foldKeyText(now.book.title) !== foldKeyText(old.title)) findings.push(finding("edition.title", "warning", { was: old.title, now: now.book.title }));
  const book = terms.rebalance ? balanced(now, findings) : now.book;
  const changes = editionChanges(old, book);
  if (changes.length === 0) return { edition, changes, findings: [...findings, finding("edition.unchanged", "notice", {})], edits: [] };
  const lines = indicatorEdits(before, { ...now, book }, changes, terms, texts, findings);
  return {
    edition,
    changes,
    findings,
    edits: [
      ...(now.places.edition ? [{ kind: "setValues" as const, area: { ...now.places.edition, rows: 1, columns: 1 }, values: [[edition]] }] : []),
      ...lines,
      ...logEdits(workbook, before, now, [edition, terms.date, terms.reason, terms.approver, changeSummary(changes, texts)], texts),
      ...changeSheetEdits(workbook, old, edition, changes, terms, texts),
    ],
  };
}

function finding(code: string, severity: Finding["severity"], params: Finding["params"]): Finding {
  return { code, severity, sheetId: null, sheetName: null, area: null, params };
}

/** Weights of the new edition made to add up, where they can be. (ED-7) */
function balanced({ book, places }: TemplateReading, findings: Finding[]): TemplateBook {
  const templates = book.templates.map((template) => {
    const next = rebalanced(template);
    if (!next) return template;
    const rows = places.rows.filter((row) => row.inForce && foldKeyText(row.template) === foldKeyText(template.name));
    // A weight that stands merged over several rows is not each one's own to change.
    const isFree = rows.every(({ table, row }) => {
      const column = table.columns.get("weight");
      return column !== undefined && !table.sheet.merges.some((area) => row >= area.row && row < area.row + area.rows && column >= area.column && column < area.column + area.columns);
    });
    if (isFree) {
      const at = findings.findIndex(({ code, params }) => code === "template.weights" && params["template"] === template.name);
      if (at >= 0) findings.splice(at, 1);
      return next;
    }
    findings.push(finding("edition.not-rebalanced", "warning", { template: template.name }));
    return template;
  });
  return { ...book, templates };
}

/** Days, codes, weights and lines of retired indicators on the sheets of indicators. (ED-2, ED-5, ED-6) */
function indicatorEdits(before: TemplateReading, now: TemplateReading, changes: readonly EditionChange[], terms: EditionTerms, texts: EditionTexts, findings: Finding[]): readonly Edit[] {
  const writer = templateWriter(now.places, texts);
  const { put, dayColumn, rowOf } = writer;
  const uncoded: string[] = [];
  for (const change of changes) {
    if (change.kind === "added") {
      const place = rowOf(change.template, change.indicator.key);
      if (!place) continue;
      const column = dayColumn(place.table, "effective");
      if (isBlank(valueAt(place.table.sheet, place.row, column))) put(place.table, place.row, column, terms.date);
    }
  }
  for (const [template, key, oldKey] of rekeyed(before, now)) {
    const place = rowOf(template, key);
    const column = place?.table.columns.get("key");
    if (place && column !== undefined && isBlank(valueAt(place.table.sheet, place.row, column))) put(place.table, place.row, column, oldKey);
    else if (isMadeIn(now.book, template, key)) uncoded.push(nameOf(now.book, template, key));
  }
  if (uncoded.length > 0) findings.push(finding("edition.no-key-column", "warning", { names: uncoded }));
  if (terms.rebalance) {
    for (const change of changes) {
      if (change.kind !== "changed" || change.field !== "weight") continue;
      const place = rowOf(change.template, change.indicator.key);
      const column = place?.table.columns.get("weight");
      if (place && column !== undefined) put(place.table, place.row, column, weightValue(place.table, change.indicator.weight));
    }
  }
  for (const line of linesToKeep(before, now, changes, terms.date)) {
    if (!writer.append(line)) findings.push(finding("edition.line-lost", "notice", { name: line.indicator.name, template: line.template }));
  }
  return writer.edits;
}

/** One that was given a code is known by its name once more. */
function isMadeIn(book: TemplateBook, template: string, key: string): boolean {
  const indicator = book.templates.find(({ name }) => foldKeyText(name) === foldKeyText(template))?.indicators.find((candidate) => candidate.key === key);
  return indicator !== undefined && isMade(indicator);
}

function nameOf(book: TemplateBook, template: string, key: string): string {
  return book.templates.find(({ name }) => foldKeyText(name) === foldKeyText(template))?.indicators.find((indicator) => indicator.key === key)?.name ?? key;
}

/** Indicators that are the same under another key: template, new key, old key. */
function rekeyed(before: TemplateReading, now: TemplateReading): readonly (readonly [string, string, string])[] {
  return templatePairs(before.book, now.book).flatMap(({ template, old }) => (old ? [...sameUnderAnotherKey(old, template)].map(([key, oldKey]) => [template.name, key, oldKey] as const) : []));
}

/** Lines that the new workbook no longer has: of what is retired now, and of what was retired before. (ED-6) */
function linesToKeep(before: TemplateReading, now: TemplateReading, changes: readonly EditionChange[], date: string): readonly OutOfForce[] {
  const present = new Set(now.places.rows.map(({ template, key }) => JSON.stringify([foldKeyText(template), key])));
  const isGone = (template: string, key: string): boolean => !present.has(JSON.stringify([foldKeyText(template), key]));
  const retired = changes.flatMap((change): readonly OutOfForce[] =>
    change.kind === "retired" && isGone(change.template, change.indicator.key) ? [{ template: change.template, indicator: change.indicator, effective: null, retired: date }] : [],
  );
  return [...before.book.outOfForce.filter((line) => line.retired !== null && isGone(line.template, line.indicator.key)), ...retired];
}

/** One line more on the list of editions; the list with the lines of the edition before where the workbook has none. (ED-1) */
function logEdits(workbook: WorkbookSnapshot, before: TemplateReading, now: TemplateReading, line: readonly [number, string, string, string, string], texts: EditionTexts): readonly Edit[] {
  const { log } = now.places;
  const fields = ["edition", "date", "reason", "approver", "summary"] as const;
  if (log) {
    const row = freeRow(log.sheet);
    return fields.flatMap((field, index): readonly Edit[] => {
      const column = log.columns.get(field);
      return column === undefined ? [] : [{ kind: "setValues", area: { sheetId: log.sheet.sheetId, row, column, rows: 1, columns: 1 }, values: [[line[index] ?? null]] }];
    });
  }
  const values: readonly (readonly EditValue[])[] = [
    fields.map((field) => texts[`edition.${field}`]),
    ...before.book.editions.map(({ edition, date, reason, approver }): readonly EditValue[] => [edition, date, reason || null, approver || null, null]),
    line,
  ];
  return tableEdits(LOG, unusedName(texts["edition.sheet.log"], workbook), values, 0, [8, 14, 44, 20, 44], texts);
}

function changeSheetEdits(workbook: WorkbookSnapshot, old: TemplateBook, edition: number, changes: readonly EditionChange[], terms: EditionTerms, texts: EditionTexts): readonly Edit[] {
  const name = unusedName(fillText(texts["edition.sheet.changes"], { edition }), workbook);
  const header = (["change", "template", "key", "indicator", "field", "was", "now"] as const).map((field) => texts[`edition.${field}`]);
  const lines = changes.map((change) => {
    const { change: kind, template, key, indicator, field, was, now } = changeLine(change, texts);
    return [kind, template, key || null, indicator || null, field || null, was || null, now || null];
  });
  return [
    ...tableEdits(CHANGES, name, [header, ...lines], 2, [12, 16, 14, 22, 14, 44, 44], texts),
    { kind: "setStyle", area: { sheetId: CHANGES, row: 0, column: 0, rows: 1, columns: 1 }, style: { bold: true, fontSize: 14 } },
    { kind: "setValues", area: { sheetId: CHANGES, row: 0, column: 0, rows: 2, columns: 1 }, values: [[fillText(texts["edition.heading"], { title: old.title, edition, was: old.edition })], [fillText(texts["edition.subheading"], { date: terms.date, reason: terms.reason, approver: terms.approver })]] },
    { kind: "defineName", name: `_TS_own_edition_${String(edition)}`, refersTo: `${quoteSheetName(name)}!$A$1`, hidden: true },
  ];
}

function tableEdits(sheetId: string, name: string, values: readonly (readonly EditValue[])[], row: number, widths: readonly number[], texts: EditionTexts): readonly Edit[] {
  const area = { sheetId, row, column: 0, rows: values.length, columns: widths.length };
  return [
    { kind: "addSheet", sheetId, name, visibility: "visible", after: null },
    { kind: "setStyle", area, style: { border: "thin", wrap: true, vertical: "center" } },
    { kind: "setValues", area, values },
    { kind: "setStyle", area: { ...area, rows: 1 }, style: HEADER_LOOK },
    ...widths.map((width, column): Edit => ({ kind: "setColumns", sheetId, column, columns: 1, width })),
    { kind: "freezePanes", sheetId, rows: row + 1, columns: 0 },
    { kind: "setPageLayout", sheetId, layout: { orientation: "landscape", fitToWidth: true, titleRows: { first: row, last: row }, footer: texts["template.footer"] } },
  ];
}
