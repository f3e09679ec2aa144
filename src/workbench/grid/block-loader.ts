import type { Rect } from "../../core/grid/address";
import type { BlockView } from "../../workbook/file/view/view";
import { BLOCK_COLUMNS, BLOCK_ROWS } from "../file-service";

/** Blocks asked for at the same time; a worker does one after the other anyway. */
const MAX_RUNNING = 2;
/** Blocks waiting; older wishes are forgotten, because whoever scrolls on does not look there any more. */
const MAX_WAITING = 12;

type BlockState = "waiting" | "loading" | "loaded" | "stale";

export type BlockLoader = {
  /** Says that a cell is looked at: its block is loaded unless it is there. */
  want(sheetId: string, row: number, column: number): void;
  /** Says that a block is there already. */
  has(sheetId: string, row: number, column: number): void;
  /** All blocks may have changed: they stay until the new ones are there. */
  expire(): void;
  dispose(): void;
};

/**
 * Loads blocks of cells around what is looked at. `arrived` gets each block; `failed` what a load ended with.
 * Rule VW-24.
 */
export function createBlockLoader(load: (sheetId: string, area: Rect) => Promise<BlockView>, arrived: (block: BlockView) => void, failed: (error: unknown) => void): BlockLoader {
  const states = new Map<string, BlockState>();
  const waiting: { readonly key: string; readonly sheetId: string; readonly area: Rect }[] = [];
  let running = 0;
  let generation = 0;
  let disposed = false;
  const areaAt = (row: number, column: number): Rect => ({
    row: Math.floor(row / BLOCK_ROWS) * BLOCK_ROWS,
    column: Math.floor(column / BLOCK_COLUMNS) * BLOCK_COLUMNS,
    rows: BLOCK_ROWS,
    columns: BLOCK_COLUMNS,
  });
  const keyOf = (sheetId: string, area: Rect): string => `${area.row},${area.column},${sheetId}`;

  const run = (): void => {
    while (running < MAX_RUNNING && !disposed) {
      const next = waiting.pop();
      if (!next) return;
      running++;
      const startedIn = generation;
      states.set(next.key, "loading");
      load(next.sheetId, next.area)
        .then(
          (block) => {
            if (disposed) return;
            // What was asked for before a change may be older than it.
            states.set(next.key, startedIn === generation ? "loaded" : "stale");
            arrived(block);
          },
          (error: unknown) => {
            states.delete(next.key);
            if (!disposed) failed(error);
          },
        )
        .finally(() => {
          running--;
          run();
        });
    }
  };

  return {
    want(sheetId, row, column) {
      const area = areaAt(row, column);
      const key = keyOf(sheetId, area);
      const state = states.get(key);
      if (disposed || state === "loaded" || state === "loading" || state === "waiting") return;
      states.set(key, "waiting");
      waiting.push({ key, sheetId, area });
      const forgotten = waiting.length > MAX_WAITING ? waiting.shift() : undefined;
      if (forgotten) states.delete(forgotten.key);
      // Whoever draws asks for many cells at once: start when it is done.
      queueMicrotask(run);
    },
    has(sheetId, row, column) {
      states.set(keyOf(sheetId, areaAt(row, column)), "loaded");
    },
    expire() {
      generation++;
      waiting.length = 0;
      for (const [key, state] of states) {
        if (state === "waiting") states.delete(key);
        else if (state === "loaded") states.set(key, "stale");
      }
    },
    dispose() {
      disposed = true;
    },
  };
}
