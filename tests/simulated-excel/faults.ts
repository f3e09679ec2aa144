import type { HostErrorCode } from "./protocol/host-error";
import type { WorkbookModel } from "./model/workbook-model";

/**
 * What goes wrong at a request. Requests are counted from 0, the client library's clean-up requests included.
 * - `failBefore`: nothing of the batch happens.
 * - `failAtAction`: the actions before it happen, as in Excel; `action` counts from 0.
 * - `failAfter`: everything happens, but the answer is an error, as when the connection breaks on the way back.
 * - `accessDenied`: the first action that would change the workbook is refused.
 * - `meanwhile`: somebody else changes the workbook just before the request arrives.
 */
export type Fault =
  | { readonly at: number; readonly kind: "failBefore" | "failAfter"; readonly code: HostErrorCode }
  | { readonly at: number; readonly kind: "failAtAction"; readonly action: number; readonly code: HostErrorCode }
  | { readonly at: number; readonly kind: "accessDenied" }
  | { readonly at: number; readonly kind: "meanwhile"; readonly change: (workbook: WorkbookModel) => void };

/** Frequent faults by name; `timeout` strikes after the work was done, `lostRequest` before. */
export const FAULTS = {
  timeout: (at: number): Fault => ({ at, kind: "failAfter", code: "Timeout" }),
  lostRequest: (at: number): Fault => ({ at, kind: "failBefore", code: "Timeout" }),
  editMode: (at: number): Fault => ({ at, kind: "failBefore", code: "InvalidOperationInCellEditMode" }),
  requestTooLarge: (at: number): Fault => ({ at, kind: "failBefore", code: "RequestPayloadSizeLimitExceeded" }),
  responseTooLarge: (at: number): Fault => ({ at, kind: "failAfter", code: "ResponsePayloadSizeLimitExceeded" }),
} as const;
