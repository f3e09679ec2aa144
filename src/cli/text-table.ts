import stringWidth from "string-width";

export type TableColumn = { readonly header: string; readonly align: "left" | "right" };

/**
 * Rows as aligned text for a terminal, two spaces between columns, Chinese characters counted as two wide.
 * Cells longer than `maxWidth` are cut with "…".
 */
export function textTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[], maxWidth = 48): readonly string[] {
  const cells = [columns.map((column) => column.header), ...rows].map((row) => columns.map((_, c) => cut(row[c] ?? "", maxWidth)));
  const widths = columns.map((_, c) => cells.reduce((widest, row) => Math.max(widest, stringWidth(row[c] ?? "")), 0));
  return cells.map((row) =>
    columns
      .map((column, c) => {
        const text = row[c] ?? "";
        const padding = " ".repeat((widths[c] ?? 0) - stringWidth(text));
        return column.align === "right" ? padding + text : text + padding;
      })
      .join("  ")
      .trimEnd(),
  );
}

/** Line breaks become spaces; longer text ends with "…". */
export function cut(text: string, maxWidth: number): string {
  const line = text.replace(/\s+/g, " ");
  if (stringWidth(line) <= maxWidth) return line;
  let width = 0;
  let kept = "";
  for (const character of line) {
    width += stringWidth(character);
    if (width > maxWidth - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
