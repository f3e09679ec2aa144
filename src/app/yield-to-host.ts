import { CodedError } from "../core/coded-error";
import type { WorkOptions } from "../workbook/port";

/** Longest slice of work between two chances for the host, in milliseconds. */
const SLICE_MS = 50;

let sliceStartedAt = 0;

/** Throws CodedError "cancelled" once the user has asked to stop. */
export function stopIfCancelled(options: WorkOptions | undefined): void {
  if (options?.signal?.aborted) throw new CodedError("cancelled");
}

/**
 * Lets the host breathe between slices of long work, so that a page stays usable and a cancel is seen.
 * A macrotask, because promises alone would not let events through; and only when the slice is used up,
 * because each one costs about a millisecond.
 */
export async function yieldToHost(options: WorkOptions | undefined): Promise<void> {
  stopIfCancelled(options);
  if (performance.now() - sliceStartedAt < SLICE_MS) return;
  await new Promise<void>((resolve) => setTimeout(resolve, 0));
  sliceStartedAt = performance.now();
  stopIfCancelled(options);
}
