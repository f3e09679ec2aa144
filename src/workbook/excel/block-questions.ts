import type { Question } from "./questions";
import { cutRows, type SheetRect } from "./sheet-rect";

/** What to ask of each block of cells. */
export type BlockReader<T> = {
  /** Bytes of an answer for one cell; adjusted to what answers take, without a margin: from what Excel allows the aim is far away. */
  readonly cellBytes: { value: number };
  /** Bytes that asking takes, whatever the size of the block. */
  readonly blockBytes: number;
  readonly queue: (context: Excel.RequestContext, block: SheetRect) => () => T;
  readonly bytesOf: (result: T) => number;
  /** Takes an answer; gives what to ask next. */
  readonly take: (block: SheetRect, result: T) => readonly Question[];
};

/** Blocks below both say little about what a cell takes. */
const TELLING_CELLS = 500;
const TELLING_BYTES = 100_000;

/** A question about a rectangle, which can be cut by rows. */
export function blockQuestion<T>(block: SheetRect, reader: BlockReader<T>): Question {
  const rowBytes = (): number => block.columns * reader.cellBytes.value;
  return {
    bytes: () => reader.blockBytes + block.rows * rowBytes(),
    queue: (context) => {
      const read = reader.queue(context, block);
      return () => {
        const result = read();
        const cells = block.rows * block.columns;
        const bytes = reader.bytesOf(result);
        if (cells > TELLING_CELLS || bytes > TELLING_BYTES) reader.cellBytes.value = Math.max(2, bytes / cells);
        return { bytes, next: reader.take(block, result) };
      };
    },
    grow: (factor) => {
      reader.cellBytes.value *= factor;
    },
    cut: (bytes) => {
      // Where not even one row fits, one row it is: nothing smaller can be asked.
      const rows = Math.max(1, Math.floor((bytes - reader.blockBytes) / rowBytes()));
      if (rows >= block.rows) return null;
      const [first] = cutRows(block, rows);
      return first ? [blockQuestion(first, reader), blockQuestion({ ...block, row: block.row + rows, rows: block.rows - rows }, reader)] : null;
    },
  };
}
