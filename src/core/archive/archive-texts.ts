/** What archiving writes on its sheet for people to read, given by i18n; {name} is replaced by a parameter. */
export type ArchiveTexts = Readonly<
  Record<
    | "archive.sheet"
    | "archive.title"
    | "archive.facts"
    | "archive.signer"
    | "archive.previous"
    | "archive.first"
    | "archive.digest"
    /** Heading of the findings that were accepted: {count}. */
    | "archive.accepted"
    /** {number} {rule} {place} {sentence} {reason} */
    | "archive.accepted.line"
    /** The same with {day}. */
    | "archive.accepted.line-day"
    /** The place of a finding about no sheet. */
    | "archive.accepted.workbook"
    | "archive.signature"
    | "archive.footer",
    string
  >
>;
