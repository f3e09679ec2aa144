/** Codes as Excel gives them; a program matches on these and never on messages. */
export type HostErrorCode =
  | "AccessDenied"
  | "ApiNotFound"
  | "FormulaLengthExceedsLimit"
  | "GeneralException"
  | "InvalidArgument"
  | "InvalidOperation"
  | "InvalidOperationInCellEditMode"
  | "InvalidReference"
  | "InvalidSelection"
  | "ItemAlreadyExists"
  | "ItemNotFound"
  | "MergedRangeConflict"
  | "RequestPayloadSizeLimitExceeded"
  | "ResponsePayloadSizeLimitExceeded"
  | "Timeout";

const HTTP_STATUS: Partial<Record<HostErrorCode, number>> = { AccessDenied: 401, ApiNotFound: 404, ItemNotFound: 404, GeneralException: 500, Timeout: 408, RequestPayloadSizeLimitExceeded: 413 };

/** A refusal of the simulated host: what Excel would answer. `detail` is for the person who reads a failed test. */
export class HostError extends Error {
  readonly code: HostErrorCode;

  constructor(code: HostErrorCode, detail: string) {
    super(detail);
    this.name = "HostError";
    this.code = code;
  }

  get httpStatus(): number {
    return HTTP_STATUS[this.code] ?? 400;
  }
}

export function invalidArgument(detail: string): HostError {
  return new HostError("InvalidArgument", detail);
}

export function itemNotFound(detail: string): HostError {
  return new HostError("ItemNotFound", detail);
}

/** Something that the simulated host does not know; it never answers with a guess (SX-2). */
export function notModelled(what: string): HostError {
  return new HostError("ApiNotFound", `The simulated host does not model ${what}.`);
}
