import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, realpath, rename, rm, stat, type FileHandle } from "node:fs/promises";
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
 * or a full disk leaves either the old file or the new one. A link stays a link: what it points to is written.
 * An existing file's permissions are kept. Errors: "file.unwritable", "file.is-a-directory".
 */
export async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const target = (await resolvedPath(path)) ?? path;
  // Not made from the target's name, which may be as long as the file system allows.
  const temporary = join(dirname(target), `.twinscore-${randomBytes(6).toString("hex")}.tmp`);
  let file: FileHandle | null = null;
  try {
    await mkdir(dirname(target), { recursive: true });
    file = await open(temporary, "wx");
    await file.writeFile(bytes);
    const mode = await permissions(target);
    if (mode !== null) await file.chmod(mode);
    await file.sync();
    await file.close();
    await rename(temporary, target);
  } catch (error) {
    if (file) {
      await file.close();
      await rm(temporary, { force: true });
    }
    throw fromSystemError(error, basename(path), "file.unwritable");
  }
}

async function permissions(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mode & 0o7777;
  } catch {
    // Nothing is there yet: the system's defaults apply.
    return null;
  }
}

/** What tells a file from all others, whichever of its names is used; `null` where nothing is there, or where the disk does not number its files. */
export async function fileNumber(path: string): Promise<string | null> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return ino === 0n ? null : `${dev}:${ino}`;
  } catch {
    // What cannot be looked at is no existing file; reading or writing it says more.
    return null;
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

/** A system's refusal to read something, as an error with a code: "file.unreadable" or "file.not-found". */
export function unreadable(error: unknown, name: string): CodedError {
  return fromSystemError(error, name, "file.unreadable");
}

function fromSystemError(error: unknown, name: string, code: "file.unreadable" | "file.unwritable"): CodedError {
  const cause = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  if ((cause === "ENOENT" || cause === "ENOTDIR") && code === "file.unreadable") return new CodedError("file.not-found", { name }, { cause: error });
  if (cause === "EISDIR") return new CodedError("file.is-a-directory", { name }, { cause: error });
  return new CodedError(code, { name, cause: cause || String(error) }, { cause: error });
}
