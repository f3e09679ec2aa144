import type { CodeParams } from "../coded-error";
import type { Finding, Severity } from "../check/finding";
import type { WorkbookSnapshot } from "../grid/snapshot";
import type { Edit, EditValue } from "../plan/edit";
import { decimalText, parseDecimal, ZERO } from "../score/decimal";
import { checkLetters, sha256Hex } from "../store/checksum";
import { canonicalJson } from "../store/record-text";
import { foldKeyText } from "../template/keys";
import type { TemplatePlaces, TemplateReading } from "../template/read-template";
import { RESPONSIBILITIES, type IssueTemplate, type ParentEdition, type TemplateBook, type TemplateIndicator } from "../template/template-book";
import { editionChanges } from "./edition-changes";
import type { EditionTexts } from "./edition-texts";
import { HEADER_LOOK, unusedName } from "./template-writer";

/** What a derived edition says of its parent. The code is made of the templates: another title or deadline is the same content. (ED-15) */
export function parentEditionOf({ title, edition, templates }: TemplateBook): ParentEdition {
  return { title, edition, code: checkLetters(sha256Hex(canonicalJson(templates)), 10) };
}

/** Responsibilities are for those who derive to assign. */
const FREE_FIELDS: ReadonlySet<string> = new Set(RESPONSIBILITIES);

/**
 * What a derived edition does to its parent's indicators and may not, and what it adds beyond the limits of the free zone.
 * `field` of a finding is named as `texts` does. (ED-14, ED-16)
 */
export function derivedFindings(parent: TemplateBook, { book, places }: TemplateReading, texts: EditionTexts): readonly Finding[] {
  const findings: Finding[] = [];
  const say = finder(findings, places);
  if (foldKeyText(book.title) === foldKeyText(parent.title)) say("derive.same-title", "error", null, null, { title: parent.title });
  for (const change of editionChanges(parent, book)) {
    const { template } = change;
    switch (change.kind) {
      case "template-added":
      case "template-retired":
        say(`derive.${change.kind}`, "error", null, null, { template });
        break;
      case "template-renamed":
        say("derive.template-renamed", "error", null, null, { template, was: change.was });
        break;
      case "retired":
        // The optional ones are offered: fewer may be passed on.
        if (change.indicator.zone !== "optional") say("derive.deleted", "error", null, null, { name: change.indicator.name, template });
        break;
      case "moved":
        say("derive.moved", "warning", template, change.indicator, { name: change.indicator.name });
        break;
      case "renamed":
        say("derive.edited", "error", template, change.indicator, { name: change.was, field: texts["field.name"], was: change.was, now: change.now });
        break;
      case "changed":
        if (!FREE_FIELDS.has(change.field)) say("derive.edited", "error", template, change.indicator, { name: change.indicator.name, field: texts[`field.${change.field}`], was: change.was, now: change.now });
        break;
      case "limit":
        say("derive.limits", "error", null, null, { template, field: texts[`template.${change.field}`], was: change.was, now: change.now });
        break;
      default:
    }
  }
  const known = new Map(parent.templates.map((template) => [foldKeyText(template.name), template] as const));
  const added = new Map<string, TemplateIndicator[]>();
  for (const change of editionChanges(parent, book)) if (change.kind === "added" && known.has(foldKeyText(change.template))) added.set(foldKeyText(change.template), [...(added.get(foldKeyText(change.template)) ?? []), change.indicator]);
  for (const [name, own] of added) {
    const template = known.get(name);
    if (template) checkFreeZone(template, own, say);
  }
  return findings;
}

type Say = (code: string, severity: Severity, template: string | null, indicator: TemplateIndicator | null, params: CodeParams) => void;

/** Findings at the line of an indicator, where it has one. */
function finder(findings: Finding[], { rows }: TemplatePlaces): Say {
  return (code, severity, template, indicator, params) => {
    const place = template === null || !indicator ? undefined : rows.find((row) => row.key === indicator.key && foldKeyText(row.template) === foldKeyText(template));
    const sheet = place?.table.sheet;
    const column = place ? (place.table.columns.get("name") ?? 0) : 0;
    findings.push({ code, severity, sheetId: sheet?.sheetId ?? null, sheetName: sheet?.name ?? null, area: place ? { row: place.row, column, rows: 1, columns: 1 } : null, params });
  };
}

/** Count, points and sources of what was added, against the parent's limits. (ED-14) */
function checkFreeZone(parent: IssueTemplate, own: readonly TemplateIndicator[], say: Say): void {
  const { name: template, own: limits } = parent;
  if (!limits) {
    for (const indicator of own) say("derive.no-free-zone", "error", template, indicator, { name: indicator.name, template });
    return;
  }
  const { maxCount, maxPoints, sources } = limits;
  if (maxCount !== null && own.length > maxCount) say("derive.own-count", "error", null, null, { template, count: own.length, max: maxCount });
  const points = own.reduce((sum, { fullMark }) => sum.add(parseDecimal(fullMark ?? "0") ?? ZERO), ZERO);
  const most = maxPoints === null ? null : parseDecimal(maxPoints);
  if (most !== null && points.compare(most) > 0) say("derive.own-points", "error", null, null, { template, points: decimalText(points), max: maxPoints ?? "" });
  const allowed = new Set(sources.map(foldKeyText));
  for (const indicator of own) {
    const source = indicator.dataSource ?? "";
    if (most !== null && indicator.fullMark === null) say("derive.own-mark", "error", template, indicator, { name: indicator.name });
    if (allowed.size > 0 && !allowed.has(foldKeyText(source))) say("derive.own-source", "error", template, indicator, { name: indicator.name, source: source || "—", allowed: sources });
    const twin = parent.indicators.find(({ name }) => foldKeyText(name) === foldKeyText(indicator.name));
    if (twin) say("derive.same-name", "warning", template, indicator, { name: indicator.name, key: twin.key });
  }
}

/** Names the parent in the derived workbook: in its cells, or on a sheet of its own. (ED-15) */
export function parentEdits(workbook: WorkbookSnapshot, places: TemplatePlaces, parent: ParentEdition, how: { readonly date: string; readonly reason: string; readonly approver: string }, texts: EditionTexts): readonly Edit[] {
  if (places.parent) {
    const cells = places.parent;
    return (["title", "edition", "code"] as const).map((field): Edit => ({ kind: "setValues", area: { ...cells[field], rows: 1, columns: 1 }, values: [[parent[field]]] }));
  }
  const sheetId = "parent";
  const values: readonly (readonly EditValue[])[] = [
    [texts["edition.parent"], parent.title],
    [texts["edition.parentEdition"], parent.edition],
    [texts["edition.parentCode"], parent.code],
    [texts["edition.derivedOn"], how.date],
    [texts["edition.reason"], how.reason],
    [texts["edition.approver"], how.approver],
  ];
  const area = { sheetId, row: 0, column: 0, rows: values.length, columns: 2 };
  return [
    { kind: "addSheet", sheetId, name: unusedName(texts["edition.sheet.parent"], workbook), visibility: "visible", after: null },
    { kind: "setStyle", area, style: { border: "thin", wrap: true, vertical: "center", horizontal: "left" } },
    { kind: "setValues", area, values },
    { kind: "setStyle", area: { ...area, columns: 1 }, style: { ...HEADER_LOOK, horizontal: "left" } },
    { kind: "setColumns", sheetId, column: 0, columns: 1, width: 16 },
    { kind: "setColumns", sheetId, column: 1, columns: 1, width: 50 },
  ];
}
