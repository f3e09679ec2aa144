import type { IndicatorTexts } from "../template/template-texts";

/** What stands on an issued sheet, given by i18n; {name} is replaced. Labels of the strip and headers are read again by collecting. */
export type IssueTexts = IndicatorTexts &
  Readonly<
    Record<
      | "issue.lists"
      | "issue.heading"
      | "issue.note"
      | "issue.note.optional"
      | "issue.note.own"
      | "issue.own.title"
      | "issue.own.mark.prompt"
      | "issue.own.mark.error"
      | "issue.own.score.prompt"
      | "issue.own.score.error"
      | "issue.subject"
      | "issue.code"
      | "issue.unit"
      | "issue.template"
      | "issue.period"
      | "issue.edition"
      | "issue.deadline"
      | "issue.fingerprint"
      | "issue.chosen"
      | "issue.score"
      | "issue.remark"
      | "issue.yes"
      | "issue.no"
      | "issue.chosen.title"
      | "issue.chosen.prompt"
      | "issue.chosen.error"
      | "issue.score.title"
      | "issue.score.prompt"
      | "issue.score.error"
      | "issue.remark.title"
      | "issue.remark.prompt"
      | "issue.remark.error"
      | "issue.footer",
      string
    >
  >;
