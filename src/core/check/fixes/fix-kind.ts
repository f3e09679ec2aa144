/** Safe fixes: the value stays what a reader takes it for. */
export const FIX_KINDS = ["text-to-number", "trim-unit", "half-width"] as const;
export type FixKind = (typeof FIX_KINDS)[number];
