import { RefusedRequest } from "./requests";

/** What a request and its answer should not exceed, in bytes; Excel on the web allows 5 MB. */
const GOAL_BYTES = 2 * 1024 * 1024;
/** Below this halving is given up. */
const LEAST_BYTES = 16 * 1024;

/** What is limited: what is sent, or what comes back. */
export type Direction = "sent" | "received";

/** Sizes of requests and of answers to aim at, remembered for as long as the workbook is open. (XL-3) */
export type Payload = {
  readonly bytes: (direction: Direction) => number;
  /** After a refusal for size: `false` where smaller makes no sense. Where less can be sent, no more is expected to come back either. */
  readonly halve: (direction: Direction) => boolean;
  /** So much has come back: where the refusal was of an answer that was guessed far too small, the aim goes up again. */
  readonly received: (bytes: number) => void;
};

export function createPayload(): Payload {
  const aims: Record<Direction, number> = { sent: GOAL_BYTES, received: GOAL_BYTES };
  return {
    bytes: (direction) => aims[direction],
    halve(direction) {
      if (aims[direction] <= LEAST_BYTES) return false;
      aims[direction] /= 2;
      if (direction === "sent") aims.received = Math.min(aims.received, aims.sent);
      return true;
    },
    received(bytes) {
      aims.received = Math.max(aims.received, Math.min(GOAL_BYTES, bytes));
    },
  };
}

const TOO_LARGE: Readonly<Record<string, Direction>> = { RequestPayloadSizeLimitExceeded: "sent", ResponsePayloadSizeLimitExceeded: "received", RangeExceedsLimit: "received" };

/** What was too large where a request was refused for its size, else `null`. */
export function tooLarge(error: unknown): Direction | null {
  return error instanceof RefusedRequest ? (TOO_LARGE[error.code] ?? null) : null;
}

const encoder = new TextEncoder();

/** Bytes of a value as it goes over the wire. */
export function bytesOf(value: unknown): number {
  return encoder.encode(JSON.stringify(value)).length;
}
