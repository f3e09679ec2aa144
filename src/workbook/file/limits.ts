/**
 * What the file host accepts before it says "file.too-large". Sizes that a file declares about itself are
 * never trusted: these are measured while reading.
 */
export type FileLimits = {
  /** Bytes of the file as it is. */
  readonly maxFileBytes: number;
  /** Entries of the package. */
  readonly maxParts: number;
  /** Bytes of one part after inflating. */
  readonly maxPartBytes: number;
  /** Bytes of all parts that were inflated. */
  readonly maxTotalBytes: number;
  /** Cells of one sheet, formatted empty ones included. */
  readonly maxCells: number;
};

/** Chosen so that the worst accepted file stays below 1 GB of memory. */
export const DEFAULT_FILE_LIMITS: FileLimits = {
  maxFileBytes: 128 * 1024 * 1024,
  maxParts: 20_000,
  maxPartBytes: 160 * 1024 * 1024,
  maxTotalBytes: 320 * 1024 * 1024,
  maxCells: 5_000_000,
};
