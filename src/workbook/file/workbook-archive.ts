import { CodedError } from "../../core/coded-error";
import { DEFAULT_FILE_LIMITS } from "./limits";
import { deflateEntry, inflateEntry, listZip, looksLikeZip, writeZip } from "./package/zip-archive";

/** A workbook in an archive. */
export type ArchivedWorkbook = {
  /** As the archive says, with "/" between folders. */
  readonly path: string;
  /** "2026-10-08T09:00:00" on the clock of whoever packed it, or "". */
  readonly modified: string;
  /** Its bytes. Errors: "file.encrypted", "file.damaged", "file.too-large". */
  readonly read: () => Uint8Array;
};

/** More files than anybody sends, and few enough to be listed. */
const MAX_ENTRIES = 50_000;

const WORKBOOK = /\.(?:xlsx|xlsm|xls)$/i;

/** Lock files, hidden files, and what a Mac adds. */
function isAside(path: string): boolean {
  return path.split("/").some((part) => part.startsWith(".") || part.startsWith("~$") || part === "__MACOSX");
}

/** Whether these bytes are an archive of files rather than a workbook: a workbook is a zip that has a list of content types. */
export function isWorkbookArchive(bytes: Uint8Array): boolean {
  if (!looksLikeZip(bytes)) return false;
  try {
    return !listZip(bytes, MAX_ENTRIES).some(({ name }) => name === "[Content_Types].xml");
  } catch {
    // What cannot be listed is told apart by whoever opens it.
    return false;
  }
}

/** The workbooks of an archive, by name; nothing is inflated before it is read. Errors: "file.damaged", "file.too-large". (CO-18) */
export function openWorkbookArchive(bytes: Uint8Array): readonly ArchivedWorkbook[] {
  return listZip(bytes, MAX_ENTRIES)
    .map(({ name, ...rest }) => ({ path: name.replaceAll("\\", "/"), ...rest }))
    .filter(({ path }) => WORKBOOK.test(path) && !isAside(path))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map(({ path, modified, entry, problem }) => ({
      path,
      modified,
      read() {
        if (!entry) throw problem ?? new CodedError("file.damaged", { part: path });
        return inflateEntry(entry, DEFAULT_FILE_LIMITS.maxFileBytes);
      },
    }));
}

/** An archive of workbooks in the given order: the same files always give the same bytes. (IS-16) */
export function packWorkbooks(files: readonly { readonly path: string; readonly bytes: Uint8Array }[]): Uint8Array {
  return writeZip(files.map(({ path, bytes }) => deflateEntry(path, bytes)));
}
