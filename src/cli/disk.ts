import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { CodedError } from "../core/coded-error";

/** A workbook larger than this is refused before it is read into memory. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** Whole file. Errors: "file.not-found", "file.is-a-directory", "file.too-large", "file.unreadable". */
export async function readWorkbookFile(path: string): Promise<Uint8Array> {
  const name = basename(path);
  try {
    const info = await stat(path);
    if (info.isDirectory()) throw new CodedError("file.is-a-directory", { name });
    // A pipe or a device can go on for ever; a workbook is a file.
    if (!info.isFile()) throw new CodedError("file.unreadable", { name, cause: "not a regular file" });
    if (info.size > MAX_FILE_BYTES) {
      throw new CodedError("file.too-large", { name, what: "bytes", size: info.size, limit: MAX_FILE_BYTES });
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw fromSystemError(error, name, "file.unreadable");
  }
}

/**
 * Writes through a temporary file in the same folder, flushed and renamed over the target, so that a crash
 * or a full disk leaves either the old file or the new one. Error "file.unwritable".
 */
export async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw fromSystemError(error, basename(path), "file.unwritable");
  }
}

/** The file's real path, links resolved; `null` where nothing is there yet. */
export async function resolvedPath(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch {
    // What cannot be resolved is no existing file; reading or writing it says more.
    return null;
  }
}

function fromSystemError(error: unknown, name: string, code: "file.unreadable" | "file.unwritable"): CodedError {
  const cause = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  if (cause === "ENOENT" && code === "file.unreadable") return new CodedError("file.not-found", { name }, { cause: error });
  if (cause === "EISDIR") return new CodedError("file.is-a-directory", { name }, { cause: error });
  return new CodedError(code, { name, cause: cause || String(error) }, { cause: error });
}
