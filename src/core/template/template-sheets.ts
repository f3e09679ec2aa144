import type { Edit, EditValue } from "../plan/edit";
import { shiftDecimal } from "../grid/number-text";
import { RESPONSIBILITIES, ZONES, type IssueTemplate, type TemplateIndicator } from "./template-book";
import type { TemplateTexts } from "./template-texts";
import type { ScoringTable } from "./scoring-table";

/**
 * Templates from the tables of a structured workbook: one for each table with indicators, called after its sheet. Tables
 * with the same indicators are one template. All indicators are mandatory, their owner carries them out; the rest is for
 * people to fill in. (TL-8)
 */
export function templatesOf(tables: readonly ScoringTable[]): readonly IssueTemplate[] {
  const templates: IssueTemplate[] = [];
  const seen = new Set<string>();
  for (const table of tables) {
    if (table.layout === "other" || table.indicators.length === 0) continue;
    const indicators = table.indicators.map(
      ({ indicator: { owner, ...indicator } }): TemplateIndicator => ({
        ...indicator,
        zone: "mandatory",
        interpretation: null,
        responsible: { undertake: "", execute: owner ?? "", assess: "" },
      }),
    );
    const content = indicators.map(({ key }) => key).join("\n");
    if (seen.has(content)) continue;
    seen.add(content);
    templates.push({ name: unusedName(table.sheetName, templates), indicators, optional: { minCount: null, maxCount: null, maxPoints: null } });
  }
  return templates;
}

function unusedName(wanted: string, templates: readonly IssueTemplate[]): string {
  const taken = new Set(templates.map(({ name }) => name));
  if (!taken.has(wanted)) return wanted;
  let n = 2;
  while (taken.has(`${wanted}-${String(n)}`)) n++;
  return `${wanted}-${String(n)}`;
}

/** Decimal text as a number cell: what a person would type. */
function number(text: string | null): EditValue {
  return text === null ? null : Number(text);
}

const HEADER = { bold: true, fill: "DDEBF7", horizontal: "center", vertical: "center", wrap: true } as const;
const WIDTHS = [16, 16, 18, 28, 10, 8, 9, 40, 40, 14, 14, 14, 18] as const;

/** A list of choices is as long as this; rows beyond it are typed. */
const SPARE_ROWS = 50;

/**
 * Everything of a template workbook on the blank one with the sheet `sheetId`: facts, indicators, profiles and limits, as
 * an ordinary workbook that people edit without this program. (TL-1, TL-8)
 */
export function templateSheetEdits(sheetId: string, title: string, templates: readonly IssueTemplate[], texts: TemplateTexts): readonly Edit[] {
  return [
    ...factEdits(sheetId, title, texts),
    ...sheetEdits("indicators", texts["template.sheet.indicators"], indicatorRows(templates, texts), WIDTHS, texts),
    zoneChoice(templates, texts),
    ...sheetEdits("library", texts["template.sheet.library"], indicatorRows([], texts), WIDTHS, texts),
    ...sheetEdits("profiles", texts["template.sheet.profiles"], profileRows(templates, texts), [18, 18, 18, 24], texts),
    ...sheetEdits("limits", texts["template.sheet.limits"], limitRows(templates, texts), [24, 14, 14, 18, 14, 18, 24], texts),
  ];
}

function factEdits(sheetId: string, title: string, texts: TemplateTexts): readonly Edit[] {
  const values: EditValue[][] = [
    [texts["template.title"], title],
    [texts["template.edition"], 1],
    [texts["template.period"], null],
    [texts["template.deadline"], null],
    [null, null],
    [null, texts["template.note"]],
  ];
  return [
    { kind: "setValues", area: { sheetId, row: 0, column: 0, rows: values.length, columns: 2 }, values },
    { kind: "setStyle", area: { sheetId, row: 0, column: 0, rows: 4, columns: 1 }, style: { bold: true, fill: "DDEBF7", border: "thin" } },
    { kind: "setStyle", area: { sheetId, row: 0, column: 1, rows: 4, columns: 1 }, style: { border: "thin", horizontal: "left" } },
    { kind: "setStyle", area: { sheetId, row: 5, column: 1, rows: 1, columns: 1 }, style: { wrap: true, vertical: "top" } },
    { kind: "setRowHeight", sheetId, row: 5, rows: 1, height: 130 },
    { kind: "setColumns", sheetId, column: 0, columns: 1, width: 16 },
    { kind: "setColumns", sheetId, column: 1, columns: 1, width: 60 },
  ];
}

function indicatorRows(templates: readonly IssueTemplate[], texts: TemplateTexts): readonly (readonly EditValue[])[] {
  return [
    [
      texts["field.template"],
      texts["field.key"],
      texts["field.path"],
      texts["field.name"],
      texts["field.zone"],
      texts["field.fullMark"],
      texts["field.weight"],
      texts["field.criterion"],
      texts["field.interpretation"],
      ...RESPONSIBILITIES.map((role) => texts[`field.${role}`]),
      texts["field.source"],
    ],
    ...templates.flatMap((template) =>
      template.indicators.map((indicator): readonly EditValue[] => [
        template.name,
        indicator.key,
        indicator.path.join(" / ") || null,
        indicator.name,
        texts[`zone.${indicator.zone}`],
        number(indicator.fullMark),
        number(indicator.weight === null ? null : shiftDecimal(indicator.weight, 2)),
        indicator.criterion,
        indicator.interpretation,
        ...RESPONSIBILITIES.map((role) => indicator.responsible[role] || null),
        indicator.dataSource,
      ]),
    ),
  ];
}

function zoneChoice(templates: readonly IssueTemplate[], texts: TemplateTexts): Edit {
  const rows = templates.reduce((sum, { indicators }) => sum + indicators.length, 0) + SPARE_ROWS;
  return {
    kind: "setValidation",
    area: { sheetId: "indicators", row: 1, column: 4, rows, columns: 1 },
    rule: { type: "listOf", items: ZONES.map((zone) => texts[`zone.${zone}`]), allowBlank: true, severity: "stop", promptTitle: "", prompt: "", errorTitle: "", error: "" },
  };
}

/** One template is everybody's until somebody says otherwise; of several, people say who gets which. */
function profileRows(templates: readonly IssueTemplate[], texts: TemplateTexts): readonly (readonly EditValue[])[] {
  const any = templates.length === 1 ? texts["template.any"] : null;
  return [
    [texts["template.attribute.rank"], texts["template.attribute.post"], texts["template.attribute.party"], texts["field.template"]],
    ...templates.map(({ name }): readonly EditValue[] => [any, any, any, name]),
  ];
}

const LIMIT_COLUMNS = ["minCount", "maxCount", "maxPoints", "ownCount", "ownPoints", "ownSources"] as const;

function limitRows(templates: readonly IssueTemplate[], texts: TemplateTexts): readonly (readonly EditValue[])[] {
  return [
    [texts["field.template"], ...LIMIT_COLUMNS.map((field) => texts[`template.${field}`])],
    ...templates.map(({ name, optional, own }): readonly EditValue[] => [name, optional.minCount, optional.maxCount, number(optional.maxPoints), own?.maxCount ?? null, number(own?.maxPoints ?? null), own?.sources.join("、") || null]),
  ];
}

function sheetEdits(sheetId: string, name: string, values: readonly (readonly EditValue[])[], widths: readonly number[], texts: TemplateTexts): readonly Edit[] {
  const area = { sheetId, row: 0, column: 0, rows: values.length, columns: widths.length };
  return [
    { kind: "addSheet", sheetId, name, visibility: "visible", after: null },
    { kind: "setStyle", area, style: { border: "thin", wrap: true, vertical: "center" } },
    { kind: "setValues", area, values },
    { kind: "setStyle", area: { ...area, rows: 1 }, style: HEADER },
    ...widths.map((width, column): Edit => ({ kind: "setColumns", sheetId, column, columns: 1, width })),
    { kind: "freezePanes", sheetId, rows: 1, columns: 0 },
    { kind: "setPageLayout", sheetId, layout: { orientation: "landscape", fitToWidth: true, titleRows: { first: 0, last: 0 }, footer: texts["template.footer"] } },
  ];
}
