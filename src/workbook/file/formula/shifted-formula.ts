import { tokenize } from "@borgar/fx/xlsx";
import { columnIndex, columnName, MAX_COLUMNS, MAX_ROWS } from "../../../core/grid/address";

/** A corner of a reference; a missing half ("A:A", "1:3") is `null`. */
type Corner = { readonly column: number | null; readonly columnFixed: boolean; readonly row: number | null; readonly rowFixed: boolean };

/** A formula cut at its references, so that moving it is only joining text. */
export type FormulaTemplate = readonly (string | Corner)[];

const CORNER = /^(\$?)([A-Za-z]{1,3})?(\$?)(\d{1,7})?$/;

function cornerOf(text: string): Corner | null {
  const match = CORNER.exec(text);
  if (!match) return null;
  const [, first = "", letters, second = "", digits] = match;
  return {
    column: letters === undefined ? null : columnIndex(letters),
    columnFixed: first === "$",
    row: digits === undefined ? null : Number(digits) - 1,
    // In "$3" the one dollar sign belongs to the row.
    rowFixed: (letters === undefined ? first : second) === "$",
  };
}

/** Cuts a formula (with or without "=") at its relative references. */
export function templateOf(formula: string): FormulaTemplate {
  const pieces: (string | Corner)[] = [];
  let literal = "";
  for (const token of tokenize(formula, { mergeRefs: true })) {
    if (token.type !== "range" && token.type !== "range_beam" && token.type !== "range_ternary") {
      literal += token.value;
      continue;
    }
    const bang = token.value.lastIndexOf("!") + 1;
    literal += token.value.slice(0, bang);
    token.value
      .slice(bang)
      .split(":")
      .forEach((text, index) => {
        if (index > 0) literal += ":";
        const corner = cornerOf(text);
        if (!corner) literal += text;
        else {
          pieces.push(literal, corner);
          literal = "";
        }
      });
  }
  pieces.push(literal);
  return pieces;
}

function wrap(value: number, size: number): number {
  return ((value % size) + size) % size;
}

/** Whether moving the formula changes anything. */
export function hasRelativeReference(template: FormulaTemplate): boolean {
  return template.some(
    (piece) => typeof piece !== "string" && ((piece.column !== null && !piece.columnFixed) || (piece.row !== null && !piece.rowFixed)),
  );
}

/** The formula as it reads `rows` down and `columns` right of where it was; references wrap at the grid's edges as in Excel. */
export function shifted(template: FormulaTemplate, rows: number, columns: number): string {
  let text = "";
  for (const piece of template) {
    if (typeof piece === "string") {
      text += piece;
      continue;
    }
    if (piece.column !== null) {
      text += (piece.columnFixed ? "$" : "") + columnName(piece.columnFixed ? piece.column : wrap(piece.column + columns, MAX_COLUMNS));
    }
    if (piece.row !== null) text += (piece.rowFixed ? "$" : "") + String((piece.rowFixed ? piece.row : wrap(piece.row + rows, MAX_ROWS)) + 1);
  }
  return text;
}
