import { CodedError } from "../../core/coded-error";
import type { WorkOptions } from "../port";

/** Throws CodedError "cancelled" once the signal is aborted. */
export function throwIfAborted(options: WorkOptions | undefined): void {
  if (options?.signal?.aborted) throw new CodedError("cancelled");
}
