import type { IndicatorTexts } from "../template/template-texts";
import type { EditionChange } from "./edition-changes";

/** What an edition's list and its comparison with the one before say, given by i18n; {name} is replaced. */
export type EditionTexts = IndicatorTexts &
  Readonly<
    Record<
      | "template.minCount"
      | "template.maxCount"
      | "template.maxPoints"
      | "template.ownCount"
      | "template.ownPoints"
      | "template.ownSources"
      | "template.footer"
      | "edition.sheet.log"
      | "edition.sheet.changes"
      | "edition.heading"
      | "edition.subheading"
      | "edition.edition"
      | "edition.date"
      | "edition.reason"
      | "edition.approver"
      | "edition.summary"
      | "edition.change"
      | "edition.template"
      | "edition.key"
      | "edition.indicator"
      | "edition.field"
      | "edition.was"
      | "edition.now"
      | "edition.effective"
      | "edition.retired"
      | "edition.profile"
      | "edition.anybody"
      | "edition.none"
      | "edition.separator"
      | "edition.sheet.parent"
      | "edition.parent"
      | "edition.parentEdition"
      | "edition.parentCode"
      | "edition.derivedOn"
      | `edition.kind.${EditionChange["kind"]}`
      | `edition.count.${EditionChange["kind"]}`,
      string
    >
  >;
