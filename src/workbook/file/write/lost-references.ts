import { tokenize } from "@borgar/fx/xlsx";

/** Sheet names at the beginning of a reference: "'表 1'!A1" → "表 1"; a span of sheets gives both ends. */
function sheetNames(reference: string): readonly string[] {
  const bang = reference.lastIndexOf("!");
  if (bang < 0) return [];
  const prefix = reference.slice(0, bang);
  const plain = prefix.startsWith("'") && prefix.endsWith("'") ? prefix.slice(1, -1).replaceAll("''", "'") : prefix;
  // "[1]Sheet" is a sheet of another workbook.
  return plain.includes("[") ? [] : plain.split(":");
}

/** The formula with every reference to the sheet turned into #REF!, as Excel does when the sheet goes. */
export function withoutSheetReferences(formula: string, sheet: string): string {
  if (!formula.toLowerCase().includes(sheet.replaceAll("'", "''").toLowerCase())) return formula;
  const lost = sheet.toLowerCase();
  return tokenize(formula, { mergeRefs: true })
    .map((token) => (token.type.startsWith("range") && sheetNames(token.value).some((name) => name.toLowerCase() === lost) ? "#REF!" : token.value))
    .join("");
}
