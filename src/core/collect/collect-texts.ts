import type { IndicatorTexts } from "../template/template-texts";
import type { ReturnState } from "./merge-returns";

/** What a consolidated workbook says, given by i18n; {name} is replaced. */
export type CollectTexts = IndicatorTexts &
  Readonly<
    Record<
      | "collect.sheet.entries"
      | "collect.sheet.board"
      | "collect.sheet.findings"
      | "collect.heading"
      | "collect.staffCode"
      | "collect.unitCode"
      | "collect.person"
      | "collect.unitName"
      | "collect.unit"
      | "collect.fullMarkRow"
      | "collect.weightRow"
      | "collect.points"
      | "collect.optional"
      | "collect.own"
      | "collect.code"
      | "collect.subject"
      | "collect.edition"
      | "collect.chosen"
      | "collect.yes"
      | "collect.no"
      | "collect.score"
      | "collect.remark"
      | "collect.instead"
      | "collect.problem"
      | "collect.file"
      | "collect.sheet"
      | "collect.cell"
      | "collect.state"
      | "collect.errors"
      | "collect.changed"
      | "collect.others"
      | "collect.at"
      | "marked.sheet"
      | "marked.title"
      | "marked.note"
      | "marked.severity"
      | "marked.place"
      | "marked.cell"
      | "marked.sentence"
      | "collect.footer"
      | `collect.state.${ReturnState}`,
      string
    >
  >;
