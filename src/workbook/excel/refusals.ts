import { CodedError } from "../../core/coded-error";
import { RefusedRequest } from "./requests";

/** Codes of Excel → ours, each with a text in i18n. */
const CODES: Readonly<Record<string, string>> = {
  InvalidOperationInCellEditMode: "excel.editing",
  AccessDenied: "excel.access-denied",
  RequestPayloadSizeLimitExceeded: "excel.too-large",
  ResponsePayloadSizeLimitExceeded: "excel.too-large",
  RangeExceedsLimit: "excel.too-large",
  ItemNotFound: "excel.item-not-found",
  InvalidSelection: "excel.inactive",
  InactiveWorkbook: "excel.inactive",
  MergedRangeConflict: "excel.conflict",
  FilteredRangeConflict: "excel.conflict",
  NonBlankCellOffSheet: "excel.conflict",
  RequestAborted: "excel.no-answer",
  Timeout: "excel.no-answer",
  ServiceNotAvailable: "excel.no-answer",
  ActivityLimitReached: "excel.no-answer",
  ConnectionFailure: "excel.no-answer",
  ApiNotFound: "excel.too-old",
};

/** Excel says that a protection cannot be lifted without a password by refusing to lift it. */
export function isPasswordRefusal({ code, place }: RefusedRequest): boolean {
  return (code === "InvalidArgument" || code === "AccessDenied") && /^WorksheetProtection\.unprotect$/i.test(place);
}

/** A refusal of Excel as an error of ours; anything else as it is. Matched by code, because messages are localised. (XL-9) */
export function codedRefusal(error: unknown): unknown {
  if (!(error instanceof RefusedRequest)) return error;
  if (isPasswordRefusal(error)) return new CodedError("excel.password", {}, { cause: error });
  if (error.code === "AccessDenied" && /^Worksheet(Collection)?\./.test(error.place)) return new CodedError("workbook.structure-protected", {}, { cause: error });
  const code = CODES[error.code] ?? "excel.refused";
  return new CodedError(code, code === "excel.refused" ? { code: error.code, place: error.place } : {}, { cause: error });
}

/** Runs work of the host, with Excel's refusals turned into errors of ours. */
export async function withCodes<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw codedRefusal(error);
  }
}
