import type { WorkOptions } from "../port";
import { throwIfAborted } from "./questions";
import type { Payload } from "./payload";
import { RefusedRequest, type Requests } from "./requests";

/** One change of the workbook, with what it takes to say it. */
export type Step = {
  /** Bytes of the request. */
  readonly bytes: number;
  readonly queue: (context: Excel.RequestContext) => void;
  /** The same in two steps; `null` where it cannot be cut. */
  readonly halves: (() => readonly Step[]) | null;
};

/** About what a change of one property takes. */
export const SMALL_STEP_BYTES = 450;

export function smallStep(queue: (context: Excel.RequestContext) => void, bytes = SMALL_STEP_BYTES): Step {
  return { bytes, queue, halves: null };
}

/** Steps cut so that each fits. */
function fitted(steps: readonly Step[], bytes: number): readonly Step[] {
  return steps.flatMap((step) => (step.bytes > bytes && step.halves ? fitted(step.halves(), bytes) : [step]));
}

/** What was sent so far, for those who have to take it back. */
export type SentSteps = {
  /** Something may have been changed: a request went out, and was not refused as a whole before it began. */
  hasBegun: boolean;
};

/** Refusals of a request before anything of it happened. */
const BEFORE_ANYTHING: ReadonlySet<string> = new Set(["InvalidOperationInCellEditMode", "RequestPayloadSizeLimitExceeded"]);

/**
 * Sends steps in order, packed into as few requests as fit. Where a request is refused for its size, before any of it was done,
 * it is cut into smaller ones; any other refusal ends it: what was sent stays done. (XL-3, XL-11)
 */
export async function sendSteps(requests: Requests, payload: Payload, steps: readonly Step[], sent: SentSteps, options?: WorkOptions): Promise<void> {
  let waiting: readonly Step[] = fitted(steps, payload.bytes());
  const total = waiting.length;
  while (waiting.length > 0) {
    throwIfAborted(options);
    let count = 0;
    let bytes = 0;
    for (const step of waiting) {
      if (count > 0 && bytes + step.bytes > payload.bytes()) break;
      bytes += step.bytes;
      count += 1;
    }
    const batch = waiting.slice(0, count);
    try {
      await requests.send((context) => {
        for (const step of batch) step.queue(context);
        return () => undefined;
      });
      sent.hasBegun = true;
      waiting = waiting.slice(count);
      options?.onProgress?.({ done: total - waiting.length, total });
    } catch (error) {
      if (error instanceof RefusedRequest && error.code === "RequestPayloadSizeLimitExceeded" && payload.halve()) {
        waiting = fitted(waiting, payload.bytes());
        continue;
      }
      if (!(error instanceof RefusedRequest && BEFORE_ANYTHING.has(error.code))) sent.hasBegun = true;
      throw error;
    }
  }
}
