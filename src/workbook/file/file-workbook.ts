import { CodedError, type CodeParams } from "../../core/coded-error";
import type { WorkbookSnapshot } from "../../core/grid/snapshot";
import type { ReadRequest, WorkbookPort, WorkOptions } from "../port";
import { savePackage } from "./package/package-parts";
import { sheetSnapshot, workbookSnapshot } from "./read/snapshot";
import { sheetsOf, type WorkbookState } from "./workbook-state";

/** Something that a person should know about the file: a code and its parameters, rendered by i18n. */
export type FileNotice = { readonly code: string; readonly params: CodeParams };

/** A workbook of bytes: the port without a spreadsheet program. */
export type FileWorkbook = Pick<WorkbookPort, "read" | "capabilities"> & {
  /** What a conversion could not carry over ("loss.…"); empty for .xlsx and .xlsm. */
  readonly losses: readonly FileNotice[];
  /** What else should be said about the file ("file.signed"). */
  readonly warnings: readonly FileNotice[];
  /** The extension that fits what `save` gives, for example ".xlsm". */
  readonly extension: ".xlsx" | ".xlsm" | ".xltx" | ".xltm" | ".xlam";
  /** The file's bytes as they are now. The same state always gives the same bytes. */
  save(): Uint8Array;
};

export type FileOrigin = Pick<FileWorkbook, "losses" | "warnings" | "extension">;

/** Throws CodedError "cancelled" once the signal is aborted. */
export function throwIfAborted(options: WorkOptions | undefined): void {
  if (options?.signal?.aborted) throw new CodedError("cancelled");
}

async function readState(state: WorkbookState, request: ReadRequest, options: WorkOptions | undefined): Promise<WorkbookSnapshot> {
  const fields = new Set(request.fields);
  const all = sheetsOf(state);
  const wanted = request.sheets;
  const chosen = wanted === "all" ? all : all.filter((sheet) => wanted.includes(sheet.sheetId));
  const snapshots = [];
  for (const sheet of chosen) {
    throwIfAborted(options);
    snapshots.push(sheetSnapshot(state, sheet, fields));
    options?.onProgress?.({ done: snapshots.length, total: chosen.length });
    // Lets a cancel or a repaint come in between; without a listener the time is saved.
    if (options?.signal || options?.onProgress) await Promise.resolve();
  }
  return workbookSnapshot(state, snapshots, request);
}

/** A workbook over a state; see docs/spec/file-host.md. */
export function createFileWorkbook(initial: WorkbookState, origin: FileOrigin): FileWorkbook {
  const state = initial;
  return {
    ...origin,
    capabilities: { host: "file", clearsUndo: false },
    read: (request, options) => readState(state, request, options),
    save: () => savePackage(state.parts),
  };
}
