import type { CodeParams } from "../coded-error";
import type { Finding, Severity } from "../check/finding";
import type { Edit, EditValue } from "../plan/edit";
import { foldKeyText } from "../template/keys";
import type { TemplateReading, TemplateRow } from "../template/read-template";
import { RESPONSIBILITIES, type TemplateBook, type TemplateIndicator } from "../template/template-book";
import type { LimitColumn, TemplateField } from "../template/template-words";
import { editionChanges, fieldOf, sameUnderAnotherKey, type ChangedField, type EditionChange } from "./edition-changes";
import type { EditionTexts } from "./edition-texts";
import { indicatorCells, templateWriter } from "./template-writer";

const ROLES: ReadonlySet<string> = new Set(RESPONSIBILITIES);

/**
 * What changed from one edition of the parent to the next, written into an edition derived from the first: changed cells, lines of
 * new indicators below the others, the day on which retired ones end. Where the derived edition says otherwise than the first
 * parent did, that is a conflict and said: assigned responsibilities stay, all else becomes the parent's. (ED-17)
 */
export function mergeParent(from: TemplateBook, next: TemplateBook, derived: TemplateReading, date: string, texts: EditionTexts): { readonly edits: readonly Edit[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const { book, places } = derived;
  const writer = templateWriter(places, texts);
  const limitEdits: Edit[] = [];
  const say = (code: string, severity: Severity, place: TemplateRow | undefined, params: CodeParams): void => {
    const sheet = place?.table.sheet;
    findings.push({ code, severity, sheetId: sheet?.sheetId ?? null, sheetName: sheet?.name ?? null, area: place ? { row: place.row, column: place.table.columns.get("name") ?? 0, rows: 1, columns: 1 } : null, params });
  };
  const indicatorOf = (all: TemplateBook, template: string, key: string): TemplateIndicator | undefined => all.templates.find(({ name }) => foldKeyText(name) === foldKeyText(template))?.indicators.find((indicator) => indicator.key === key);
  const oldKeyOf = new Map<string, string>();
  const changes = editionChanges(from, next);
  for (const template of next.templates) {
    const old = from.templates.find(({ name }) => foldKeyText(name) === foldKeyText(template.name));
    for (const [key, oldKey] of old ? sameUnderAnotherKey(old, template) : []) oldKeyOf.set(JSON.stringify([template.name, key]), oldKey);
  }
  /** The derived edition's line of an indicator of the new parent: under its key, or under that of before it was renamed. */
  const lineOf = (template: string, key: string): TemplateRow | undefined => writer.rowOf(template, key) ?? writer.rowOf(template, oldKeyOf.get(JSON.stringify([template, key])) ?? key);

  const cells = (change: Extract<EditionChange, { readonly kind: "changed" | "renamed" }>, fields: readonly TemplateField[]): void => {
    const { indicator, template } = change;
    const place = lineOf(template, indicator.key);
    if (!place) {
      // An optional one that was not passed on changes nothing here.
      if (indicator.zone !== "optional") say("derive.merge-missing", "error", undefined, { name: indicator.name, template });
      return;
    }
    const { table, row } = place;
    for (const [field, value] of indicatorCells(table, template, indicator, texts)) {
      const column = table.columns.get(field);
      if (!fields.includes(field) || column === undefined) continue;
      if (table.sheet.merges.some((area) => row >= area.row && row < area.row + area.rows && column >= area.column && column < area.column + area.columns)) {
        say("derive.merge-by-hand", "error", place, { name: indicator.name, now: String(value ?? "") });
      } else writer.put(table, row, column, value ?? "");
    }
  };

  const renamed = new Map(changes.flatMap((change) => (change.kind === "template-renamed" ? [[change.template, change.was] as const] : [])));
  for (const change of changes) {
    // Which template it is here, people have to say first.
    if (change.kind !== "template-renamed" && renamed.has(change.template)) continue;
    switch (change.kind) {
      case "template-renamed":
        say("derive.merge-template-renamed", "error", undefined, { template: change.template, was: change.was });
        break;
      case "added": {
        if (indicatorOf(book, change.template, change.indicator.key)) {
          say("derive.key-taken", "error", lineOf(change.template, change.indicator.key), { name: change.indicator.name, key: change.indicator.key });
          break;
        }
        const twin = book.templates.find(({ name }) => foldKeyText(name) === foldKeyText(change.template))?.indicators.find(({ name }) => foldKeyText(name) === foldKeyText(change.indicator.name));
        if (twin) say("derive.same-name", "warning", writer.rowOf(change.template, twin.key), { name: twin.name, key: change.indicator.key });
        if (!writer.append({ template: change.template, indicator: change.indicator, effective: date, retired: null })) say("derive.merge-missing", "error", undefined, { name: change.indicator.name, template: change.template });
        break;
      }
      case "retired": {
        const place = writer.rowOf(change.template, change.indicator.key);
        if (place) writer.put(place.table, place.row, writer.dayColumn(place.table, "retired"), date);
        break;
      }
      case "renamed": {
        conflict(change, "name", change.was);
        cells(change, ["name", "level2", "level3"]);
        const place = lineOf(change.template, change.indicator.key);
        const column = place?.table.columns.get("key");
        // The key is made of the name: it is kept by writing down the one that the parent has now.
        if (place && column !== undefined && change.oldKey !== change.indicator.key) writer.put(place.table, place.row, column, change.indicator.key);
        break;
      }
      case "changed": {
        const assigned = ROLES.has(change.field) ? ownText(change.template, change.indicator.key, change.field) : null;
        if (assigned !== null && foldKeyText(assigned) !== foldKeyText(change.was)) {
          say("derive.conflict-kept", "warning", lineOf(change.template, change.indicator.key), { name: change.indicator.name, field: texts[`field.${change.field}`], own: assigned || "—", was: change.was || "—", now: change.now || "—" });
          break;
        }
        if (assigned === null) conflict(change, change.field, change.was);
        cells(change, change.field === "path" ? ["level1", "level2", "level3"] : change.field === "source" ? ["source"] : [change.field]);
        break;
      }
      case "limit": {
        const field: LimitColumn = change.field;
        const place = places.limits.find(({ template }) => foldKeyText(template) === foldKeyText(change.template));
        const column = place?.table.columns.get(field);
        const value: EditValue = change.now === "" ? "" : field === "ownSources" ? change.now : Number(change.now);
        if (place && column !== undefined) limitEdits.push({ kind: "setValues", area: { sheetId: place.table.sheet.sheetId, row: place.row, column, rows: 1, columns: 1 }, values: [[value]] });
        else say("derive.merge-limit", "error", undefined, { template: change.template, field: texts[`template.${change.field}`], now: change.now || "—" });
        break;
      }
      case "template-added":
        say("derive.merge-template-added", "warning", undefined, { template: change.template });
        break;
      case "template-retired":
        say("derive.merge-template-retired", "warning", undefined, { template: change.template });
        break;
      case "profile-added":
      case "profile-retired":
        say("derive.merge-profile", "notice", undefined, { template: change.template, who: change.who || texts["edition.anybody"] });
        break;
      case "moved":
    }
  }
  return { edits: [...writer.edits, ...limitEdits], findings };

  /** Says that the derived edition had changed the same itself; the parent's text goes before. */
  function conflict(change: Extract<EditionChange, { readonly kind: "changed" | "renamed" }>, field: ChangedField | "name", was: string): void {
    const own = ownText(change.template, change.indicator.key, field);
    if (own !== null && foldKeyText(own) !== foldKeyText(was)) {
      say("derive.conflict", "warning", lineOf(change.template, change.indicator.key), { name: change.indicator.name, field: texts[`field.${field}`], own: own || "—", was: was || "—", now: change.now || "—" });
    }
  }

  function ownText(template: string, key: string, field: ChangedField | "name"): string | null {
    const own = indicatorOf(book, template, key) ?? indicatorOf(book, template, oldKeyOf.get(JSON.stringify([template, key])) ?? key);
    return own ? (field === "name" ? own.name : fieldOf(own, field)) : null;
  }
}
