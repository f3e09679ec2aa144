import type { WorkOptions } from "../port";
import { throwIfAborted } from "./questions";
import type { Payload } from "./payload";
import { RefusedRequest, type Requests } from "./requests";

/** One change of the workbook, with what it takes to say it. */
export type Step = {
  /** Bytes of the request. */
  readonly bytes: number;
  readonly queue: (context: Excel.RequestContext) => void;
  /** The same in two steps, of which the first takes at most so many bytes where it can be cut so small; `null` where it cannot be cut. */
  readonly cut: (bytes: number) => readonly [Step, Step] | null;
  /** It changes nothing that anybody would have to take back. */
  readonly isMark?: boolean;
};

/** About what a change of one property takes. */
export const SMALL_STEP_BYTES = 600;

export function smallStep(queue: (context: Excel.RequestContext) => void, bytes = SMALL_STEP_BYTES): Step {
  return { bytes, queue, cut: () => null };
}

/** Takes the steps that fit one request off the front, the last one perhaps only in part; at least one. */
function takeBatch(waiting: Step[], limit: number): readonly Step[] {
  const batch: Step[] = [];
  let bytes = 0;
  let taken = 0;
  for (const step of waiting) {
    if (bytes + step.bytes > limit) {
      const parts = step.cut(limit - bytes);
      if (parts && (batch.length === 0 || bytes + parts[0].bytes <= limit)) {
        batch.push(parts[0]);
        waiting[taken] = parts[1];
      } else if (batch.length === 0) {
        batch.push(step);
        taken = 1;
      }
      break;
    }
    batch.push(step);
    bytes += step.bytes;
    taken += 1;
  }
  waiting.splice(0, taken);
  return batch;
}

/** What was sent so far, for those who have to take it back. */
export type SentSteps = {
  /** Something may have been changed: a request went out, and was not refused as a whole before it began. */
  hasBegun: boolean;
};

/** Refusals of a request before anything of it happened. */
const BEFORE_ANYTHING: ReadonlySet<string> = new Set(["InvalidOperationInCellEditMode", "RequestPayloadSizeLimitExceeded"]);

/** Sent with every request but the first that changed something. */
type Companion = { readonly step: () => Step; readonly sent: () => void };

/**
 * Sends steps in order, packed into as few requests as fit. Where a request is refused for its size, before any of it was done,
 * it is cut into smaller ones; any other refusal ends it: what was sent stays done. `beat` goes with every request after the first
 * change. (XL-3, XL-11, XL-20)
 */
export async function sendSteps(requests: Requests, payload: Payload, steps: readonly Step[], sent: SentSteps, beat: Companion, options?: WorkOptions): Promise<void> {
  const waiting = [...steps];
  while (waiting.length > 0) {
    throwIfAborted(options);
    const batch = takeBatch(waiting, payload.bytes("sent"));
    const companion = sent.hasBegun ? beat.step() : null;
    const isChange = batch.some(({ isMark }) => isMark !== true);
    try {
      await requests.send((context) => {
        companion?.queue(context);
        for (const step of batch) step.queue(context);
        return () => undefined;
      });
      if (companion) beat.sent();
      sent.hasBegun ||= isChange;
      options?.onProgress?.({ done: steps.length - waiting.length, total: steps.length });
    } catch (error) {
      if (error instanceof RefusedRequest && error.code === "RequestPayloadSizeLimitExceeded" && payload.halve("sent")) {
        waiting.unshift(...batch);
        continue;
      }
      if (!(error instanceof RefusedRequest && BEFORE_ANYTHING.has(error.code))) sent.hasBegun ||= isChange;
      throw error;
    }
  }
}
