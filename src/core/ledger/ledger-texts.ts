import type { LineColumn } from "./ledger";

/** Everything that a ledger's sheets say to people; {name} is replaced by a parameter. */
export type LedgerTexts = Readonly<
  Record<
    | "sheet.unit"
    | "sheet.person"
    | "sheet.schemes"
    | "sheet.periods"
    | "sheet.year.unit"
    | "sheet.year.person"
    | `line.${LineColumn}`
    | "scheme.name"
    | "scheme.kind"
    | "scheme.approval"
    | "scheme.from"
    | "scheme.to"
    | "scheme.weight"
    | "scheme.annual"
    | "scheme.special"
    | "period.name"
    | "period.weight"
    | "period.closedAt"
    | "period.check"
    | "setting.fullTotal"
    | "setting.digits"
    | "setting.version"
    | "setting.lastUnit"
    | "setting.lastPerson"
    | "setting.closed"
    | "year.title"
    | "year.note"
    | "year.weight"
    | "year.schemeScore"
    | "year.final"
    | "year.gap",
    string
  >
>;
