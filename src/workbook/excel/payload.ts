import { RefusedRequest } from "./requests";

/** What a request and its answer should not exceed, in bytes; Excel on the web allows 5 MB. */
const GOAL_BYTES = 2 * 1024 * 1024;
/** Below this halving is given up. */
const LEAST_BYTES = 16 * 1024;

/** Size of requests and answers, remembered for as long as the workbook is open. (XL-3) */
export type Payload = {
  readonly bytes: () => number;
  /** After a refusal for size: `false` where smaller makes no sense. */
  readonly halve: () => boolean;
};

export function createPayload(): Payload {
  let bytes = GOAL_BYTES;
  return {
    bytes: () => bytes,
    halve() {
      if (bytes <= LEAST_BYTES) return false;
      bytes /= 2;
      return true;
    },
  };
}

const TOO_LARGE: ReadonlySet<string> = new Set(["RequestPayloadSizeLimitExceeded", "ResponsePayloadSizeLimitExceeded", "RangeExceedsLimit"]);

/** Whether a request was refused because it or its answer was too large. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof RefusedRequest && TOO_LARGE.has(error.code);
}

const encoder = new TextEncoder();

/** Bytes of a value as it goes over the wire. */
export function bytesOf(value: unknown): number {
  return encoder.encode(JSON.stringify(value)).length;
}
