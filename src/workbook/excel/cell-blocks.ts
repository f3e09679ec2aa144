import { blockQuestion } from "./block-questions";
import { isErrorCode, type Content } from "./contents";
import { bytesOf } from "./payload";
import type { Question } from "./questions";
import { rangeOf, type SheetRect } from "./sheet-rect";

/** Cells of a block, row by row. */
export type CellBlock = {
  /** Formulas and, where there is none, the constants. */
  readonly formulas: readonly (readonly Content[])[];
  readonly values: readonly (readonly Content[])[];
  /** Empty where they were not asked for. */
  readonly numberFormats: readonly (readonly string[])[];
  /** Whether a text that reads like an error is one. */
  readonly isError: (row: number, column: number) => boolean;
};

/** Bytes of an answer for one cell, until real ones are known. */
const CELL_BYTES = 40;
const FORMAT_BYTES = 14;

type Read = Omit<CellBlock, "isError">;

/** Kinds of values of a block that has texts such as "#N/A", which may be errors or texts. */
function kindsQuestion(rect: SheetRect, whole: Read, take: (rect: SheetRect, cells: CellBlock) => void): Question {
  return blockQuestion<string[][]>(rect, {
    cellBytes: { value: 10 },
    blockBytes: 400,
    queue: (context, block) => {
      const range = rangeOf(context, block).load("valueTypes");
      return () => range.valueTypes;
    },
    bytesOf,
    take: (block, kinds) => {
      const from = block.row - rect.row;
      const rows = <T>(lines: readonly T[]): readonly T[] => lines.slice(from, from + block.rows);
      take(block, { formulas: rows(whole.formulas), values: rows(whole.values), numberFormats: rows(whole.numberFormats), isError: (row, column) => kinds[row]?.[column] === "Error" });
      return [];
    },
  });
}

/** Contents to be read, with number formats where wanted. `take` gets them in blocks, each cell once. */
export type CellReading = { readonly withFormats: boolean; readonly take: (rect: SheetRect, cells: CellBlock) => void };

export function cellReading(withFormats: boolean, take: CellReading["take"]): CellReading {
  return { withFormats, take };
}

/** Bytes that a cell of this kind of reading takes where nothing is known of what it holds. */
export function usualCellBytes(withFormats: boolean): number {
  return CELL_BYTES + (withFormats ? FORMAT_BYTES : 0);
}

/**
 * Asks for the contents of a rectangle. `cellBytes`: what a cell takes, as far as is known; each rectangle learns its own, because
 * beside blanks there may be long formulas. (XL-3, XL-4)
 */
export function cellQuestion(rect: SheetRect, { withFormats, take }: CellReading, cellBytes: { value: number } = { value: usualCellBytes(withFormats) }): Question {
  return blockQuestion<Read>(rect, {
    cellBytes,
    blockBytes: 500,
    queue: (context, block) => {
      const range = rangeOf(context, block).load(withFormats ? ["formulas", "values", "numberFormat"] : ["formulas", "values"]);
      return () => ({ formulas: range.formulas as Content[][], values: range.values as Content[][], numberFormats: withFormats ? (range.numberFormat as string[][]) : [] });
    },
    bytesOf: ({ formulas, values, numberFormats }) => bytesOf(formulas) + bytesOf(values) + bytesOf(numberFormats),
    take: (block, read) => {
      if (read.values.some((line) => line.some(isErrorCode))) return [kindsQuestion(block, read, take)];
      take(block, { ...read, isError: () => false });
      return [];
    },
  });
}
