import { CodedError } from "../../core/coded-error";
import type { WorkOptions } from "../port";
import { tooLarge, type Payload } from "./payload";
import type { Requests } from "./requests";

/** What came of a question: its bytes, 0 where they were not counted, and what is asked in the next round. */
export type Answer = { readonly bytes: number; readonly next: readonly Question[] };

/** Something to be read, with what asking and the answer take together. */
export type Question = {
  /** Bytes, as far as is known; what answers took makes later ones better known. */
  readonly bytes: () => number;
  readonly queue: (context: Excel.RequestContext) => () => Answer;
  /** Takes its answer for so many times what it was taken for. */
  readonly grow: (factor: number) => void;
  /** A first part, of at most so many bytes where it can be cut so small, and the rest; `null` where it cannot be cut. */
  readonly cut: (bytes: number) => readonly [Question, Question] | null;
};

/** Throws CodedError "cancelled" once the signal is aborted. */
export function throwIfAborted(options: WorkOptions | undefined): void {
  if (options?.signal?.aborted) throw new CodedError("cancelled");
}

/** A question of one piece. */
export function question(guess: number, queue: (context: Excel.RequestContext) => () => readonly Question[] | undefined): Question {
  let bytes = guess;
  return {
    bytes: () => bytes,
    queue: (context) => {
      const read = queue(context);
      return () => ({ bytes: 0, next: read() ?? [] });
    },
    grow: (factor) => {
      bytes *= factor;
    },
    cut: () => null,
  };
}

/** The questions that fit one request, the last one perhaps only in part; `waiting` keeps the others. */
function takeBatch(waiting: Question[], limit: number): readonly Question[] {
  const batch: Question[] = [];
  let bytes = 0;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const own = next.bytes();
    if (bytes + own <= limit) {
      batch.push(next);
      bytes += own;
      continue;
    }
    const parts = next.cut(limit - bytes);
    if (parts && (batch.length === 0 || bytes + parts[0].bytes() <= limit)) {
      batch.push(parts[0]);
      waiting.unshift(parts[1]);
    } else if (batch.length === 0) batch.push(next);
    else waiting.unshift(next);
    break;
  }
  return batch;
}

/** Nothing smaller can be asked: a refusal of it is final, so that nothing is tried for ever. */
function isSmallest(batch: readonly Question[]): boolean {
  return batch.length === 1 && batch[0]?.cut(0) === null;
}

/**
 * Asks everything in as few requests as fit, round after round until nothing more is to be asked. An answer that is refused
 * for its size halves the payload, for now and for later. (XL-3) Errors: "cancelled", RefusedRequest.
 */
export async function ask(requests: Requests, payload: Payload, questions: readonly Question[], options?: WorkOptions): Promise<void> {
  let waiting = [...questions];
  while (waiting.length > 0) {
    const next: Question[] = [];
    while (waiting.length > 0) {
      throwIfAborted(options);
      const batch = takeBatch(waiting, payload.bytes("received"));
      try {
        const answered = await requests.send((context) => {
          const reads = batch.map(({ queue }) => queue(context));
          return () => reads.map((read) => read());
        });
        payload.received(answered.reduce((sum, { bytes }) => sum + bytes, 0));
        next.push(...answered.flatMap((answer) => answer.next));
      } catch (error) {
        const direction = tooLarge(error);
        if (!direction) throw error;
        const isHalved = payload.halve(direction);
        if (!isHalved && isSmallest(batch)) throw error;
        // What was taken for less than the new aim would be asked as it was: it must have been taken for far too little.
        const guessed = batch.reduce((sum, { bytes }) => sum + bytes(), 0);
        const aim = payload.bytes("received");
        if (!isHalved || guessed <= aim) for (const { grow } of batch) grow(Math.max(2, (2 * aim) / guessed));
        waiting.unshift(...batch);
      }
    }
    waiting = next;
  }
}
