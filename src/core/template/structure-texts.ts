/**
 * What structuring writes into the workbook for people to read, given by i18n; {name}, {max} and {min} are replaced.
 * Excel's limits: titles 32 characters, prompts 255, errors 225; longer texts are cut.
 */
export type StructureTexts = Readonly<
  Record<
    | "structure.key-header"
    | "structure.prompt-title"
    | "structure.prompt"
    | "structure.prompt-deduction"
    | "structure.prompt-signed"
    | "structure.prompt-open"
    | "structure.error-title"
    | "structure.error"
    | "structure.error-open",
    string
  >
>;
