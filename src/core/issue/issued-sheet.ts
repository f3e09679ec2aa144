import { cellA1, type Rect } from "../grid/address";
import { displayWidth } from "../grid/fold-text";
import { shiftDecimal } from "../grid/number-text";
import type { Edit, EditValue, ValidationRule } from "../plan/edit";
import { DEFAULT_PROTECTION } from "../plan/lift-protection";
import { fillText } from "../score/sheet-texts";
import { entryLimits } from "../template/entry-rules";
import { RESPONSIBILITIES, type IssueTemplate, type TemplateIndicator } from "../template/template-book";
import type { IndicatorField } from "../template/template-words";
import type { Assigned } from "./assign-templates";
import { ownRowKey, ownRowOf, type EntryField } from "./issued-words";
import { printedFingerprint, sheetFingerprint, type IssueTerms } from "./issue-record";
import type { IssueTexts } from "./issue-texts";

/** Name of the list of choices on the hidden sheet. */
export const CHOICE_LIST = "TS_choice";

/** Longest text of a remark. */
const MAX_REMARK = 2000;

type Column = {
  readonly field: IndicatorField | EntryField;
  readonly header: string;
  /** In characters of the default font. */
  readonly width: number;
  readonly value: (indicator: TemplateIndicator) => EditValue;
};

/** Rows of the sheet, zero-based: title, four rows of the strip, the note, header, body. */
const STRIP_ROW = 1;
const NOTE_ROW = 5;
const HEADER_ROW = 6;
const BODY_ROW = 7;
const LINE_POINTS = 18;
const MAX_LINES = 12;

/** Rows for own indicators where their number is not limited, and at most. */
const USUAL_OWN_ROWS = 5;
const MAX_OWN_ROWS = 50;

/** How many rows for own indicators a sheet has. (IS-17) */
function ownRows({ own }: IssueTemplate): number {
  return own ? Math.min(own.maxCount ?? USUAL_OWN_ROWS, MAX_OWN_ROWS) : 0;
}

/** What an indicator of a template is called as a scoring table knows it. */
export function limitsOf(indicator: TemplateIndicator): { readonly min: number; readonly max: number; readonly strict: boolean } {
  return entryLimits({ ...indicator, owner: null });
}

const number = (text: string | null): EditValue => (text === null ? null : Number(text));

/** Columns that this template has something to say in, and those to fill in. (IS-4) */
function columnsOf({ indicators, own }: IssueTemplate, texts: IssueTexts): readonly Column[] {
  const has = (test: (indicator: TemplateIndicator) => boolean): boolean => indicators.some(test);
  const column = (field: Column["field"], header: string, width: number, value: Column["value"] = () => null): Column => ({ field, header, width, value });
  return [
    column("key", texts["field.key"], 13, ({ key }) => key),
    ...(has(({ path }) => path.length > 0) ? [column("level1", texts["field.path"], 12, ({ path }) => path.join(" / ") || null)] : []),
    column("name", texts["field.name"], 20, ({ name }) => name),
    column("zone", texts["field.zone"], 8, ({ zone }) => texts[`zone.${zone}`]),
    column("fullMark", texts["field.fullMark"], 8, ({ fullMark }) => number(fullMark)),
    ...(has(({ weight }) => weight !== null) ? [column("weight", texts["field.weight"], 10, ({ weight }) => number(weight === null ? null : shiftDecimal(weight, 2)))] : []),
    column("criterion", texts["field.criterion"], 30, ({ criterion }) => criterion),
    ...(has(({ interpretation }) => interpretation !== null) ? [column("interpretation", texts["field.interpretation"], 24, ({ interpretation }) => interpretation)] : []),
    ...RESPONSIBILITIES.filter((role) => has(({ responsible }) => responsible[role] !== "")).map((role) => column(role, texts[`field.${role}`], 11, ({ responsible }) => responsible[role] || null)),
    ...((own?.sources.length ?? 0) > 0 || has(({ dataSource }) => dataSource !== null) ? [column("source", texts["field.source"], 12, ({ dataSource }) => dataSource)] : []),
    ...(has(({ zone }) => zone === "optional") ? [column("chosen", texts["issue.chosen"], 7)] : []),
    column("score", texts["issue.score"], 8),
    column("remark", texts["issue.remark"], 26),
  ];
}

/** The one sheet of a subject: what stands on it, what may be filled in, and everything else locked. `sheetId` must be empty. (IS-4 to IS-7) */
export function issuedSheetEdits(sheetId: string, assigned: Assigned, terms: IssueTerms, texts: IssueTexts): readonly Edit[] {
  const { subject, template } = assigned;
  const columns = columnsOf(template, texts);
  const width = columns.length;
  const at = (row: number, column: number, rows = 1, wide = 1): Rect & { readonly sheetId: string } => ({ sheetId, row, column, rows, columns: wide });
  const strip: readonly (readonly [string, EditValue, string, EditValue])[] = [
    [texts["issue.subject"], subject.name, texts["issue.code"], subject.key],
    [texts["issue.unit"], subject.unit || null, texts["issue.template"], template.name],
    [texts["issue.period"], terms.period, texts["issue.edition"], terms.edition],
    [texts["issue.deadline"], terms.deadline, texts["issue.fingerprint"], printedFingerprint(sheetFingerprint(assigned, terms))],
  ];
  const hasOptional = columns.some(({ field }) => field === "chosen");
  const note = fillText(texts["issue.note"], { deadline: terms.deadline ?? "" }) + (hasOptional ? optionalNote(assigned, texts) : "") + ownNote(template, texts);
  const merged = [at(0, 0, 1, width), ...strip.flatMap((_, i) => [at(STRIP_ROW + i, 1, 1, 2), at(STRIP_ROW + i, 4, 1, width - 4)]), at(NOTE_ROW, 0, 1, width)];
  const ownBody = Array.from({ length: ownRows(template) }, (_, n) => columns.map(({ field }): EditValue => (field === "key" ? ownRowKey(n + 1) : field === "zone" ? texts["zone.own"] : null)));
  const body = [...template.indicators.map((indicator) => columns.map(({ value }) => value(indicator))), ...ownBody];
  const rows = body.length;
  return [
    ...merged.map((area): Edit => ({ kind: "mergeCells", area })),
    { kind: "setStyle", area: at(STRIP_ROW, 0, 4, width), style: { border: "thin", vertical: "center", wrap: true, numberFormat: "@", horizontal: "left" } },
    { kind: "setStyle", area: at(STRIP_ROW, 0, 4, 1), style: { fill: "F2F2F2", bold: true } },
    { kind: "setStyle", area: at(STRIP_ROW, 3, 4, 1), style: { fill: "F2F2F2", bold: true } },
    { kind: "setStyle", area: at(HEADER_ROW, 0, rows + 1, width), style: { border: "thin", vertical: "center", wrap: true } },
    { kind: "setStyle", area: at(HEADER_ROW, 0, 1, width), style: { bold: true, fill: "DDEBF7", horizontal: "center" } },
    { kind: "setStyle", area: at(0, 0), style: { bold: true, fontSize: 16, horizontal: "center", vertical: "center" } },
    { kind: "setStyle", area: at(NOTE_ROW, 0), style: { wrap: true, vertical: "center" } },
    { kind: "setValues", area: at(0, 0), values: [[fillText(texts["issue.heading"], { period: terms.period, title: terms.title })]] },
    ...strip.map(([a, b, c, d], i): Edit => ({ kind: "setValues", area: at(STRIP_ROW + i, 0, 1, 5), values: [[a, b, null, c, d]] })),
    { kind: "setValues", area: at(NOTE_ROW, 0), values: [[note]] },
    { kind: "setValues", area: at(HEADER_ROW, 0, rows + 1, width), values: [columns.map(({ header }) => header), ...body] },
    ...columns.flatMap((column, c) => entryEdits(column, c, assigned, at, texts)),
    ...(ownBody.length > 0 ? ownEdits(columns, template, ownBody.length, at, texts) : []),
    ...columns.map((column, c): Edit => ({ kind: "setColumns", sheetId, column: c, columns: 1, width: column.width })),
    { kind: "setRowHeight", sheetId, row: 0, rows: 1, height: 32 },
    { kind: "setRowHeight", sheetId, row: STRIP_ROW, rows: 4, height: 20 },
    { kind: "setRowHeight", sheetId, row: NOTE_ROW, rows: 1, height: 36 },
    ...runsOf(body.map((cells) => rowPoints(cells, columns)), String).map(({ first, count, item }): Edit => ({ kind: "setRowHeight", sheetId, row: BODY_ROW + first, rows: count, height: item })),
    { kind: "freezePanes", sheetId, rows: BODY_ROW, columns: 0 },
    { kind: "setPageLayout", sheetId, layout: { orientation: "landscape", fitToWidth: true, titleRows: { first: HEADER_ROW, last: HEADER_ROW }, footer: texts["issue.footer"] } },
    { kind: "setProtection", sheetId, options: DEFAULT_PROTECTION },
  ];
}

/** What stands in the entry cells of one indicator; `null` and "": nothing. */
export type FilledIn = {
  readonly chosen: boolean | null;
  readonly score: number | null;
  readonly remark: string;
  /** What an own indicator is, in the row that its key names. */
  readonly own?: { readonly name: string; readonly fullMark: string | number | null; readonly criterion: string; readonly source: string };
};

/** Whether a sheet of this template has the row for own indicators that the key names. */
export function hasOwnRow(template: IssueTemplate, key: string): boolean {
  const n = ownRowOf(key);
  return n !== null && n >= 1 && n <= ownRows(template);
}

/** Entries, by indicator key, in the cells of the sheet that `issuedSheetEdits` makes of the same. */
export function filledEdits(sheetId: string, { template }: Assigned, filled: ReadonlyMap<string, FilledIn>, texts: IssueTexts): readonly Edit[] {
  const columns = columnsOf(template, texts);
  const keys = [...template.indicators.map(({ key }) => key), ...Array.from({ length: ownRows(template) }, (_, n) => ownRowKey(n + 1))];
  return keys.flatMap((key, index): readonly Edit[] => {
    const entry = filled.get(key);
    if (!entry) return [];
    const { own } = entry;
    const values: readonly (readonly [Column["field"], EditValue])[] = [
      ...(own ? ([["name", own.name || null], ["fullMark", own.fullMark], ["criterion", own.criterion || null], ["source", own.source || null]] as const) : []),
      ["chosen", entry.chosen === null ? null : texts[entry.chosen ? "issue.yes" : "issue.no"]],
      ["score", entry.score],
      ["remark", entry.remark || null],
    ];
    return values.flatMap(([field, value]): readonly Edit[] => {
      const column = columns.findIndex((candidate) => candidate.field === field);
      return column < 0 || value === null ? [] : [{ kind: "setValues", area: { sheetId, row: BODY_ROW + index, column, rows: 1, columns: 1 }, values: [[value]] }];
    });
  });
}

function optionalNote({ template }: Assigned, texts: IssueTexts): string {
  const { minCount, maxCount, maxPoints } = template.optional;
  return fillText(texts["issue.note.optional"], { min: minCount ?? 0, max: maxCount ?? "—", points: maxPoints ?? "—" });
}

function ownNote(template: IssueTemplate, texts: IssueTexts): string {
  const { own } = template;
  if (!own) return "";
  return fillText(texts["issue.note.own"], { max: ownRows(template), points: own.maxPoints ?? "—", sources: own.sources.join("、") || "—" });
}

/** Rows in which the subject writes indicators of its own: all of them but key and kind is to be filled in. (IS-17) */
function ownEdits(columns: readonly Column[], { indicators, own }: IssueTemplate, count: number, at: (row: number, column: number, rows?: number) => Rect & { readonly sheetId: string }, texts: IssueTexts): readonly Edit[] {
  const first = BODY_ROW + indicators.length;
  const fullMark = columns.findIndex(({ field }) => field === "fullMark");
  const most = own?.maxPoints === null || own?.maxPoints === undefined ? null : Number(own.maxPoints);
  const titles = { promptTitle: texts["issue.own.title"], errorTitle: texts["issue.own.title"] };
  const sources = own?.sources ?? [];
  return columns.flatMap(({ field }, c): readonly Edit[] => {
    const area = at(first, c, count);
    const unlocked = (look: { readonly numberFormat?: string; readonly horizontal?: "center" }): Edit => ({ kind: "setStyle", area, style: { locked: false, fill: "FFF9E5", ...look } });
    switch (field) {
      case "name":
      case "criterion":
        return [unlocked({ numberFormat: "@" })];
      case "source": {
        // A list in the rule itself takes no more, and no item with its separator.
        const fits = sources.length > 0 && sources.join(",").length <= 255 && sources.every((source) => !source.includes(","));
        return [unlocked({ numberFormat: "@" }), ...(fits ? [{ kind: "setValidation" as const, area, rule: { type: "listOf" as const, items: sources, allowBlank: true, severity: "stop" as const, ...titles, prompt: "", error: "" } }] : [])];
      }
      case "fullMark": {
        const params = { max: most ?? "—" };
        const cell = cellA1(first, c);
        const formula = most === null ? `AND(ISNUMBER(${cell}),${cell}>0)` : `AND(ISNUMBER(${cell}),${cell}>0,${cell}<=${String(most)})`;
        return [unlocked({ horizontal: "center" }), { kind: "setValidation", area, rule: { type: "custom", formula, allowBlank: true, severity: "stop", ...titles, prompt: fillText(texts["issue.own.mark.prompt"], params), error: fillText(texts["issue.own.mark.error"], params) } }];
      }
      case "score": {
        const [cell, mark] = [cellA1(first, c), cellA1(first, fullMark)];
        const formula = `AND(ISNUMBER(${cell}),ISNUMBER(${mark}),${cell}>=0,${cell}<=${mark})`;
        return [unlocked({ horizontal: "center" }), { kind: "setValidation", area, rule: { type: "custom", formula, allowBlank: true, severity: "stop", ...titles, prompt: texts["issue.own.score.prompt"], error: texts["issue.own.score.error"] } }];
      }
      case "remark":
        return [unlocked({ numberFormat: "@" }), { kind: "setValidation", area, rule: remarkRule(cellA1(first, c), texts) }];
      default:
        return [];
    }
  });
}

/** As many lines as the fullest cell takes. */
function rowPoints(cells: readonly EditValue[], columns: readonly Column[]): number {
  const lines = cells.map((cell, c) => (typeof cell === "string" ? cell.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / ((columns[c]?.width ?? 10) - 1))), 0) : 1));
  return LINE_POINTS * Math.min(MAX_LINES, Math.max(1, ...lines)) + 4;
}

/** Neighbours that are alike in what `key` says of them; `null` leaves one out. */
function runsOf<T>(items: readonly T[], key: (item: T) => string | null): readonly { readonly first: number; readonly count: number; readonly item: T }[] {
  const runs: { first: number; count: number; key: string; item: T }[] = [];
  items.forEach((item, index) => {
    const own = key(item);
    const last = runs.at(-1);
    if (own === null) return;
    if (last && last.key === own && last.first + last.count === index) last.count += 1;
    else runs.push({ first: index, count: 1, key: own, item });
  });
  return runs;
}

/** Unlocked, marked, and checked as it is typed. Optional indicators alone are chosen. (IS-5, IS-6) */
function entryEdits({ field }: Column, c: number, { template }: Assigned, at: (row: number, column: number, rows?: number) => Rect & { readonly sheetId: string }, texts: IssueTexts): readonly Edit[] {
  if (field !== "chosen" && field !== "score" && field !== "remark") return [];
  const alike = (indicator: TemplateIndicator): string | null => {
    if (field === "chosen") return indicator.zone === "optional" ? "" : null;
    return field === "score" ? JSON.stringify(limitsOf(indicator)) : "";
  };
  const look = field === "remark" ? { numberFormat: "@" } : { horizontal: "center" as const };
  return runsOf(template.indicators, alike).flatMap(({ first, count, item }): readonly Edit[] => {
    const area = at(BODY_ROW + first, c, count);
    const rule = field === "chosen" ? choiceRule(texts) : field === "score" ? scoreRule(item, texts) : remarkRule(cellA1(area.row, area.column), texts);
    return [
      { kind: "setStyle", area, style: { locked: false, fill: "FFF9E5", ...look } },
      { kind: "setValidation", area, rule },
    ];
  });
}

function choiceRule(texts: IssueTexts): ValidationRule {
  return {
    type: "list",
    source: CHOICE_LIST,
    allowBlank: true,
    severity: "stop",
    promptTitle: texts["issue.chosen.title"],
    prompt: texts["issue.chosen.prompt"],
    errorTitle: texts["issue.chosen.title"],
    error: texts["issue.chosen.error"],
  };
}

function scoreRule(indicator: TemplateIndicator, texts: IssueTexts): ValidationRule {
  const { min, max, strict } = limitsOf(indicator);
  const params = { min, max };
  return {
    type: "decimal",
    min,
    max,
    allowBlank: true,
    severity: strict ? "stop" : "warning",
    promptTitle: texts["issue.score.title"],
    prompt: fillText(texts["issue.score.prompt"], params),
    errorTitle: texts["issue.score.title"],
    error: fillText(texts["issue.score.error"], params),
  };
}

/** Text of any kind, no longer than a cell shows. `cell`: the first that the rule is for. */
function remarkRule(cell: string, texts: IssueTexts): ValidationRule {
  return {
    type: "custom",
    formula: `LEN(${cell})<=${String(MAX_REMARK)}`,
    allowBlank: true,
    severity: "stop",
    promptTitle: texts["issue.remark.title"],
    prompt: fillText(texts["issue.remark.prompt"], { max: MAX_REMARK }),
    errorTitle: texts["issue.remark.title"],
    error: fillText(texts["issue.remark.error"], { max: MAX_REMARK }),
  };
}
