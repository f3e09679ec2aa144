/** Something wrong in the sample on purpose. Addresses as A1 text. */
export type Mistake = { readonly sheet: string; readonly cell: string; readonly what: string };

/** Takes note of a mistake; null where the workbook is to have none. */
export type MistakeLog = ((mistake: Mistake) => void) | null;
