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
    | "archive.signature"
    | "archive.footer",
    string
  >
>;
