import type { Responsibility, Zone } from "./template-book";

/** What a template workbook, an issued one and a consolidated one call the parts of an indicator. Given by i18n. */
export type IndicatorTexts = Readonly<
  Record<
    | "field.template"
    | "field.key"
    | "field.path"
    | "field.name"
    | "field.zone"
    | "field.fullMark"
    | "field.weight"
    | "field.criterion"
    | "field.interpretation"
    | `field.${Responsibility}`
    | "field.source"
    | `zone.${Zone}`,
    string
  >
>;

/** What making a template writes; {name} is replaced. */
export type TemplateTexts = IndicatorTexts &
  Readonly<
    Record<
      | "template.sheet.facts"
      | "template.sheet.indicators"
      | "template.sheet.profiles"
      | "template.sheet.limits"
      | "template.sheet.library"
      | "template.title"
      | "template.edition"
      | "template.period"
      | "template.deadline"
      | "template.note"
      | "template.any"
      | "template.attribute.rank"
      | "template.attribute.post"
      | "template.attribute.party"
      | "template.minCount"
      | "template.maxCount"
      | "template.maxPoints"
      | "template.ownCount"
      | "template.ownPoints"
      | "template.ownSources"
      | "template.footer",
      string
    >
  >;
