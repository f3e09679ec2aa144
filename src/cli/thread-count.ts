import { availableParallelism, totalmem } from "node:os";

/** A thread takes some time to start; fewer files than this are done by then without it. */
const FILES_A_THREAD = 4;
/** What a file may take at its worst. */
const BYTES_A_THREAD = 1024 ** 3;

/** How many threads work on so many files: no more than cores, than pay, and than half of the memory can feed. 1: none besides the main one. (CL-13) */
export function threadCount(files: number): number {
  // 0 and enormous numbers mean that nobody constrains us.
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  return Math.max(1, Math.min(availableParallelism(), Math.floor(files / FILES_A_THREAD), Math.floor(memory / 2 / BYTES_A_THREAD)));
}
